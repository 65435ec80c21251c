"""What a parser says of its options, one a line: the spelling, and what it takes as the data file says it.

Imported by the scripts beside it; the folder is not on the path, because files in it have the names of packages.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

from shapes import SWITCHES, shape_of  # noqa: E402

READERS = {"int": "int", "float": "float", "loads": "json", "json_list_type": "json", "human_readable_int": "size", "human_readable_int_or_auto": "size-or-auto"}
"""How a value is read, by the name of the function that reads it."""


def lines(parser: argparse.ArgumentParser, hidden: dict[str, str] | None = None) -> str:
    """Every spelling, hidden ones too; `hidden` are those that it takes and has no action for."""
    actions = {flag: described(action) for flag, action in parser._option_string_actions.items() if flag not in ("-h", "--help")}
    return "\n".join(f"{flag} {row}".strip() for flag, row in sorted({**actions, **(hidden or {})}.items()))


def described(action: argparse.Action) -> str:
    kind = type(action).__name__
    row = shape_of({
        "action": kind if kind in SWITCHES else None,
        "nargs": action.nargs,
        "type": "bool" if kind == "StoreBoolean" else reader(action.type),
        "choices": action.choices,
        "default": action.default,
    }).row()
    return json.dumps(row) if row else ""


def reader(function: object) -> str:
    """The name of a function; of one that was made around another, that of the other."""
    name = getattr(function, "__name__", "")
    if name in ("_optional_type", "_parse_type"):
        inner = next((cell.cell_contents for cell in function.__closure__ or () if callable(cell.cell_contents)), None)
        of = "" if name_of_inner(inner) == "loads" and "nullable_kvs" in names_in(function) else reader(inner)
        return f"{of}?" if of and name == "_optional_type" else of
    if name == "<lambda>" and "lower" in function.__code__.co_names and "replace" in function.__code__.co_names:
        return "folded"
    if name == "parse_dataclass" and not hasattr(function.__defaults__[0], "from_cli"):
        return "object-size" if "_expand_json_human_readable_numbers" in function.__code__.co_names else "object"
    if name == "human_readable_int" and "'Ki'" in str(function.__code__.co_consts):
        return "si-size"
    return READERS.get(name, "")


def name_of_inner(function: object) -> str:
    return getattr(function, "__name__", "")


def names_in(function: object) -> tuple[str, ...]:
    """Names that a function uses, and those of the maker of such functions in its module, which it may call."""
    maker = function.__globals__.get("parse_type")
    inner = [constant.co_names for constant in getattr(getattr(maker, "__code__", None), "co_consts", ()) if hasattr(constant, "co_names")]
    return (*function.__code__.co_names, *(name for names in inner for name in names))
