"""Asks vLLM's own parser of `vllm serve` for its option strings, one a line. Run with an unpacked wheel on PYTHONPATH."""

from vllm.entrypoints.cli.serve import ServeSubcommand

try:
    from vllm.utils.argparse_utils import FlexibleArgumentParser
except ImportError:
    from vllm.utils import FlexibleArgumentParser

main = FlexibleArgumentParser()
serve = ServeSubcommand().subparser_init(main.add_subparsers())
# Not each action's option_strings: some spellings are hidden from help, and taken all the same.
options = set(serve._option_string_actions) - {"-h", "--help"}
try:
    serve.parse_args(["some/model", "-O3"])
    options.add("-O")
except SystemExit:
    pass
print("\n".join(sorted(options)))
