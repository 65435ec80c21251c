"""Asks SGLang's own parser of `python3 -m sglang.launch_server` for its options."""

import argparse
import sys
from pathlib import Path

from sglang.srt.server_args import ServerArgs

sys.path.append(str(Path(__file__).parent.parent))
from parsers.asked import lines  # noqa: E402

server = argparse.ArgumentParser()
ServerArgs.add_cli_args(server)
print(lines(server))
