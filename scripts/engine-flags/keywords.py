"""The keywords that each engine's code hands to `add_argument`, for one option at a time."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import Any

from shapes import Unknown
from sources import Sources, head
from values import Values

Keywords = dict[str, Any]


class Fields:
    """Keywords that are made of the fields of classes, which carry the types: vLLM's `get_kwargs`, and SGLang's `Arg`."""

    def __init__(self, sources: Sources) -> None:
        self.sources, self.values = sources, Values(sources)

    @cached_property
    def rules(self) -> str:
        """The code of vLLM's `get_kwargs` in this version."""
        names = ("get_kwargs", "_compute_kwargs", "literal_to_kwargs", "optional_type", "parse_type")
        return "\n".join(ast.unparse(self.sources.functions[name]) for name in names if name in self.sources.functions)

    @property
    def json(self) -> str:
        """How JSON for a config class is read: some versions take `80m` for a number."""
        return "object-size" if "_expand_json_human_readable_numbers" in self.rules else "object"

    def members(self, owner: str) -> dict[str, list[str]]:
        """The fields of a config class that pydantic takes nothing but some words for."""
        found: dict[str, list[str]] = {}
        for field, annotation in self.sources.fields(owner).items() if self.sources.is_validated(owner) else ():
            hints = [hint for hint in self.sources.hints(annotation) if not isinstance(hint, ast.Constant)]
            if hints and all(head(hint) == "Literal" for hint in hints) and field not in self.sources.rewritten(owner):
                options = [option for hint in hints for option in self.values.literals(hint)]
                found |= {field: options} if all(isinstance(option, str) for option in options) else {}
        return found

    def default(self, owner: str, field: str) -> Keywords:
        try:
            return {"default": self.values.member(owner, field)}
        except Unknown:
            return {}

    def of_config(self, owner: str, annotation: ast.expr, field: str) -> Keywords:
        """What vLLM's `get_kwargs` makes of a field."""
        hints = self.sources.hints(annotation)
        names = {"None" if isinstance(hint, ast.Constant) else self.kind(head(hint)) for hint in hints}
        keywords = {**self.default(owner, field), **self.by_type(hints, names, field)}
        if "None" in names and "bool" not in names:
            if keywords.get("type"):
                keywords["type"] += "?"
            if keywords.get("choices"):
                keywords["choices"] = [*keywords["choices"], None]
        return keywords

    def kind(self, name: str) -> str:
        """A class that is made of `dict` is one, for versions of `get_kwargs` that look."""
        bases = {head(base) for node in self.sources.lineage(name) for base in node.bases}
        return "dict" if "dict" in bases and "is_dict_subclass" in self.rules else name

    def by_type(self, hints: list[ast.expr], names: set[str], field: str) -> Keywords:
        configs = [name for name in names if self.sources.is_dataclass(name)]
        if configs and "is_dataclass" in self.rules:
            plain = any(self.sources.method(name, "from_cli") for name in configs)
            return {"type": "" if plain else self.json, "members": self.members(configs[0])}
        if names == {"bool", "str", "None"} and "type_hints == {bool, str, type(None)}" in self.rules:
            return {"nargs": "?"}
        if "bool" in names:
            return {"action": "BooleanOptionalAction"}
        if "Literal" in names:
            return self.literal(hints, names)
        for collection in ("tuple", "list", "set", "List"):
            if collection in names:
                return self.collection(next(hint for hint in hints if head(hint) == collection))
        if "int" in names:
            return {"type": self.whole(field)}
        if "float" in names:
            return {"type": "float"}
        if names & {"dict", "Dict"} and not names - {"dict", "Dict", "None"}:
            return {"type": "" if "nullable_kvs" in self.rules else "json"}
        return {}

    def literal(self, hints: list[ast.expr], names: set[str]) -> Keywords:
        options = [option for hint in hints if head(hint) == "Literal" for option in self.values.literals(hint)]
        read = {"type": "int"} if isinstance(options[0], int) else {}
        # Beside `str`, its options are no choices but a hint, once get_kwargs knows that.
        return read if "str" in names and "metavar" in self.rules else {**read, "choices": sorted(set(options))}

    def collection(self, hint: ast.expr) -> Keywords:
        inner = hint.slice if isinstance(hint, ast.Subscript) else ast.Name(id="str")
        parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
        of = self.sources.hints(parts[0])
        read = {"type": self.values.type(of[0])} if len(of) == 1 else {}
        if len(of) == 1 and head(of[0]) == "Literal":
            read = self.literal(of, {"Literal"})
        fixed = head(hint) == "tuple" and not any(isinstance(part, ast.Constant) and part.value is ... for part in parts)
        return {**read, "nargs": len(parts) if fixed else "+"}

    def whole(self, field: str) -> str:
        if field == "max_model_len" and "human_readable_int_or_auto" in self.rules:
            return "size-or-auto"
        listed = f"'{field}'" in self.rules and "human_readable_int" in self.rules
        return "size" if listed else "int"

    def of_argument(self, owner: str, annotation: ast.Subscript, field: str, given: dict[str | None, ast.expr]) -> Keywords:
        """What SGLang's `add_cli_args_from_dataclass` makes of a field and the keywords of its `Arg`."""
        keywords = {**self.default(owner, field), **self.written({key: given[key] for key in ("choices", "nargs", "action") if key in given}, {})}
        for key, value in (zip(given["action_kwargs"].keys, given["action_kwargs"].values) if isinstance(given.get("action_kwargs"), ast.Dict) else ()):
            keywords.update(self.written({ast.literal_eval(key): value}, {}))
        if "action" in given:
            return keywords
        hints = [hint for hint in self.sources.hints(annotation) if not isinstance(hint, ast.Constant)]
        hint = hints[0] if len(hints) == 1 else ast.Name(id="str")
        if head(hint) == "Literal":
            keywords.setdefault("choices", self.values.literals(hint))
            return {**keywords, **self.read(given), "type": "int" if isinstance(self.values.literals(hint)[0], int) else ""}
        if head(hint) in ("list", "List") and "type_parser" not in given:
            inner = hint.slice if isinstance(hint, ast.Subscript) else ast.Name(id="str")
            return {"nargs": "+", "type": self.values.type(inner), **keywords}
        if head(hint) == "bool":
            return {**keywords, "action": "store_true"}
        return {"type": self.values.type(hint), **keywords, **self.read(given)}

    def read(self, given: dict[str | None, ast.expr]) -> Keywords:
        return {"type": self.values.type(given["type_parser"])} if "type_parser" in given else {}

    def written(self, given: dict[str | None, ast.expr], names: dict[str, Any]) -> Keywords:
        """Keywords that are written out in a call; those that cannot be told are left out."""
        keywords: Keywords = {}
        for key, node in given.items():
            if key == "type":
                keywords["type"] = self.values.type(node)
            elif key == "action":
                keywords.update(self.action(node))
            elif key in ("nargs", "choices", "default"):
                try:
                    keywords[key] = self.values.of(node, names)
                except (Unknown, TypeError):
                    keywords[key] = None
        return keywords

    def action(self, node: ast.expr) -> Keywords:
        """A built-in action by its name; one of the engine's own takes no value when its constructor says so."""
        name = node.value if isinstance(node, ast.Constant) else head(node)
        called = self.sources.method(name, "__call__")
        if called and "values.lower() == 'true'" in ast.unparse(called[1]):
            return {"action": name, "type": "bool"}
        made = self.sources.method(name, "__init__")
        if made is None:
            return {"action": name}
        arguments = made[1].args
        defaults = dict(zip([argument.arg for argument in arguments.args][::-1], arguments.defaults[::-1]))
        takes_none = isinstance(defaults.get("nargs"), ast.Constant) and defaults["nargs"].value == 0
        return {"action": name, **({"nargs": 0} if takes_none else {})}
