"""Rule source to intermediate form: a written, short list of what is allowed, everything else refused.

The list stands in docs/engine.md, section 3.
"""

from __future__ import annotations

import ast
import functools
import inspect
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhiwei.engine import tree
from zhiwei.engine.declare import Rule
from zhiwei.engine.errors import Defect, suggest
from zhiwei.engine.functions import FUNCTIONS
from zhiwei.engine.vocabulary import Vocabulary

_COMPARE = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
_BINARY = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_KEEPING_TYPE = {"min": 2, "max": 2, "abs": 1}


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a rule: its annotation split into container, word and optional."""

    name: str
    word: str
    container: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """A rule's source in intermediate form."""

    arguments: tuple[Argument, ...]
    returns: Argument
    body: tree.Node | None
    doc: str
    line: int


class Refused(Exception):
    """Source that the rule language does not allow: the line, what is wrong, the remedy."""

    def __init__(self, node: ast.AST, what: str, remedy: str = "") -> None:
        self.line = getattr(node, "lineno", 0)
        self.what, self.remedy = what, remedy


@functools.cache
def _functions_of(path: str) -> dict[tuple[str, int], ast.FunctionDef]:
    module = ast.parse(Path(path).read_text(encoding="utf-8"))
    return {(n.name, n.lineno): n for n in ast.walk(module) if isinstance(n, ast.FunctionDef)}


def _definition(rule: Rule[Any, Any]) -> ast.FunctionDef:
    code = rule.function.__code__
    functions = _functions_of(inspect.getfile(rule.function))
    # A decorated function's first line is that of its decorator before Python 3.13's `def`-line convention.
    for (name, line), node in functions.items():
        first = min([line, *(d.lineno for d in node.decorator_list)])
        if name == rule.function.__name__ and first <= code.co_firstlineno <= line:
            return node
    raise LookupError(f"no source for {rule.function.__qualname__}")


def parse(rule: Rule[Any, Any]) -> tuple[Parsed | None, list[Defect]]:
    """The intermediate form of a rule, or the defects of its source, each with file, line and hint.

    A body that is refused leaves a form without body, so that readers of the variable are not blamed for it.
    """
    where = f"{Path(inspect.getfile(rule.function)).name}:{rule.function.__name__}"
    definition = _definition(rule)
    defects: list[Defect] = []
    try:
        names = _arguments(definition)
    except Refused as refused:
        return None, [_defect(where, refused)]
    arguments, returns = [], None
    for name, annotation, node in (
        *((a.arg, a.annotation, a) for a in names),
        ("return", definition.returns, definition),
    ):
        try:
            one = _argument(name, annotation, node)
        except Refused as refused:
            defects.append(_defect(where, refused))
            continue
        if name == "return":
            returns = one
        else:
            arguments.append(one)
    doc = ast.get_docstring(definition) or ""
    if not doc:
        defects.append(Defect(f"{where}:{definition.lineno}", "the rule has no docstring"))
    body: tree.Node | None = None
    reader = Reader(
        rule.function.__globals__, {a.arg for a in names}, {a.name for a in arguments if a.optional}
    )
    statements = definition.body
    try:
        body = reader.block(statements[1:] if doc else statements, definition)
    except Refused as refused:
        defects.append(_defect(where, refused))
    if body is not None:
        defects += [
            Defect(f"{where}:{definition.lineno}", f"the argument {a.name} is never read", "remove it")
            for a in arguments
            if a.name not in tree.free_names(body)
        ]
        gives_none = any(isinstance(n, tree.Const) and n.value is None for n in tree.walk(body))
        if gives_none and returns is not None and not returns.optional:
            defects.append(
                Defect(f"{where}:{definition.lineno}", "returns None, which its annotation does not say",
                       f"annotate `-> {returns.word} | None`")
            )  # fmt: skip
    if returns is None or len(arguments) != len(names):
        return None, defects
    return Parsed(tuple(arguments), returns, body, doc, definition.lineno), defects


def _defect(where: str, refused: Refused) -> Defect:
    return Defect(f"{where}:{refused.line}", refused.what, refused.remedy)


def _arguments(definition: ast.FunctionDef) -> list[ast.arg]:
    a = definition.args
    if a.posonlyargs or a.vararg or a.kwarg or a.defaults or any(a.kw_defaults):
        raise Refused(definition, "only plain arguments without defaults are allowed")
    return [*a.args, *a.kwonlyargs]


def _argument(name: str, annotation: ast.expr | None, node: ast.AST) -> Argument:
    if annotation is None:
        raise Refused(
            node, f"{name} has no annotation", "annotate with Money, Rate, Count, Number, Date, Flag, …"
        )
    optional = False
    if isinstance(annotation, ast.BinOp) and isinstance(annotation.op, ast.BitOr):
        if not (isinstance(annotation.right, ast.Constant) and annotation.right.value is None):
            raise Refused(node, f"{name}: only `T | None` is allowed")
        annotation, optional = annotation.left, True
    container = ""
    if isinstance(annotation, ast.Subscript) and isinstance(annotation.value, ast.Name):
        container, annotation = annotation.value.id, annotation.slice
        if container not in ("Keyed", "Pieces"):
            raise Refused(
                node, f"{name}: unknown container {container}", suggest(container, ("Keyed", "Pieces"))
            )
    if not isinstance(annotation, ast.Name):
        raise Refused(node, f"{name}: the annotation must be a plain name")
    return Argument(name, annotation.id, container, optional)


class Reader:
    """Reads statements and expressions; ``names`` are those bound so far."""

    def __init__(self, module: Mapping[str, Any], names: set[str], optional: Collection[str] = ()) -> None:
        self.module = module
        self.names = set(names)
        self.pieces: set[str] = set()
        self.optional = optional

    def block(self, statements: list[ast.stmt], at: ast.AST) -> tree.Node:
        if not statements:
            raise Refused(at, "not every path ends in return", "add a final return")
        head, rest = statements[0], statements[1:]
        match head:
            case ast.Return(value=None):
                raise Refused(head, "return without a value")
            case ast.Return(value=expression) if expression is not None:
                if rest:
                    raise Refused(rest[0], "a statement after return is never run")
                return self.expression(expression)
            case ast.Assign(targets=[ast.Name(id=name)], value=expression):
                if name in self.names:
                    raise Refused(head, f"{name} is bound twice", "give each value a name of its own")
                value = self.expression(expression)
                self.names.add(name)
                return tree.Let(name, value, self.block(rest, head))
            case ast.If():
                return self._choice(head, rest)
        raise Refused(head, f"{type(head).__name__.lower()} is not allowed in a rule",
                       "allowed: name = expression, if/elif/else, return")  # fmt: skip

    def _choice(self, head: ast.If, rest: list[ast.stmt]) -> tree.Node:
        condition = self.expression(head.test)
        outer = set(self.names)
        then = self.block(head.body, head)
        self.names = set(outer)
        chained = len(head.orelse) == 1 and isinstance(head.orelse[0], ast.If)
        if head.orelse and rest and not chained:
            raise Refused(rest[0], "every branch above returns already", "drop the else or this statement")
        otherwise = self.block([*head.orelse, *rest], head)
        self.names = outer
        return tree.If(condition, then, otherwise)

    def expression(self, node: ast.expr) -> tree.Node:
        method = getattr(self, "_" + type(node).__name__.lower(), None)
        if method is None:
            raise Refused(node, f"{type(node).__name__.lower()} is not allowed in a rule")
        result: tree.Node = method(node)
        return result

    def _constant(self, node: ast.Constant) -> tree.Node:
        if (
            node.value is None
            or isinstance(node.value, bool)
            or (node.value in (0, 1) and type(node.value) is int)
        ):
            return tree.Const(node.value)
        raise Refused(
            node, f"the literal {node.value!r} is not allowed", "a number with meaning is a parameter"
        )

    def _name(self, node: ast.Name) -> tree.Node:
        if node.id not in self.names:
            raise Refused(node, f"unknown name {node.id}", suggest(node.id, self.names))
        return tree.Name(node.id)

    def _attribute(self, node: ast.Attribute) -> tree.Node:
        if isinstance(node.value, ast.Name) and node.value.id in self.pieces:
            if node.attr not in ("value", "starts", "ends"):
                raise Refused(node, f"a piece has no {node.attr}", "it has value, starts, ends")
            return tree.Field(node.value.id, node.attr)
        value, enum = self._member(node)
        return tree.Const(value, enum)

    def _member(self, node: ast.expr) -> tuple[str, str]:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            cls = self.module.get(node.value.id)
            if isinstance(cls, type) and issubclass(cls, Vocabulary):
                if node.attr not in cls.__members__:
                    raise Refused(node, f"{cls.__name__} has no member {node.attr}",
                                   suggest(node.attr, cls.__members__))  # fmt: skip
                return cls[node.attr].value, cls.__name__
        raise Refused(node, "only a member of a vocabulary is allowed here")

    def _unaryop(self, node: ast.UnaryOp) -> tree.Node:
        if isinstance(node.op, ast.Not):
            return tree.Not(self.expression(node.operand))
        if isinstance(node.op, ast.USub):
            return tree.Negate(self.expression(node.operand))
        raise Refused(node, "this unary operator is not allowed")

    def _binop(self, node: ast.BinOp) -> tree.Node:
        if type(node.op) not in _BINARY:
            raise Refused(node, f"the operator {type(node.op).__name__} is not allowed", "allowed: + - * /")
        return tree.Binary(_BINARY[type(node.op)], self.expression(node.left), self.expression(node.right))

    def _boolop(self, node: ast.BoolOp) -> tree.Node:
        op = "and" if isinstance(node.op, ast.And) else "or"
        return tree.Logic(op, tuple(self.expression(v) for v in node.values))

    def _ifexp(self, node: ast.IfExp) -> tree.Node:
        return tree.If(self.expression(node.test), self.expression(node.body), self.expression(node.orelse))

    def _compare(self, node: ast.Compare) -> tree.Node:
        operands = [node.left, *node.comparators]
        links = [
            self._link(op, left, right)
            for op, left, right in zip(node.ops, operands, operands[1:], strict=False)
        ]
        return links[0] if len(links) == 1 else tree.Logic("and", tuple(links))

    def _link(self, op: ast.cmpop, left: ast.expr, right: ast.expr) -> tree.Node:
        if isinstance(op, ast.Is | ast.IsNot):
            if not (isinstance(left, ast.Name) and isinstance(right, ast.Constant) and right.value is None):
                raise Refused(left, "`is` is only for `argument is None`")
            if left.id not in self.optional:
                raise Refused(left, f"{left.id} is not optional", "annotate it `T | None`")
            test = tree.IsNone(left.id)
            return test if isinstance(op, ast.Is) else tree.Not(test)
        if isinstance(op, ast.In | ast.NotIn):
            found = self._membership(left, right)
            return found if isinstance(op, ast.In) else tree.Not(found)
        if type(op) not in _COMPARE:
            raise Refused(left, f"the comparison {type(op).__name__} is not allowed")
        return tree.Compare(_COMPARE[type(op)], self.expression(left), self.expression(right))

    def _membership(self, left: ast.expr, right: ast.expr) -> tree.Node:
        if isinstance(right, ast.Tuple | ast.Set | ast.List):
            members = [self._member(e) for e in right.elts]
            if len({enum for _, enum in members}) != 1:
                raise Refused(right, "the members come from different vocabularies")
            return tree.OneOf(self.expression(left), tuple(v for v, _ in members), members[0][1])
        if isinstance(right, ast.Name) and right.id in self.names:
            return tree.HasKey(right.id, self.expression(left))
        raise Refused(right, "`in` takes a list of vocabulary members or a table")

    def _subscript(self, node: ast.Subscript) -> tree.Node:
        if not (isinstance(node.value, ast.Name) and node.value.id in self.names):
            raise Refused(node, "only a table parameter can be read by key")
        return tree.Lookup(node.value.id, self.expression(node.slice))

    def _call(self, node: ast.Call) -> tree.Node:
        if not isinstance(node.func, ast.Name) or node.keywords:
            raise Refused(node, "only the listed functions, with plain arguments, may be called")
        name = node.func.id
        if name == "sum":
            return self._sum(node)
        if name not in FUNCTIONS and name not in _KEEPING_TYPE:
            raise Refused(
                node, f"unknown function {name}", suggest(name, [*FUNCTIONS, *_KEEPING_TYPE, "sum"])
            )
        arguments = tuple(self.expression(a) for a in node.args)
        expected = len(FUNCTIONS[name].takes) if name in FUNCTIONS else _KEEPING_TYPE[name]
        if len(arguments) < expected or (len(arguments) > expected and name not in ("min", "max")):
            raise Refused(node, f"{name} takes {expected} arguments, {len(arguments)} given")
        return tree.Call(name, arguments)

    def _sum(self, node: ast.Call) -> tree.Node:
        match node.args:
            case [ast.GeneratorExp(elt=body, generators=[ast.comprehension(target=ast.Name(id=piece),
                                                                           iter=ast.Name(id=source), ifs=[])])]:  # fmt: skip
                if source not in self.names or piece in self.names:
                    raise Refused(node, f"{source} must be an argument and {piece} a fresh name")
                self.pieces.add(piece)
                inner = self.expression(body)
                self.pieces.discard(piece)
                return tree.SumPieces(piece, source, inner)
        raise Refused(node, "sum takes one generator over pieces", "sum(expression for piece in pieces)")
