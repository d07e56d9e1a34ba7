"""What the rule language refuses: the line, what is wrong and the remedy, word for word."""

from __future__ import annotations

import pytest

from tests.engine.written import module, source, written
from zhiwei.engine.parse import parse

ALLOWED = "allowed: name = expression, if/elif/else, return"
MEANING = "a number with meaning is a parameter"
PLAIN_CALL = "only the listed functions, with plain arguments, may be called"
ANNOTATE = "annotate with Money, Rate, Count, Number, Date, Flag, …"

REFUSED: dict[str, tuple[str, str, int, str, str]] = {
    # literals
    "a number": ("(a: Money) -> Money", "return a + 2", 4, "the literal 2 is not allowed", MEANING),
    "a float": ("(a: Money) -> Money", "return a * 1.0", 4, "the literal 1.0 is not allowed", MEANING),
    "a text": ("(a: Grain) -> Flag", "return a == 'rye'", 4, "the literal 'rye' is not allowed", MEANING),
    # names
    "unknown name": ("(hands: Count) -> Count", "return hand", 4, "unknown name hand", "did you mean hands?"),
    "unknown name, none near": ("(hands: Count) -> Count", "return income", 4, "unknown name income", ""),
    "name of another branch": (
        "(a: Money) -> Money", "if a > 0:\n    x = a\n    return x\nreturn x", 7, "unknown name x", "",
    ),
    "bound twice": (
        "(a: Money) -> Money", "x = a\nx = x + a\nreturn x", 5, "x is bound twice", "give each value a name of its own",
    ),
    "argument bound again": (
        "(a: Money) -> Money", "a = 0\nreturn a", 4, "a is bound twice", "give each value a name of its own",
    ),
    # statements
    "missing return": ("(a: Money) -> Money", "x = a", 4, "not every path ends in return", "add a final return"),
    "one path without return": (
        "(a: Money) -> Money", "if a > 0:\n    return a", 4, "not every path ends in return", "add a final return",
    ),
    "bare return": ("(a: Money) -> Money", "return", 4, "return without a value", ""),
    "after return": (
        "(a: Money) -> Money", "return a\nreturn 0", 5, "a statement after return is never run", "",
    ),
    "after if and else": (
        "(a: Money) -> Money", "if a > 0:\n    return a\nelse:\n    return 0\nreturn 1", 8,
        "every branch above returns already", "drop the else or this statement",
    ),
    "while": ("(a: Flag) -> Flag", "while a:\n    return a", 4, "while is not allowed in a rule", ALLOWED),
    "for": ("(a: Flag) -> Flag", "for x in a:\n    return x", 4, "for is not allowed in a rule", ALLOWED),
    "try": ("(a: Flag) -> Flag", "try:\n    return a\nfinally:\n    return a", 4, "try is not allowed in a rule", ALLOWED),
    "with": ("(a: Flag) -> Flag", "with a:\n    return a", 4, "with is not allowed in a rule", ALLOWED),
    "import": ("(a: Flag) -> Flag", "import os\nreturn a", 4, "import is not allowed in a rule", ALLOWED),
    "def": ("(a: Flag) -> Flag", "def f() -> None: ...\nreturn a", 4, "functiondef is not allowed in a rule", ALLOWED),
    "assert": ("(a: Flag) -> Flag", "assert a\nreturn a", 4, "assert is not allowed in a rule", ALLOWED),
    "raise": ("(a: Flag) -> Flag", "raise a", 4, "raise is not allowed in a rule", ALLOWED),
    "an expression alone": ("(a: Flag) -> Flag", "a\nreturn a", 4, "expr is not allowed in a rule", ALLOWED),
    "augmented": ("(a: Money) -> Money", "x = a\nx += a\nreturn x", 5, "augassign is not allowed in a rule", ALLOWED),
    "annotated name": ("(a: Money) -> Money", "x: Money = a\nreturn x", 4, "annassign is not allowed in a rule", ALLOWED),
    "two targets": ("(a: Money) -> Money", "x = y = a\nreturn x", 4, "assign is not allowed in a rule", ALLOWED),
    "match": ("(a: Flag) -> Flag", "match a:\n    case _:\n        return a", 4, "match is not allowed in a rule", ALLOWED),
    # expressions
    "lambda": ("(a: Flag) -> Flag", "return (lambda: a)", 4, "lambda is not allowed in a rule", ""),
    "list": ("(a: Flag) -> Flag", "return [a]", 4, "list is not allowed in a rule", ""),
    "comprehension": ("(a: Flag) -> Flag", "return [x for x in a]", 4, "listcomp is not allowed in a rule", ""),
    "walrus": ("(a: Flag) -> Flag", "return (x := a)", 4, "namedexpr is not allowed in a rule", ""),
    "f-string": ("(a: Flag) -> Flag", "return f'{a}'", 4, "joinedstr is not allowed in a rule", ""),
    "power": (
        "(a: Rate) -> Rate", "return a ** a", 4, "the operator Pow is not allowed", "allowed: + - * /",
    ),
    "floor division": (
        "(a: Money, b: Rate) -> Money", "return a // b", 4, "the operator FloorDiv is not allowed", "allowed: + - * /",
    ),
    "remainder": ("(a: Count) -> Count", "return a % a", 4, "the operator Mod is not allowed", "allowed: + - * /"),
    "unary plus": ("(a: Money) -> Money", "return +a", 4, "this unary operator is not allowed", ""),
    "second line of an expression": (
        "(a: Money) -> Money", "return (\n    a\n    + 7\n)", 6, "the literal 7 is not allowed", MEANING,
    ),
    # calls
    "unknown function": (
        "(a: Date, b: Date) -> Count", "return year_between(a, b)", 4, "unknown function year_between",
        "did you mean years_between or days_between or months_between?",
    ),
    "unknown function, none near": ("(a: Flag) -> Flag", "return print(a)", 4, "unknown function print", ""),
    "method": ("(a: Date) -> Date", "return a.today()", 4, PLAIN_CALL, ""),
    "keyword": ("(a: Date, b: Date) -> Count", "return days_between(a, end=b)", 4, PLAIN_CALL, ""),
    "starred": ("(a: Date) -> Count", "return years_between(*a)", 4, "starred is not allowed in a rule", ""),
    "too few": ("(a: Date) -> Count", "return years_between(a)", 4, "years_between takes 2 arguments, 1 given", ""),
    "too many": ("(a: Money) -> Money", "return abs(a, a)", 4, "abs takes 1 arguments, 2 given", ""),
    "min of one": ("(a: Money) -> Money", "return min(a)", 4, "min takes 2 arguments, 1 given", ""),
    "sum of a name": (
        "(a: Pieces[Money]) -> Money", "return sum(a)", 4, "sum takes one generator over pieces",
        "sum(expression for piece in pieces)",
    ),
    "sum with a condition": (
        "(a: Pieces[Money]) -> Money", "return sum(p.value for p in a if p.value)", 4,
        "sum takes one generator over pieces", "sum(expression for piece in pieces)",
    ),
    "sum over nothing known": (
        "(a: Money) -> Money", "return sum(p.value for p in b)", 4, "b must be an argument and p a fresh name", "",
    ),
    "piece named as an argument": (
        "(a: Pieces[Money]) -> Money", "return sum(a.value for a in a)", 4, "a must be an argument and a a fresh name", "",
    ),
    "unknown field of a piece": (
        "(a: Pieces[Money]) -> Money", "return sum(p.length for p in a)", 4, "a piece has no length",
        "it has value, starts, ends",
    ),
    "a piece itself": ("(a: Pieces[Money]) -> Money", "return sum(p for p in a)", 4, "unknown name p", ""),
    # membership, tables, vocabularies, None
    "is of a required argument": (
        "(a: Date) -> Flag", "return a is None", 4, "a is not optional", "annotate it `T | None`",
    ),
    "is of a value": ("(a: Flag) -> Flag", "return a is True", 4, "`is` is only for `argument is None`", ""),
    "in a list of names": (
        "(a: Grain, b: Grain) -> Flag", "return a in (b,)", 4, "only a member of a vocabulary is allowed here", "",
    ),
    "in nothing": ("(a: Grain) -> Flag", "return a in ()", 4, "the members come from different vocabularies", ""),
    "in two vocabularies": (
        "(a: Grain) -> Flag", "return a in (Grain.RYE, Counting.CALENDAR)", 4,
        "the members come from different vocabularies", "",
    ),
    "in a call": (
        "(a: Grain) -> Flag", "return a in min(a, a)", 4, "`in` takes a list of vocabulary members or a table", "",
    ),
    "unknown member": (
        "(a: Grain) -> Flag", "return a == Grain.OAT", 4, "Grain has no member OAT", "did you mean OATS?",
    ),
    "attribute of an argument": (
        "(a: Date) -> Count", "return a.year", 4, "only a member of a vocabulary is allowed here", "",
    ),
    "key of an expression": (
        "(a: Keyed[Rate], b: Grain) -> Rate", "return (a)[b][b]", 4, "only a table parameter can be read by key", "",
    ),
    # signature
    "no annotation": ("(a) -> Flag", "return a", 2, "a has no annotation", ANNOTATE),
    "no annotation of the result": ("(a: Flag)", "return a", 2, "return has no annotation", ANNOTATE),
    "default": (
        "(a: Flag = True) -> Flag", "return a", 2, "only plain arguments without defaults are allowed", "",
    ),
    "any number of arguments": (
        "(*a: Flag) -> Flag", "return a", 2, "only plain arguments without defaults are allowed", "",
    ),
    "keywords": ("(**a: Flag) -> Flag", "return a", 2, "only plain arguments without defaults are allowed", ""),
    "positional only": (
        "(a: Flag, /) -> Flag", "return a", 2, "only plain arguments without defaults are allowed", "",
    ),
    "union of two": ("(a: Flag | Money) -> Flag", "return a", 2, "a: only `T | None` is allowed", ""),
    "unknown container": ("(a: Key[Rate]) -> Flag", "return a", 2, "a: unknown container Key", "did you mean Keyed?"),
    "dotted annotation": ("(a: e.Money) -> Flag", "return a", 2, "a: the annotation must be a plain name", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_is_refused(case: str) -> None:
    signature, body, line, what, remedy = REFUSED[case]
    parsed, defects = parse(written(signature, body))
    assert parsed is None or parsed.body is None
    assert [(d.where, d.what, d.remedy) for d in defects] == [(f"written.py:tried:{line}", what, remedy)]


def test_argument_never_read() -> None:
    _, defects = parse(written("(a: Flag, b: Flag, d: Money) -> Flag", "return b"))
    assert [str(d) for d in defects] == [
        "written.py:tried:2: the argument a is never read (remove it)",
        "written.py:tried:2: the argument d is never read (remove it)",
    ]


def test_no_docstring() -> None:
    text = source("(a: Flag) -> Flag", "return a").replace('    """What is tried."""\n', "")
    _, defects = parse(module(text).tried)
    assert [str(d) for d in defects] == ["written.py:tried:2: the rule has no docstring"]


def test_no_body() -> None:
    text = source("(a: Flag) -> Flag", "")
    _, defects = parse(module(text).tried)
    assert [str(d) for d in defects] == [
        "written.py:tried:2: not every path ends in return (add a final return)"
    ]
