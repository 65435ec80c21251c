"""Parses arguments with a server's own parser, and starts nothing. Takes a list of their lists, and says what each was understood as, in JSON."""

import argparse
import contextlib
import io
import json
import sys


def vllm() -> argparse.ArgumentParser:
    """That of `vllm`, with `serve`."""
    from vllm.entrypoints.cli.serve import ServeSubcommand

    try:
        from vllm.utils.argparse_utils import FlexibleArgumentParser
    except ImportError:
        from vllm.utils import FlexibleArgumentParser
    parser = FlexibleArgumentParser()
    ServeSubcommand().subparser_init(parser.add_subparsers())
    return parser


def sglang() -> argparse.ArgumentParser:
    """That of `python3 -m sglang.launch_server`."""
    from sglang.srt.server_args import ServerArgs

    parser = argparse.ArgumentParser()
    ServerArgs.add_cli_args(parser)
    return parser


def lmdeploy() -> argparse.ArgumentParser:
    """That of `lmdeploy serve api_server`, from the words behind it on."""
    from lmdeploy.cli.serve import SubCliServe

    SubCliServe.add_parser_api_server()
    return SubCliServe.subparsers.choices["api_server"]


parser = {"vllm": vllm, "sglang": sglang, "lmdeploy": lmdeploy}[sys.argv[1]]()


def answer(words):
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said):
            return {"parsed": vars(parser.parse_args(words))}
    except SystemExit:
        return {"refused": said.getvalue()}


print("answers " + json.dumps([answer(words) for words in json.load(sys.stdin)], default=str))
