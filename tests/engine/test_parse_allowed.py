"""Every construct of the rule language, and the tree it is read into."""

from __future__ import annotations

import pytest

from tests.engine.written import source, written
from zhiwei.engine.parse import Argument, parse
from zhiwei.engine.tree import (
    Binary,
    Call,
    Compare,
    Const,
    Field,
    HasKey,
    If,
    IsNone,
    Let,
    Logic,
    Lookup,
    Name,
    Negate,
    Node,
    Not,
    OneOf,
    SumPieces,
    free_names,
    from_json,
    to_json,
)

A, B, D = Name("a"), Name("b"), Name("d")
POSITIVE = Compare(">", A, Const(0))
FORMS: dict[str, tuple[str, str, Node]] = {
    "a name": ("(a: Money) -> Money", "return a", A),
    "nought": ("() -> Money", "return 0", Const(0)),
    "one": ("() -> Rate", "return 1", Const(1)),
    "true": ("() -> Flag", "return True", Const(True)),
    "false": ("() -> Flag", "return False", Const(False)),
    "a member": ("() -> Grain", "return Grain.RYE", Const("rye", "Grain")),
    "sums, left to right": (
        "(a: Money, b: Money) -> Money", "return a + b - a", Binary("-", Binary("+", A, B), A),
    ),
    "products before sums": (
        "(a: Money, b: Rate) -> Money", "return a - a * b", Binary("-", A, Binary("*", A, B)),
    ),
    "parentheses": ("(a: Rate, b: Rate) -> Rate", "return a / (a + b)", Binary("/", A, Binary("+", A, B))),
    "unary minus": ("(a: Money) -> Money", "return -a", Negate(A)),
    **{
        f"comparison {op}": ("(a: Money, b: Money) -> Flag", f"return a {op} b", Compare(op, A, B))
        for op in ("<", "<=", ">", ">=", "==", "!=")
    },
    "chained comparison": (
        "(a: Money, b: Money) -> Flag", "return 0 < a <= b",
        Logic("and", (Compare("<", Const(0), A), Compare("<=", A, B))),
    ),
    "and": ("(a: Flag, b: Flag, d: Flag) -> Flag", "return a and b and d", Logic("and", (A, B, D))),
    "or under and": (
        "(a: Flag, b: Flag, d: Flag) -> Flag", "return a and (b or d)", Logic("and", (A, Logic("or", (B, D)))),
    ),
    "not": ("(a: Flag) -> Flag", "return not a", Not(A)),
    "conditional expression": ("(a: Money) -> Money", "return a if a > 0 else 0", If(POSITIVE, A, Const(0))),
    "if and else": (
        "(a: Money) -> Money", "if a > 0:\n    return a\nelse:\n    return 0", If(POSITIVE, A, Const(0)),
    ),
    "if, and return below": ("(a: Money) -> Money", "if a > 0:\n    return a\nreturn 0", If(POSITIVE, A, Const(0))),
    "elif": (
        "(a: Money) -> Money", "if a > 0:\n    return a\nelif a == 0:\n    return 1\nelse:\n    return 0",
        If(POSITIVE, A, If(Compare("==", A, Const(0)), Const(1), Const(0))),
    ),
    "elif without else, and return below": (
        "(a: Money) -> Money", "if a > 0:\n    return a\nelif a == 0:\n    return 1\nreturn 0",
        If(POSITIVE, A, If(Compare("==", A, Const(0)), Const(1), Const(0))),
    ),
    "a local name": ("(a: Money) -> Money", "x = a + a\nreturn x", Let("x", Binary("+", A, A), Name("x"))),
    "one local name in two branches": (
        "(a: Money) -> Money", "if a > 0:\n    x = a\n    return x\nelse:\n    x = 0\n    return x",
        If(POSITIVE, Let("x", A, Name("x")), Let("x", Const(0), Name("x"))),
    ),
    "membership in a list": (
        "(a: Grain) -> Flag", "return a in (Grain.RYE, Grain.OATS)", OneOf(A, ("rye", "oats"), "Grain"),
    ),
    "membership in a set": ("(a: Grain) -> Flag", "return a in {Grain.RYE}", OneOf(A, ("rye",), "Grain")),
    "not in": ("(a: Grain) -> Flag", "return a not in (Grain.RYE,)", Not(OneOf(A, ("rye",), "Grain"))),
    "is None": ("(a: Date | None) -> Flag", "return a is None", IsNone("a")),
    "is not None": ("(a: Date | None) -> Flag", "return a is not None", Not(IsNone("a"))),
    "an entry of a table": ("(a: Keyed[Rate], b: Grain) -> Rate", "return a[b]", Lookup("a", B)),
    "a key of a table": ("(a: Keyed[Rate], b: Grain) -> Flag", "return b in a", HasKey("a", B)),
    "an entry by member": (
        "(a: Keyed[Rate]) -> Rate", "return a[Grain.RYE]", Lookup("a", Const("rye", "Grain")),
    ),
    "a sum over pieces": (
        "(a: Pieces[Money], b: Money) -> Money", "return sum(p.value - b for p in a)",
        SumPieces("p", "a", Binary("-", Field("p", "value"), B)),
    ),
    "the days of a piece": (
        "(a: Pieces[Money]) -> Count", "return sum(days_between(p.starts, p.ends) for p in a)",
        SumPieces("p", "a", Call("days_between", (Field("p", "starts"), Field("p", "ends")))),
    ),
    "not applicable as a result": (
        "(a: Money) -> Money | None", "return a if a > 0 else None", If(POSITIVE, A, Const(None)),
    ),
    **{
        f"call of {name}": (
            "(a: Date, b: Date) -> Count", f"return {name}(a, b)", Call(name, (A, B)),
        )
        for name in ("years_between", "months_between", "months_touched", "days_between")
    },
    **{
        f"call of {name}": ("(a: Date, b: Count) -> Date", f"return {name}(a, b)", Call(name, (A, B)))
        for name in ("add_years", "add_months", "add_days")
    },
    **{
        f"call of {name}": ("(a: Date) -> Date", f"return {name}(a)", Call(name, (A,)))
        for name in ("year_of", "start_of_year", "end_of_year")
    },
    **{
        f"call of {name}": ("(a: Number) -> Number", f"return {name}(a)", Call(name, (A,)))
        for name in ("abs", "floor", "ceil")
    },
    "min of two": ("(a: Money, b: Money) -> Money", "return min(a, b)", Call("min", (A, B))),
    "max of three": ("(a: Money, b: Money) -> Money", "return max(a, b, 0)", Call("max", (A, B, Const(0)))),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_is_read(form: str) -> None:
    signature, body, expected = FORMS[form]
    parsed, defects = parse(written(signature, body))
    assert defects == []
    assert parsed is not None
    assert parsed.body == expected
    assert parsed.doc == "What is tried."


@pytest.mark.parametrize("form", FORMS)
def test_comes_back_from_its_stored_lists(form: str) -> None:
    expected = FORMS[form][2]
    assert from_json(to_json(expected)) == expected


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        *(
            (w, Argument("a", w))
            for w in ("Money", "Rate", "Count", "Number", "Date", "Flag", "Code", "Grain")
        ),
        ("Date | None", Argument("a", "Date", optional=True)),
        ("Keyed[Grain]", Argument("a", "Grain", "Keyed")),
        ("Pieces[Rate]", Argument("a", "Rate", "Pieces")),
    ],
)
def test_annotation_is_read(annotation: str, expected: Argument) -> None:
    parsed, _ = parse(written(f"(a: {annotation}) -> Flag", "return True"))
    assert parsed is not None
    assert parsed.arguments == (expected,)


def test_arguments_may_be_keyword_only() -> None:
    parsed, defects = parse(written("(a: Money, *, b: Money) -> Money", "return a + b"))
    assert defects == []
    assert parsed is not None
    assert [a.name for a in parsed.arguments] == ["a", "b"]


def test_names_read_leave_out_what_is_bound_inside() -> None:
    parsed, _ = parse(written("(a: Money, b: Grain, d: Keyed[Rate]) -> Money", "x = a\nreturn x * d[b]"))
    assert parsed is not None
    assert free_names(parsed.body) == {"a", "b", "d"}


def test_line_is_that_of_the_definition() -> None:
    assert source("() -> Flag", "return True").splitlines()[1].startswith("def tried")
    parsed, _ = parse(written("() -> Flag", "return True"))
    assert parsed is not None
    assert parsed.line == 2
