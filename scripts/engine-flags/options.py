"""Finds the options that a function gives an argparse parser, without running it.

The walk begins at the function that makes the parser, and follows it into every function that the parser is handed to.
What cannot be read this way ends the walk with an error: a flag that is missing in the data would be refused to users.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from keywords import Fields, Keywords
from shapes import SWITCH, Shape, Unknown, shape_of
from sources import Function, Sources, head


class Unreadable(Exception):
    """The source does something that this walk does not know."""


@dataclass(frozen=True)
class Kwargs:
    """A variable that holds what `get_kwargs` made of a config class: of all its fields, or of one."""

    owner: str
    field: str | None = None


class Options:
    """The options of one parser, by spelling."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.fields = Fields(sources)
        self.found: dict[str, Shape] = {}
        self.seen: set[tuple[str, int]] = set()
        self.made: dict[Kwargs, Keywords] = {}

    def walk(self, name: str, owner: str = "") -> "Options":
        """Begins at a method of a class, or at a function."""
        root = self.sources.method(owner, name) if owner else ("", self.sources.functions.get(name))
        if root is None or root[1] is None:
            raise Unreadable(f"there is no {owner}.{name}")
        self.function(root[1], owner, root[0])
        # vLLM's parser writes `-O3` as an option before argparse sees it.
        rewriting = self.sources.method("FlexibleArgumentParser", "parse_args")
        if rewriting and {"--compilation-config", "--optimization-level"} & set(self.found) and any(isinstance(node, ast.Constant) and node.value == "-O" for node in ast.walk(rewriting[1])):
            self.found["-O"] = Shape()
        return self

    def function(self, node: Function, owner: str, written_in: str, names: dict[str, Any] | None = None) -> None:
        if (owner, id(node)) not in self.seen:
            self.seen.add((owner, id(node)))
            Body(self, owner, written_in, {**self.parameters(node), **(names or {})}).statements(node.body)

    def parameters(self, node: Function) -> dict[str, Any]:
        """The values of parameters that are left out."""
        arguments = node.args.args
        defaults = {argument.arg: default for argument, default in zip(arguments[::-1], node.args.defaults[::-1])}
        return {name: self.worth(default, {}) for name, default in defaults.items()}

    def worth(self, node: ast.expr, names: dict[str, Any]) -> Any:
        """What an expression is worth; `Unknown` itself, where that cannot be told."""
        try:
            return self.fields.values.of(node, names)
        except (Unknown, TypeError):
            return Unknown

    def of(self, held: Kwargs) -> Keywords:
        """The keywords of a field of a config class, which the code may change before it hands them over."""
        if held not in self.made:
            fields = self.sources.fields(held.owner)
            if held.field not in fields:
                raise Unreadable(f"there is no field {held.field} in {held.owner}")
            self.made[held] = self.fields.of_config(held.owner, fields[held.field], held.field)
        return self.made[held]

    def add(self, names: list[str], keywords: Keywords) -> None:
        flags = [name for name in names if name.startswith("-")]
        shape = shape_of(keywords)
        self.found.update(dict.fromkeys(flags, shape))
        # What stands below a JSON flag: `--config.key`.
        self.found.update((f"{flag}.{key}", Shape(choices=tuple(words))) for key, words in keywords.get("members", {}).items() for flag in flags)
        if keywords.get("action") == "BooleanOptionalAction":
            self.found.update((f"--no-{flag[2:]}", SWITCH) for flag in flags if flag.startswith("--"))
            self.found.update(
                (inverse + flag.removeprefix(prefix), SWITCH)
                for prefix, inverse in self.inverses.items()
                for flag in flags
                if flag.startswith(prefix)
            )

    @cached_property
    def inverses(self) -> dict[str, str]:
        """vLLM's later parsers pair `--enable-x` with `--disable-x`, too."""
        action = self.sources.classes.get("EnableDisableAction")
        for statement in action.body if action else []:
            if isinstance(statement, ast.Assign) and head(statement.targets[0]) == "_inverse_prefixes":
                return ast.literal_eval(statement.value)
        return {}


class Body:
    """The statements of one function, and what its variables hold."""

    def __init__(self, options: Options, owner: str, written_in: str, names: dict[str, Any]) -> None:
        self.options, self.sources = options, options.sources
        self.owner, self.written_in = owner, written_in
        self.names = names
        self.kwargs: dict[str, Kwargs] = {}
        self.literals: dict[str, list[str]] = {}

    def statements(self, body: list[ast.stmt]) -> None:
        for statement in body:
            match statement:
                case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                    continue
                case ast.Assign(targets=[target], value=value):
                    self.assign(target, value)
                case ast.AugAssign(target=ast.Subscript(value=inner, slice=ast.Constant(value="choices")), value=value):
                    self.more(inner, value)
                case ast.Delete(targets=[ast.Subscript(value=inner, slice=ast.Constant(value=str(key)))]):
                    self.change(inner, {key: None})
                case ast.For(target=ast.Tuple(elts=[_, ast.Name(id=name)]), iter=ast.Call(func=ast.Attribute(value=ast.Name(id=all_of), attr="items"))):
                    if all_of in self.kwargs:
                        self.kwargs[name] = self.kwargs[all_of]
                case ast.For(target=target, iter=ast.List(elts=items) | ast.Tuple(elts=items)):
                    self.loop(target, items)
            nested = [block for block in ("body", "orelse", "finalbody") if getattr(statement, block, None)]
            if not nested:
                self.calls(statement)
            for block in nested:
                self.statements(getattr(statement, block))

    def loop(self, target: ast.expr, items: list[ast.expr]) -> None:
        """`for name in ["--a", "--b"]`, and `for name, type in [("--a", str), …]`."""
        names = target.elts if isinstance(target, ast.Tuple) else [target]
        rows = [item.elts if isinstance(target, ast.Tuple) and isinstance(item, ast.Tuple) else [item] for item in items]
        for name, column in zip(names, zip(*rows)):
            values = [cell.value for cell in column if isinstance(cell, ast.Constant) and isinstance(cell.value, str)]
            if isinstance(name, ast.Name) and len(values) == len(items):
                self.literals[name.id] = values

    def assign(self, target: ast.expr, value: ast.expr) -> None:
        match target:
            case ast.Name(id=name):
                self.names[name] = self.options.worth(value, self.names)
                held = self.held(value)
                if held:
                    self.kwargs[name] = held
            case ast.Subscript(slice=ast.Constant(value="flags")):
                raise Unreadable(f"line {target.lineno}: spellings are added: {ast.unparse(target)}")
            case ast.Subscript(value=inner, slice=ast.Constant(value=str(key))):
                self.change(inner, self.options.fields.written({key: value}, self.names))

    def change(self, of: ast.expr, keywords: Keywords) -> None:
        held = self.held(of)
        if held and held.field:
            self.options.of(held).update(keywords)

    def more(self, of: ast.expr, value: ast.expr) -> None:
        """`x["f"]["choices"] += value`"""
        held, added = self.held(of), self.options.worth(value, self.names)
        if held and held.field:
            known = self.options.of(held).get("choices")
            self.options.of(held)["choices"] = None if added is Unknown or known is None else [*known, *added]

    def held(self, value: ast.expr) -> Kwargs | None:
        match value:
            case ast.Name(id=name):
                return self.kwargs.get(name)
            case ast.Call(func=ast.Name(id="get_kwargs"), args=[ast.Name(id=name)]):
                return Kwargs(self.owner if name == "cls" else name)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="cls") | ast.Call(func=ast.Name(id="super")) as of, attr=method), args=[ast.Name(id=name)]) if name in self.kwargs:
                return self.customized(method, self.kwargs[name], above=not isinstance(of, ast.Name))
            case ast.Subscript(value=inner, slice=ast.Constant(value=str(field))):
                held = self.held(inner)
                return Kwargs(held.owner, field) if held else None
        return None

    def customized(self, method: str, held: Kwargs, above: bool) -> Kwargs:
        """`x = cls._customize_cli_kwargs(x)`: what the method changes."""
        found = self.sources.method(self.written_in if above else self.owner, method, above)
        if found is None:
            raise Unreadable(f"there is no {self.owner}.{method}")
        body = Body(self.options, self.owner, found[0], {})
        body.kwargs[found[1].args.args[1].arg] = held
        body.statements(found[1].body)
        return held

    def calls(self, statement: ast.stmt) -> None:
        for node in ast.walk(statement):
            if isinstance(node, ast.Call):
                if head(node) == "add_argument":
                    self.add_argument(node)
                elif head(node) == "remove" and isinstance(node.func.value, ast.Subscript):  # `x["f"]["choices"].remove(…)`
                    self.remove(node.func.value, node.args[0])
                elif head(node) == "add_cli_args_from_dataclass":
                    self.add_annotated(node)
                else:
                    self.follow(node)

    def add_argument(self, call: ast.Call) -> None:
        given = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg is not None}
        unpacked = [keyword.value for keyword in call.keywords if keyword.arg is None]
        for value in unpacked:
            held = self.held(value)
            if held and held.field is None:  # in a loop over all fields
                for field in self.sources.fields(held.owner):
                    self.options.add([f"--{field.replace('_', '-')}"], self.options.of(Kwargs(held.owner, field)))
                return
        names = [name for argument in call.args for name in self.texts(argument)]
        keywords: Keywords = {}
        for value in unpacked:
            keywords.update(self.unpacked(value))
        self.options.add(names, {**keywords, **self.options.fields.written(given, self.names)})

    def remove(self, of: ast.Subscript, choice: ast.expr) -> None:
        held = self.held(of.value)
        if held and held.field and self.options.of(held).get("choices"):
            gone = self.options.worth(choice, self.names)
            self.options.of(held)["choices"] = [one for one in self.options.of(held)["choices"] if one != gone]

    def unpacked(self, value: ast.expr) -> Keywords:
        if isinstance(value, ast.Dict):
            keywords: Keywords = {}
            for key, inner in zip(value.keys, value.values):
                keywords.update(self.unpacked(inner) if key is None else self.options.fields.written({ast.literal_eval(key): inner}, self.names))
            return keywords
        held = self.held(value)
        if held is None:
            raise Unreadable(f"line {value.lineno}: what is {ast.unparse(value)}?")
        return self.options.of(held)

    def texts(self, node: ast.expr) -> list[str]:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return [node.value]
        if isinstance(node, ast.Name) and node.id in self.literals:
            return self.literals[node.id]
        raise Unreadable(f"line {node.lineno}: an option that is not written out: {ast.unparse(node)}")

    def add_annotated(self, call: ast.Call) -> None:
        """SGLang's fields `name: A[type, "help"]` and `name: A[type, Arg(…)]`, in ServerArgs and the classes it is put together from."""
        owners = [head(call.args[1])]
        together = self.sources.aliases.get("_INPUT_NAMESPACES")
        if isinstance(together, ast.List):
            owners += [head(element) for element in together.elts]
        if any(keyword.arg == "fields" for keyword in call.keywords):
            raise Unreadable(f"line {call.lineno}: only some fields")
        for owner in owners:
            if owner not in self.sources.classes:
                raise Unreadable(f"there is no class {owner}")
            for field, annotation in self.sources.fields(owner).items():
                self.add_annotated_field(owner, field, annotation)

    def add_annotated_field(self, owner: str, field: str, annotation: ast.expr) -> None:
        if not (isinstance(annotation, ast.Subscript) and head(annotation) in ("A", "Annotated") and isinstance(annotation.slice, ast.Tuple)):
            return
        for meta in annotation.slice.elts[1:]:
            if isinstance(meta, (ast.Constant, ast.JoinedStr, ast.BinOp)):
                return self.options.add([f"--{field.replace('_', '-')}"], self.options.fields.of_argument(owner, annotation, field, {}))
            if head(meta) == "Arg" and isinstance(meta, ast.Call):
                given = {keyword.arg: keyword.value for keyword in meta.keywords}
                if "no_cli" in given and ast.literal_eval(given["no_cli"]):
                    return None
                names = self.texts(given["cli_name"]) if "cli_name" in given else [f"--{field.replace('_', '-')}"]
                names += ast.literal_eval(given["aliases"]) if "aliases" in given else []
                return self.options.add(names, self.options.fields.of_argument(owner, annotation, field, given))
        return None

    def follow(self, call: ast.Call) -> None:
        """Into a function of these files that takes the parser."""
        match call.func:
            case ast.Name(id=name):
                found, owner = ("", self.sources.functions.get(name)), ""
            case ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr=name):
                found, owner = self.sources.method(self.written_in, name, above=True), self.owner
            case ast.Attribute(value=ast.Name(id=owner), attr=name):
                owner = self.owner if owner in ("cls", "self") else owner
                found = self.sources.method(owner, name)
            case _:
                return
        if found and found[1] and takes_parser(found[1]):
            given = {keyword.arg: self.options.worth(keyword.value, self.names) for keyword in call.keywords if keyword.arg}
            self.options.function(found[1], owner, found[0], given)


def takes_parser(function: Function) -> bool:
    names = [argument.arg for argument in function.args.args if argument.arg not in ("self", "cls")]
    return bool(names) and ("parser" in names[0] or "group" in names[0])
