"""Asks SGLang's own parser of `python3 -m sglang.launch_server` for its option strings, one a line."""

import argparse

from sglang.srt.server_args import ServerArgs

server = argparse.ArgumentParser()
ServerArgs.add_cli_args(server)
print("\n".join(sorted(set(server._option_string_actions) - {"-h", "--help"})))
