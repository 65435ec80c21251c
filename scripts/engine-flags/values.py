"""What an expression of the sources is worth, as far as that is written out in them."""

from __future__ import annotations

import ast
from itertools import permutations
from typing import Any

from shapes import Unknown
from sources import Function, Sources, head

STANDARD = {
    "ssl.CERT_NONE": 0,
    "argparse.SUPPRESS": None,
}
"""What is in the standard library, and not in the sources."""

TYPES = {"int": "int", "float": "float", "json_list_type": "json", "human_readable_int": "size", "human_readable_int_or_auto": "size-or-auto"}
"""How a value is read, by the function that reads it."""

DEEPEST = 30


class Values:
    """Evaluates expressions; `names` are the variables of the function that they stand in."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources

    def of(self, node: ast.expr, names: dict[str, Any], depth: int = 0) -> Any:
        """The value; raises Unknown."""
        if depth > DEEPEST:
            raise Unknown(ast.unparse(node))
        again = lambda inner, more={}: self.of(inner, {**names, **more}, depth + 1)  # noqa: E731
        known = STANDARD.get(ast.unparse(node), self)
        if known is not self:
            return known
        match node:
            case ast.Constant(value=value):
                return value
            case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
                return [value for element in elements for value in (again(element.value) if isinstance(element, ast.Starred) else [again(element)])]
            case ast.Dict(keys=keys):
                return dict.fromkeys(again(key) for key in keys if key is not None)
            case ast.Name(id=name):
                return self.named(name, names, depth)
            case ast.Attribute(value=ast.Name(id=owner), attr=attr) if owner in self.sources.classes:
                return self.member(owner, attr, depth)
            case ast.Attribute(value=inner, attr="value"):
                return again(inner)
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return not again(inner)
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return -again(inner)
            case ast.BinOp(op=ast.Add(), left=left, right=right):
                return again(left) + again(right)
            case ast.BinOp(op=ast.Mult(), left=left, right=right):
                return again(left) * again(right)
            case ast.ListComp(elt=element, generators=[ast.comprehension(target=ast.Name(id=name), iter=items, ifs=[])]):
                return [again(element, {name: value}) for value in again(items)]
            case ast.Call():
                return self.call(node, names, depth)
        raise Unknown(ast.unparse(node))

    def named(self, name: str, names: dict[str, Any], depth: int) -> Any:
        if name in names:
            if names[name] is Unknown:
                raise Unknown(name)
            return names[name]
        if self.sources.is_enum(name):
            return self.members(name, depth)
        if name in self.sources.aliases:
            return self.of(self.sources.aliases[name], {}, depth + 1)
        raise Unknown(name)

    def call(self, node: ast.Call, names: dict[str, Any], depth: int) -> Any:
        again = lambda inner: self.of(inner, names, depth + 1)  # noqa: E731
        match node:
            case ast.Call(func=ast.Name(id="list" | "tuple" | "set" | "frozenset" | "sorted" as kind), args=[inner]):
                items = list(again(inner))
                return items if kind in ("list", "tuple") else sorted(items)
            case ast.Call(func=ast.Name(id="int" | "str" | "float" as kind), args=[inner]):
                return {"int": int, "str": str, "float": float}[kind](again(inner))
            case ast.Call(func=ast.Name(id="get_args") | ast.Attribute(attr="get_args"), args=[inner]):
                return self.literals(self.sources.aliases.get(head(inner), inner))
            case ast.Call(func=ast.Attribute(value=inner, attr="keys"), args=[]):
                return list(again(inner))
            case ast.Call(func=ast.Name(id="cast"), args=[_, inner]):
                return again(inner)
            case ast.Call(func=ast.Name(id="permutations"), args=[inner], keywords=[ast.keyword(arg="r", value=length)]):
                return list(permutations(again(inner), again(length)))
            case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(between)), attr="join"), args=[inner]):
                return between.join(again(inner))
            case ast.Call(func=ast.Name(id=name), args=[], keywords=[]) if name in self.sources.functions:
                return self.returned(self.sources.functions[name], depth)
            case ast.Call(func=ast.Name(id="get_field"), args=[ast.Name(id=owner), ast.Constant(value=str(field))]):
                return self.member(owner, field, depth)
            case ast.Call() if head(node) in ("field", "Field"):
                given = {keyword.arg: keyword.value for keyword in node.keywords}
                if node.args or "default" in given:
                    return again(node.args[0] if node.args else given["default"])
        raise Unknown(ast.unparse(node))

    def returned(self, function: Function, depth: int) -> Any:
        """What a function without parameters returns at its end."""
        match function.body[-1]:
            case ast.Return(value=value) if value is not None and not function.args.args:
                return self.of(value, {}, depth + 1)
        raise Unknown(function.name)

    def member(self, owner: str, name: str, depth: int = 0) -> Any:
        """The value of a field of a class, or of a member of an enumeration."""
        for node in self.sources.lineage(owner):
            for statement in node.body:
                match statement:
                    case ast.AnnAssign(target=ast.Name(id=found), value=value) | ast.Assign(targets=[ast.Name(id=found)], value=value) if found == name:
                        if value is None:
                            raise Unknown(f"{owner}.{name}")
                        return self.of(value, constants(node), depth + 1)
        raise Unknown(f"{owner}.{name}")

    def members(self, owner: str, depth: int = 0) -> list[Any]:
        """The values of an enumeration."""
        names = [statement.targets[0].id for statement in self.sources.classes[owner].body if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)]
        return [self.member(owner, name, depth) for name in names if not name.startswith("_")]

    def literals(self, annotation: ast.expr) -> list[Any]:
        """What a `Literal` type lists; of several, all together."""
        found: list[Any] = []
        for hint in self.sources.hints(annotation):
            if head(hint) != "Literal":
                raise Unknown(ast.unparse(annotation))
            inner = hint.slice
            for element in inner.elts if isinstance(inner, ast.Tuple) else [inner]:
                found += [element.value] if isinstance(element, ast.Constant) else self.literals(element)
        return list(dict.fromkeys(found))

    def type(self, node: ast.expr) -> str:
        """How the function that an expression stands for reads a value."""
        match node:
            case ast.Name(id="human_readable_int" as name) if "Ki" in ast.unparse(self.sources.functions.get(name, node)):
                return "si-size"
            case ast.Name(id=name):
                return TYPES.get(name, "")
            case ast.Attribute(value=ast.Name(id="json"), attr="loads"):
                return "json"
            case ast.Call(func=ast.Name(id="optional_type" | "parse_type" as kind), args=[inner]):
                of = "" if head(inner) == "loads" and "nullable_kvs" in ast.unparse(self.sources.functions.get("parse_type", node)) + ast.unparse(self.sources.functions["optional_type"]) else self.type(inner)
                return f"{of}?" if of and kind == "optional_type" else of
            case ast.Lambda() if ast.unparse(node.body).endswith(".lower().replace('-', '_')"):
                return "folded"
        return ""


def constants(node: ast.ClassDef) -> dict[str, Any]:
    """What the body of a class can call by name."""
    return {
        statement.targets[0].id: statement.value.value
        for statement in node.body
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name) and isinstance(statement.value, ast.Constant)
    }
