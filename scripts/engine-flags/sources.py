"""The parsed Python files of one version of an engine, and what is declared in them."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import Iterator

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Sources:
    """Looks up classes, functions and type aliases by name, in all files at once."""

    def __init__(self, files: dict[str, str]) -> None:
        self.files = files
        self.modules = {path: ast.parse(text, path) for path, text in files.items() if path.endswith(".py")}

    def top(self, kind: type) -> Iterator:
        """Statements of a kind at the top of a file, those inside its conditions included."""
        waiting = [statement for module in self.modules.values() for statement in module.body]
        for statement in waiting:
            if isinstance(statement, (ast.If, ast.Try)):
                waiting.extend([*statement.body, *statement.orelse])
            if isinstance(statement, kind):
                yield statement

    @cached_property
    def classes(self) -> dict[str, ast.ClassDef]:
        return {node.name: node for node in self.top(ast.ClassDef)}

    @cached_property
    def functions(self) -> dict[str, Function]:
        return {node.name: node for node in self.top(Function)}

    @cached_property
    def aliases(self) -> dict[str, ast.expr]:
        plain = {node.targets[0].id: node.value for node in self.top(ast.Assign) if isinstance(node.targets[0], ast.Name) and node not in self.only_at_run_time}
        annotated = {node.target.id: node.value for node in self.top(ast.AnnAssign) if isinstance(node.target, ast.Name) and node.value}
        return plain | annotated

    @cached_property
    def at_run_time(self) -> dict[str, ast.expr]:
        """What a name stands for when the code runs, where type checkers are told something else: `if TYPE_CHECKING: … else: Method = str`."""
        return {node.targets[0].id: node.value for node in self.only_at_run_time if isinstance(node.targets[0], ast.Name)}

    @cached_property
    def only_at_run_time(self) -> list[ast.Assign]:
        branches = [node.orelse for node in self.top(ast.If) if head(node.test) == "TYPE_CHECKING"]
        return [statement for branch in branches for statement in branch if isinstance(statement, ast.Assign)]

    def lineage(self, name: str) -> list[ast.ClassDef]:
        """A class and those it inherits from, nearest first, as far as they are in these files."""
        node = self.classes.get(name)
        return [] if node is None else [node, *(base for parent in node.bases for base in self.lineage(getattr(parent, "id", "")))]

    def method(self, owner: str, name: str, above: bool = False) -> tuple[str, Function] | None:
        """The method that a class has or inherits, with the class that it is written in; `above`: what super() finds."""
        for node in self.lineage(owner)[1 if above else 0:]:
            for statement in node.body:
                if isinstance(statement, Function) and statement.name == name:
                    return node.name, statement
        return None

    def fields(self, owner: str) -> dict[str, ast.expr]:
        """Annotations of a dataclass's fields, inherited ones first."""
        return {
            statement.target.id: statement.annotation
            for node in reversed(self.lineage(owner))
            for statement in node.body
            if isinstance(statement, ast.AnnAssign)
            and isinstance(statement.target, ast.Name)
            and head(statement.annotation) not in ("ClassVar", "InitVar", "KW_ONLY")
        }

    def is_dataclass(self, name: str) -> bool:
        node = self.classes.get(name)
        return node is not None and any(head(decorator) in ("dataclass", "config") for decorator in node.decorator_list)

    def is_validated(self, name: str) -> bool:
        """Whether a class is a dataclass of pydantic, which refuses values of another type."""
        path = next(path for path, module in self.modules.items() if self.classes[name] in module.body)
        decorators = {head(decorator) for decorator in self.classes[name].decorator_list}
        made = ast.unparse(self.functions["config"]) if "config" in decorators and "config" in self.functions else ""
        return "pydantic.dataclasses" in self.files[path] or "merged_config" in made

    def rewritten(self, name: str) -> set[str]:
        """Fields whose value a function changes before it is looked at."""
        decorators = [decorator for statement in self.classes[name].body if isinstance(statement, Function) for decorator in statement.decorator_list]
        before = [call for call in decorators if isinstance(call, ast.Call) and any(keyword.arg == "mode" and ast.unparse(keyword.value) != "'after'" for keyword in call.keywords)]
        return {argument.value for call in before for argument in call.args if isinstance(argument, ast.Constant)}

    def is_enum(self, name: str) -> bool:
        return any(head(base) in ("Enum", "StrEnum", "IntEnum") for node in self.lineage(name) for base in node.bases)

    def hints(self, annotation: ast.expr | None) -> list[ast.expr]:
        """The types that an annotation admits, one by one; `None` is a constant."""
        match annotation:
            case ast.Constant(value=str(text)):
                return self.hints(ast.parse(text, mode="eval").body)
            case ast.BinOp(op=ast.BitOr(), left=left, right=right):
                return [*self.hints(left), *self.hints(right)]
            case ast.Subscript(slice=inner):
                parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
                match head(annotation):
                    case "Optional":
                        return [*self.hints(inner), ast.Constant(value=None)]
                    case "Union":
                        return [hint for part in parts for hint in self.hints(part)]
                    case "Annotated" | "A" | "SkipValidation":
                        return self.hints(parts[0])
            case ast.Name(id=name) if name in self.at_run_time:
                return self.hints(self.at_run_time[name])
            case ast.Name(id=name) if name in self.aliases and (name not in self.classes or head(self.aliases[name]) in ("Literal", "Optional", "Union")):
                return self.hints(self.aliases[name])
        return [] if annotation is None else [annotation]


def head(node: ast.AST | None) -> str:
    """The last name of an expression: `Optional` of `typing.Optional[str]`, `A` of `A[int, …]`, `f` of `x.f(…)`."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(value=inner) | ast.Call(func=inner):
            return head(inner)
    return ""
