"""Finds the option strings that a function gives an argparse parser, without running it.

The walk begins at the function that makes the parser, and follows it into every function that the parser is handed to.
What cannot be read this way ends the walk with an error: a flag that is missing in the data would be refused to users.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property

from sources import Function, Sources, head


class Unreadable(Exception):
    """The source does something that this walk does not know."""


@dataclass(frozen=True)
class Kwargs:
    """A variable that holds what `get_kwargs` made of a config class: of all its fields, or of one."""

    owner: str
    field: str | None = None


class Options:
    """The option strings of one parser."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.found: set[str] = set()
        self.seen: set[tuple[str, int]] = set()

    def walk(self, name: str, owner: str = "") -> "Options":
        """Begins at a method of a class, or at a function."""
        root = self.sources.method(owner, name) if owner else ("", self.sources.functions.get(name))
        if root is None or root[1] is None:
            raise Unreadable(f"there is no {owner}.{name}")
        self.function(root[1], owner, root[0])
        # vLLM's parser writes `-O3` as an option before argparse sees it.
        rewriting = self.sources.method("FlexibleArgumentParser", "parse_args")
        if rewriting and self.found & {"--compilation-config", "--optimization-level"} and any(isinstance(node, ast.Constant) and node.value == "-O" for node in ast.walk(rewriting[1])):
            self.found.add("-O")
        return self

    def function(self, node: Function, owner: str, written_in: str) -> None:
        if (owner, id(node)) not in self.seen:
            self.seen.add((owner, id(node)))
            Body(self, owner, written_in).statements(node.body)

    def add(self, names: list[str], boolean: bool) -> None:
        flags = [name for name in names if name.startswith("-")]
        self.found.update(flags)
        if boolean:
            self.found.update(f"--no-{flag[2:]}" for flag in flags if flag.startswith("--"))
            self.found.update(
                inverse + flag.removeprefix(prefix)
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

    def is_boolean(self, owner: str, field: str) -> bool:
        """Whether vLLM's `get_kwargs` gives a field the action BooleanOptionalAction."""
        fields = self.sources.fields(owner)
        if field not in fields:
            raise Unreadable(f"there is no field {field} in {owner}")
        types = self.sources.types(fields[field])
        if "bool" not in types or any(self.is_dataclass(name) for name in types):
            return False
        return not (types == {"bool", "str", "None"} and self.knows_optional_values)

    def is_dataclass(self, name: str) -> bool:
        node = self.sources.classes.get(name)
        return node is not None and any(head(decorator) in ("dataclass", "config") for decorator in node.decorator_list)

    @property
    def knows_optional_values(self) -> bool:
        """Whether this version of `get_kwargs` treats `bool | str | None` as a value that may be left out."""
        functions = [self.sources.functions.get(name) for name in ("get_kwargs", "_compute_kwargs")]
        return any("type_hints == {bool, str, type(None)}" in ast.unparse(function) for function in functions if function)


class Body:
    """The statements of one function, and what its variables hold."""

    def __init__(self, options: Options, owner: str, written_in: str) -> None:
        self.options, self.sources = options, options.sources
        self.owner, self.written_in = owner, written_in
        self.kwargs: dict[str, Kwargs] = {}
        self.actions: dict[Kwargs, bool] = {}
        self.literals: dict[str, list[str]] = {}

    def statements(self, body: list[ast.stmt]) -> None:
        for statement in body:
            match statement:
                case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                    continue
                case ast.Assign(targets=[target], value=value):
                    self.assign(target, value)
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
                held = self.held(value)
                if held:
                    self.kwargs[name] = held
            case ast.Subscript(slice=ast.Constant(value="action"), value=inner):
                held = self.held(inner)
                if held:
                    self.actions[held] = head(value) == "BooleanOptionalAction"
            case ast.Subscript(slice=ast.Constant(value="flags")):
                raise Unreadable(f"line {target.lineno}: spellings are added: {ast.unparse(target)}")

    def held(self, value: ast.expr) -> Kwargs | None:
        match value:
            case ast.Name(id=name):
                return self.kwargs.get(name)
            case ast.Call(func=ast.Name(id="get_kwargs"), args=[ast.Name(id=name)]):
                return Kwargs(self.owner if name == "cls" else name)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="cls")), args=[ast.Name(id=name)]):
                return self.kwargs.get(name)  # `x = cls._customize_cli_kwargs(x)`
            case ast.Subscript(value=inner, slice=ast.Constant(value=str(field))):
                held = self.held(inner)
                return Kwargs(held.owner, field) if held else None
        return None

    def calls(self, statement: ast.stmt) -> None:
        for node in ast.walk(statement):
            if isinstance(node, ast.Call):
                if head(node) == "add_argument":
                    self.add_argument(node)
                elif head(node) == "add_cli_args_from_dataclass":
                    self.add_annotated(node)
                else:
                    self.follow(node)

    def add_argument(self, call: ast.Call) -> None:
        unpacked = [keyword.value for keyword in call.keywords if keyword.arg is None]
        for value in unpacked:
            held = self.held(value)
            if held and held.field is None:  # in a loop over all fields
                for field in self.sources.fields(held.owner):
                    self.options.add([f"--{field.replace('_', '-')}"], self.boolean_field(Kwargs(held.owner, field)))
                return
        names = [name for argument in call.args for name in self.texts(argument)]
        action = next((keyword.value for keyword in call.keywords if keyword.arg == "action"), None)
        boolean = head(action) == "BooleanOptionalAction" or (action is None and any(map(self.boolean, unpacked)))
        self.options.add(names, boolean)

    def boolean(self, value: ast.expr) -> bool:
        if isinstance(value, ast.Dict):
            return any(self.boolean(inner) for key, inner in zip(value.keys, value.values) if key is None)
        held = self.held(value)
        if held is None:
            raise Unreadable(f"line {value.lineno}: what is {ast.unparse(value)}?")
        return self.boolean_field(held)

    def boolean_field(self, held: Kwargs) -> bool:
        if held in self.actions:
            return self.actions[held]
        return self.options.is_boolean(held.owner, held.field or "")

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
                self.add_annotated_field(field, annotation)

    def add_annotated_field(self, field: str, annotation: ast.expr) -> None:
        if not (isinstance(annotation, ast.Subscript) and head(annotation) in ("A", "Annotated") and isinstance(annotation.slice, ast.Tuple)):
            return
        for meta in annotation.slice.elts[1:]:
            if isinstance(meta, (ast.Constant, ast.JoinedStr, ast.BinOp)):
                return self.options.add([f"--{field.replace('_', '-')}"], False)
            if head(meta) == "Arg" and isinstance(meta, ast.Call):
                given = {keyword.arg: keyword.value for keyword in meta.keywords}
                if "no_cli" in given and ast.literal_eval(given["no_cli"]):
                    return None
                names = self.texts(given["cli_name"]) if "cli_name" in given else [f"--{field.replace('_', '-')}"]
                names += ast.literal_eval(given["aliases"]) if "aliases" in given else []
                return self.options.add(names, head(given.get("action")) == "BooleanOptionalAction")
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
            self.options.function(found[1], owner, found[0])


def takes_parser(function: Function) -> bool:
    names = [argument.arg for argument in function.args.args if argument.arg not in ("self", "cls")]
    return bool(names) and ("parser" in names[0] or "group" in names[0])
