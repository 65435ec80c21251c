"""Finds the options of llama.cpp's server in its C++ source, where each is one call: `add_opt(common_arg({"-a", "--all"}, …))`."""

from __future__ import annotations

import re

SERVER = "LLAMA_EXAMPLE_SERVER"
STRING = r'"(?:[^"\\]|\\.)*"'
NAMES = rf"\{{\s*({STRING}(?:\s*,\s*{STRING})*)\s*,?\s*\}}"


def server_options(source: str) -> set[str]:
    """Options that the server takes: those meant for it, and those of all programs that do not leave it out."""
    found: set[str] = set()
    for call in calls(without_comments(source), "add_opt("):
        names = re.match(rf"common_arg\(\s*{NAMES}(?:\s*,\s*{NAMES})?", call)
        if not names:
            raise ValueError(f"an option that is not written out: {call[:100]}")
        meant = re.search(r"\.set_examples\(\s*\{(.*?)\}", call, re.S)
        left_out = re.search(r"\.set_excludes\(\s*\{(.*?)\}", call, re.S)
        for_server = meant is None or SERVER in meant[1] or "LLAMA_EXAMPLE_COMMON" in meant[1]
        gone = re.search(r"argument has been removed|\.set_preset_only\(", call)
        if for_server and not gone and not (left_out and SERVER in left_out[1]):
            found.update(re.findall(r'"([^"]*)"', " ".join(group for group in names.groups() if group)))
    return found - {"-h", "--help", "--usage"}


def without_comments(source: str) -> str:
    tokens = re.compile(rf"{STRING}|'(?:[^'\\]|\\.)'|//[^\n]*|/\*.*?\*/", re.S)
    return tokens.sub(lambda token: " " if token[0].startswith("/") else token[0], source)


def calls(source: str, opening: str) -> list[str]:
    """What stands between the parentheses of each call of a function; parentheses in strings do not count."""
    found, start = [], source.find(opening)
    tokens = re.compile(rf"{STRING}|'(?:[^'\\]|\\.)'|[()]", re.S)
    while start >= 0:
        begin, depth = start + len(opening), 1
        for token in tokens.finditer(source, begin):
            depth += {"(": 1, ")": -1}.get(token[0], 0)
            if depth == 0:
                found.append(source[begin : token.start()])
                break
        start = source.find(opening, begin)
    return found
