"""Parses arguments of `vllm serve` with vLLM's own parser, and starts nothing. Takes a list of their lists, and says what each was understood as, in JSON."""

import contextlib
import io
import json
import sys

from vllm.entrypoints.cli.serve import ServeSubcommand

try:
    from vllm.utils.argparse_utils import FlexibleArgumentParser
except ImportError:
    from vllm.utils import FlexibleArgumentParser

parser = FlexibleArgumentParser()
ServeSubcommand().subparser_init(parser.add_subparsers())


def answer(words):
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said):
            return {"parsed": vars(parser.parse_args(words))}
    except SystemExit:
        return {"refused": said.getvalue()}


print("answers " + json.dumps([answer(words) for words in json.load(sys.stdin)], default=str))
