"""Asks LMDeploy's own parser of `lmdeploy serve api_server` for its options."""

import sys
from pathlib import Path

from lmdeploy.cli.serve import SubCliServe

sys.path.append(str(Path(__file__).parent.parent))
from parsers.asked import lines  # noqa: E402

SubCliServe.add_parser_api_server()
print(lines(SubCliServe.subparsers.choices["api_server"]))
