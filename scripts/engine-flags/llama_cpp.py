"""Finds the options of llama.cpp's server in its C++ source, where each is one call: `add_opt(common_arg({"-a", "--all"}, …))`."""

from __future__ import annotations

import re

from shapes import SWITCH, Shape

SERVER = "LLAMA_EXAMPLE_SERVER"
STRING = r'"(?:[^"\\]|\\.)*"'
NAMES = rf"\{{\s*({STRING}(?:\s*,\s*{STRING})*)\s*,?\s*\}}"
TOKENS = re.compile(rf"{STRING}|'(?:[^'\\]|\\.)'|//[^\n]*|/\*.*?\*/", re.S)

HANDLER = r"\[[^\[\]]*\]\s*\(([^()]*)\)\s*\{(.*)"
"""The function that is called with the values: its parameters, and its body."""

CHAIN = r'\s*(?:if \((?:value == "[^"]*"(?: \|\| )?)+\) \{[^{}]*\}\s*else )+\{\s*throw [^{}]*\}.*'
"""A body that compares the value with words, and throws on all others."""


def server_options(source: str) -> dict[str, Shape]:
    """Options that the server takes: those meant for it, and those of all programs that do not leave it out."""
    plain = without_comments(source)
    cache_types = tuple(name.lower() for name in re.findall(r"GGML_TYPE_(\w+)", plain.partition("kv_cache_types = {")[2].partition("}")[0]))
    found: dict[str, Shape] = {}
    for call in calls(plain, "add_opt("):
        names = re.match(rf"common_arg\(\s*{NAMES}(?:\s*,\s*{NAMES})?", call)
        if not names:
            raise ValueError(f"an option that is not written out: {call[:100]}")
        meant = re.search(r"\.set_examples\(\s*\{(.*?)\}", call, re.S)
        left_out = re.search(r"\.set_excludes\(\s*\{(.*?)\}", call, re.S)
        for_server = meant is None or SERVER in meant[1] or "LLAMA_EXAMPLE_COMMON" in meant[1]
        gone = re.search(r"argument has been removed|\.set_preset_only\(", call)
        if for_server and not gone and not (left_out and SERVER in left_out[1]):
            shape = shape_of(call[names.end() :], cache_types)
            found.update(dict.fromkeys(re.findall(r'"([^"]*)"', " ".join(group for group in names.groups() if group)), shape))
    return {flag: shape for flag, shape in found.items() if flag not in ("-h", "--help", "--usage")}


def shape_of(call: str, cache_types: tuple[str, ...]) -> Shape:
    """What an option takes: what the function after its help text is called with."""
    handler = re.search(HANDLER, re.sub(STRING, hidden, call), re.S)
    if not handler:
        raise ValueError(f"an option whose function is not written out: {call[:100]}")
    values = handler[1].split(",")[1:]
    if not values or "bool" in values[0]:
        return SWITCH
    if len(values) == 2:
        return Shape(takes="2")
    if re.match(r"\s*int\b", values[0]):
        return Shape(type="leading-int")
    body = call[handler.start(2) :]
    if re.match(r"\s*params\.[\w.]+ = kv_cache_type_from_str\(\w+\);\s*\}", body):
        return Shape(choices=cache_types)
    if "common_reasoning_format_from_name(" in body:
        return Shape(choices=(*re.findall(r'"- ([\w-]+):', call), *re.findall(r"\(default: ([\w-]+)\)", call)))
    words = re.match(CHAIN, re.sub(r"\s+", " ", body), re.S)
    return Shape(choices=tuple(re.findall(r'value == "([^"]*)"', body)) if words else None)


def hidden(string: re.Match[str]) -> str:
    """A string of the same length in which nothing can be taken for code."""
    return f'"{"_" * (len(string[0]) - 2)}"'


def without_comments(source: str) -> str:
    return TOKENS.sub(lambda token: " " if token[0].startswith("/") else token[0], source)


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
