"""Asks LMDeploy's own parser of `lmdeploy serve api_server` for its option strings, one a line."""

from lmdeploy.cli.serve import SubCliServe

SubCliServe.add_parser_api_server()
server = SubCliServe.subparsers.choices["api_server"]
print("\n".join(sorted(set(server._option_string_actions) - {"-h", "--help"})))
