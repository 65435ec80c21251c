"""Asks vLLM's own parser of `vllm serve` for its options. Run with an unpacked wheel on PYTHONPATH."""

import sys
from pathlib import Path

from vllm.entrypoints.cli.serve import ServeSubcommand

try:
    from vllm.utils.argparse_utils import FlexibleArgumentParser
except ImportError:
    from vllm.utils import FlexibleArgumentParser

sys.path.append(str(Path(__file__).parent.parent))
from parsers.asked import lines  # noqa: E402

main = FlexibleArgumentParser()
serve = ServeSubcommand().subparser_init(main.add_subparsers())
hidden = {}
try:
    serve.parse_args(["some/model", "-O3"])
    hidden["-O"] = ""
except SystemExit:
    pass
print(lines(serve, hidden))
