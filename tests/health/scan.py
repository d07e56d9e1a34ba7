"""What the health tests look for in a Python source; each scan returns findings as `line: what is wrong`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

DATE = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}|\b(19|20)\d{6}\b")
NUMERIC = re.compile(r"[-+]?\d+([./]\d+)?%?")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def numbers_in_rules(source: str) -> list[str]:
    """Numbers but 0 and 1, and dates or numbers in strings, in functions decorated with @rule.

    The decorator itself may date a rule (`valid=`) and name sentences; a docstring may say what it likes.
    """
    findings = []
    for function in rules(ast.parse(source)):
        inside: list[ast.AST] = [function.args, *without_docstring(function)]
        for constant in constants(inside):
            value, where = constant.value, f"{constant.lineno}: {function.name}"
            if isinstance(value, float | complex) or (isinstance(value, int) and value not in (0, 1)):
                findings.append(f"{where}: the number {value!r} must be a parameter")
            if isinstance(value, str) and (DATE.search(value) or NUMERIC.fullmatch(value)):
                findings.append(f"{where}: the text {value!r} must be a parameter")
    return findings


def floats(source: str) -> list[str]:
    """Float and complex literals: money is whole fen, rates are exact."""
    return [
        f"{constant.lineno}: the literal {constant.value!r} is not exact"
        for constant in constants([ast.parse(source)])
        if isinstance(constant.value, float | complex)
    ]


def undocumented_module(source: str) -> list[str]:
    """A module without a docstring."""
    return [] if ast.get_docstring(ast.parse(source)) else ["1: the module has no docstring"]


def undocumented_functions(source: str) -> list[str]:
    """Public functions of the module, and its public classes, without a docstring."""
    return [
        f"{node.lineno}: {node.name} has no docstring"
        for node in ast.parse(source).body
        if isinstance(node, Function | ast.ClassDef)
        and not node.name.startswith("_")
        and not is_overload(node)
        and not ast.get_docstring(node)
    ]


def rules(tree: ast.AST) -> Iterator[Function]:
    """The functions decorated with @rule or @rule(…), under whatever prefix `rule` was imported."""
    for node in ast.walk(tree):
        if isinstance(node, Function) and "rule" in map(last_name, node.decorator_list):
            yield node


def is_overload(node: Function | ast.ClassDef) -> bool:
    """Whether the definition is only one signature of an overloaded function."""
    return "overload" in map(last_name, node.decorator_list)


def last_name(decorator: ast.expr) -> str:
    """`rule` of `@rule`, `@rule(…)` and `@engine.rule(…)`."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def without_docstring(function: Function) -> list[ast.stmt]:
    """The statements of the function after its docstring."""
    return function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body


def constants(nodes: list[ast.AST]) -> Iterator[ast.Constant]:
    """Every literal in and below the nodes."""
    for node in nodes:
        yield from (child for child in ast.walk(node) if isinstance(child, ast.Constant))
