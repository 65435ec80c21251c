"""Parses the arguments of `vllm serve` with vLLM's own parser, and starts nothing: prints what it understood, as JSON."""

import json
import sys

from vllm.entrypoints.cli.serve import ServeSubcommand

try:
    from vllm.utils.argparse_utils import FlexibleArgumentParser
except ImportError:
    from vllm.utils import FlexibleArgumentParser

parser = FlexibleArgumentParser()
ServeSubcommand().subparser_init(parser.add_subparsers())
print("parsed " + json.dumps(vars(parser.parse_args(sys.argv[1:])), default=str))
