"""The faults that can be put into a file: each is one small change of its syntax tree."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

#: A node's replacement; None takes a statement out.
Change = Callable[[ast.AST], ast.AST | None]

_COMPARE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
}
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}


@dataclass(frozen=True)
class Mutant:
    """One fault: the file it is in, its line, what it does, and the number of its place there.

    `first` to `last` are the lines of its statement, or of the head of a compound one.
    """

    path: str
    line: int
    what: str
    number: int
    text: str
    first: int = 0
    last: int = 0

    def __str__(self) -> str:
        """Return the fault in one line."""
        return f"{self.path}:{self.line}: {self.what}: {self.text}"


def mutants_of(path: str, source: str) -> list[Mutant]:
    """Return every fault that can be put into a file."""
    lines = source.splitlines()
    tree = ast.parse(source)
    heads = _heads(tree)
    return [
        Mutant(path, node.lineno, what, number, lines[node.lineno - 1].strip(), *heads[node.lineno])
        for number, (node, what, _) in enumerate(_places(tree))
    ]


def _heads(tree: ast.Module) -> dict[int, tuple[int, int]]:
    """Return of each line the lines of the innermost statement that it belongs to."""
    found: dict[int, tuple[int, int]] = {}
    for node in ast.walk(tree):  # the outer ones first
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            last = max(node.lineno, body[0].lineno - 1) if body else node.end_lineno or node.lineno
            found |= dict.fromkeys(range(node.lineno, last + 1), (node.lineno, last))
    return found


def mutated(source: str, number: int) -> str:
    """Return the file with its fault of this number."""
    tree = ast.parse(source)
    node, _, change = list(_places(tree))[number]
    return ast.unparse(
        ast.fix_missing_locations(_Put(node, change(copy.deepcopy(node))).visit(tree))
    )


class _Put(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST | None) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        if node is not self._old:
            return self.generic_visit(node)
        return ast.copy_location(ast.Pass(), node) if self._new is None else self._new


Place = tuple[ast.expr | ast.stmt, str, Change]


def _places(tree: ast.Module) -> Iterator[Place]:
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.expr | ast.stmt):
            yield from _faults(node)
        waiting += reversed(list(_looked_into(node)))


def _looked_into(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the children in which a fault would be one of the rules, not of words or types."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params", "bases"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_words(child):
                yield child


def _is_words(node: ast.AST) -> bool:
    told = isinstance(node, ast.Raise | ast.JoinedStr | ast.Import | ast.ImportFrom)
    docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    asserted = isinstance(node, ast.Assert)
    named = isinstance(node, ast.Assign) and any(
        isinstance(target, ast.Name) and target.id == "__slots__" for target in node.targets
    )
    types_only = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
    return told or docstring or asserted or named or types_only


def _faults(node: ast.expr | ast.stmt) -> Iterator[Place]:
    match node:
        case ast.Compare():
            for at, operator in enumerate(node.ops):
                new = _COMPARE[type(operator)]
                what = f"{type(operator).__name__} to {new.__name__}"
                yield node, what, lambda n, at=at, new=new: _with_operator(n, at, new)
        case ast.BoolOp():
            other = ast.Or if isinstance(node.op, ast.And) else ast.And
            yield node, f"to {other.__name__}", lambda n: ast.BoolOp(other(), n.values)
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node, f"without {type(node.op).__name__}", lambda n: n.operand
        case ast.BinOp() if type(node.op) in _ARITHMETIC and not isinstance(
            node.left, ast.Constant
        ):
            new = _ARITHMETIC[type(node.op)]
            what = f"{type(node.op).__name__} to {new.__name__}"
            yield node, what, lambda n: ast.BinOp(n.left, new(), n.right)
        case ast.Constant(value=bool() | int() | float()):
            value = _other_number(node.value)
            yield node, f"{node.value} to {value}", lambda _: ast.Constant(value)
        case ast.Call(func=ast.Name(id=name)) if name in _CALLS:
            yield node, f"{name} to {_CALLS[name]}", lambda n: _called(n, _CALLS[name])
        case ast.If() | ast.While() | ast.IfExp() if not isinstance(node.test, ast.UnaryOp):
            yield node, "condition negated", _negated
        case ast.Return(value=ast.expr() as value) if not _is_no(value):
            yield node, "return None", lambda _: ast.Return(ast.Constant(None))
        case ast.Expr() | ast.AugAssign():
            yield node, "statement removed", lambda _: None
        case ast.Continue() | ast.Break():
            yield node, "statement removed", lambda _: None
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
            for at, part in enumerate(node.generators):
                if part.ifs:
                    yield node, "filter removed", lambda n, at=at: _without_filter(n, at)


def _with_operator(node: ast.AST, at: int, new: type[ast.cmpop]) -> ast.AST:
    assert isinstance(node, ast.Compare)
    node.ops[at] = new()
    return node


def _called(node: ast.AST, name: str) -> ast.AST:
    assert isinstance(node, ast.Call)
    # `list` takes no key and no order.
    keywords = [] if name == "list" else node.keywords
    return ast.Call(ast.Name(name, ast.Load()), node.args, keywords)


def _negated(node: ast.AST) -> ast.AST:
    assert isinstance(node, ast.If | ast.While | ast.IfExp)
    node.test = ast.UnaryOp(ast.Not(), node.test)
    return node


def _without_filter(node: ast.AST, at: int) -> ast.AST:
    assert isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp)
    node.generators[at].ifs = []
    return node


def _other_number(value: bool | int | float) -> bool | int | float:
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int) else value * 0.6 if value else 1.0


def _is_no(node: ast.expr) -> bool:
    """Return whether a value says no already; True instead of False is a fault of its own."""
    return isinstance(node, ast.Constant) and (node.value is None or node.value is False)
