"""What a flag takes: how many values, of which type, which ones, and which one it has when nobody gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Container


class Unknown(Exception):
    """What an expression is worth cannot be told without running it."""


@dataclass(frozen=True)
class Shape:
    """The values of one flag, as the data file says it; a member without a meaning is left out there."""

    takes: str = "1"
    """How many values: `0`, `1` or another number, `?` for one or none, `+` for one or more, `*` for any."""
    type: str = ""
    """How a value is read: `int`, `float`, `bool`, `json`, `object` and `object-size` (a JSON object; with `80m` for numbers), `size` (4k, 4K), `size-or-auto`, `si-size` (4k, 4Ki), `leading-int`, `folded` (any case, `-` for `_`); nothing: as it is.
    With `?` behind it an empty value and `None` stand for no value."""
    choices: tuple[str, ...] | None = None
    """The only values."""
    names: tuple[str, ...] | None = None
    """The values that the server knows when it starts, where its parser takes any."""
    when: str = ""
    """The flag without which nothing looks `names` up."""
    plugin: str = ""
    """The flag whose file can add to `names`."""
    default: str | None = None
    """The value when the flag is not given, where it is written out and a number or a word."""

    def row(self) -> dict[str, Any]:
        return {
            **({} if self.takes == "1" else {"takes": self.takes}),
            **({"type": self.type} if self.type else {}),
            **({} if self.choices is None else {"choices": list(self.choices)}),
            **({} if self.names is None else {"names": list(self.names)}),
            **({"when": self.when} if self.when else {}),
            **({"plugin": self.plugin} if self.plugin else {}),
            **({} if self.default is None else {"default": self.default}),
        }


def is_key(name: str, flags: Container[str]) -> bool:
    """Whether a name is that of a key below a JSON flag (`--config.key`), and no flag."""
    above, dot, _ = name.partition(".")
    return dot != "" and above in flags


SWITCH = Shape(takes="0")

SWITCHES = {"store_true", "store_false", "store_const", "append_const", "count", "version", "help", "BooleanOptionalAction", "EnableDisableAction"}
"""Actions that take no value."""


def shape_of(keywords: dict[str, Any]) -> Shape:
    """The shape of an option whose keywords for `add_argument` are known; those that are not are left out."""
    if keywords.get("action") in SWITCHES or keywords.get("nargs") == 0:
        return SWITCH
    default, choices = keywords.get("default"), keywords.get("choices")
    return Shape(
        takes="1" if keywords.get("nargs") is None else str(keywords["nargs"]),
        type=keywords.get("type") or "",
        choices=None if choices is None else tuple(dict.fromkeys(map(text, sorted(choices) if isinstance(choices, (set, frozenset)) else choices))),
        default=text(default) if is_plain(default) else None,
    )


def is_plain(value: Any) -> bool:
    value = getattr(value, "value", value)
    return isinstance(value, (int, float)) or (isinstance(value, str) and value not in ("", "==SUPPRESS=="))


def text(value: Any) -> str:
    """A value as it stands on a command line."""
    value = getattr(value, "value", value)  # the member of an enumeration
    return f"{value:g}" if isinstance(value, float) and value.is_integer() else str(value)
