"""Random rules on a plot: made as nested tuples, written as source, and interpreted without the engine."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from tests.engine.meadowland import day
from tests.engine.smallholding import ANNOTATIONS, AS_OF, VALUES

HEADER = '@rule(entity="plot", zh="试", en="tried", cites=("1.1",))\n'
Made = tuple[Any, ...]
COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
names, comparisons = (lambda *n: st.sampled_from(n).map(lambda x: ("name", x))), st.sampled_from(COMPARISONS)

_fact_against_parameter = st.one_of(
    st.tuples(st.just("compare"), comparisons, names("rent", "debt"), st.one_of(names("limit"), st.sampled_from([("0",), ("1",)]))),
    st.tuples(st.just("compare"), comparisons, names("rows", "bad_rows"), st.one_of(names("few"), st.sampled_from([("0",), ("1",)]))),
    st.tuples(st.just("compare"), comparisons, names("sown_on"), names("as_of")),
)  # fmt: skip
_words = st.one_of(
    names("wet", "let"),
    st.sampled_from(["rye", "oats", "spelt"]).map(
        lambda m: ("compare", "==", ("name", "grain"), ("member", m))
    ),
    st.lists(st.sampled_from(["rye", "oats", "spelt"]), min_size=1, max_size=2, unique=True).map(
        lambda m: ("one of", ("name", "grain"), *m)
    ),
    st.just(("has", "fees", ("name", "grain"))),
)
SIMPLE_CONDITIONS = st.one_of(_words, _fact_against_parameter)
"""Conditions that each rest on one fact."""


def _money(conditions: st.SearchStrategy[Made]) -> st.SearchStrategy[Made]:
    leaves, literals = names("rent", "debt", "limit"), st.sampled_from([("0",), ("1",)])

    def more(inner: st.SearchStrategy[Made]) -> st.SearchStrategy[Made]:
        return st.one_of(
            st.tuples(st.sampled_from(["+", "-"]), inner, st.one_of(inner, literals)),
            st.tuples(st.just("*"), inner, names("half", "rows", "few")),
            st.tuples(st.just("/"), inner, names("few", "half")),
            st.tuples(st.sampled_from(["min", "max"]), inner, st.one_of(inner, literals)),
            st.tuples(st.sampled_from(["abs", "minus"]), inner),
            st.tuples(st.just("if"), conditions, inner, st.one_of(inner, literals)),
            st.just(("if", ("has", "fees", ("name", "grain")), ("key", "fees", ("name", "grain")), ("0",))),
        )

    return st.recursive(leaves, more, max_leaves=5)


def _logic(atoms: st.SearchStrategy[Made]) -> st.SearchStrategy[Made]:
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            st.tuples(st.sampled_from(["and", "or"]), inner, inner),
            st.tuples(st.just("not"), inner),
            st.tuples(st.just("if"), inner, inner, inner),
        ),
        max_leaves=6,
    )


TABLES = _logic(SIMPLE_CONDITIONS)
"""Decision tables: any logic of conditions on one fact each."""
MONEY = _money(_logic(SIMPLE_CONDITIONS))
CONDITIONS = _logic(
    st.one_of(
        SIMPLE_CONDITIONS,
        st.tuples(st.just("compare"), comparisons, _money(SIMPLE_CONDITIONS), _money(SIMPLE_CONDITIONS)),
        st.tuples(st.just("compare"), comparisons, names("rows"), names("bad_rows")),
    )
)
"""Any conditions, on several facts at once too."""

_open_law = st.one_of(
    SIMPLE_CONDITIONS,
    names("hearsay", "future"),
    st.tuples(st.just("compare"), comparisons, names("rent", "debt"), names("grant")),
)
OPEN_CONDITIONS = _logic(
    st.one_of(
        _open_law, st.tuples(st.just("compare"), comparisons, _money(_open_law), _money(SIMPLE_CONDITIONS))
    )
)
"""Conditions that rest on what the law leaves unknown, on what no locality decided, or on what is not yet in force."""
OPEN_MONEY = _money(_logic(_open_law))
"""Money that hangs on such conditions."""


def _reads(made: Made) -> set[str]:
    if made[0] == "name":
        return {made[1]}
    tables = {made[1]} if made[0] in ("has", "key") else set()
    return tables.union(*(_reads(part) for part in made[1:] if isinstance(part, tuple)))


def text(made: Made) -> str:
    """The expression as rule source."""
    match made:
        case ("name", name):
            return str(name)
        case ("0",) | ("1",):
            return str(made[0])
        case ("member", member):
            return f"Grain.{member.upper()}"
        case ("compare", op, left, right) | ("and" | "or" | "+" | "-" | "*" | "/" as op, left, right):
            return f"({text(left)} {op} {text(right)})"
        case ("not", inner):
            return f"(not {text(inner)})"
        case ("minus", inner):
            return f"(-{text(inner)})"
        case ("one of", inner, *members):
            return f"({text(inner)} in ({', '.join(f'Grain.{m.upper()}' for m in members)},))"
        case ("has", table, key):
            return f"({text(key)} in {table})"
        case ("key", table, key):
            return f"{table}[{text(key)}]"
        case ("if", condition, then, otherwise):
            return f"({text(then)} if {text(condition)} else {text(otherwise)})"
        case (name, *arguments):
            return f"{name}({', '.join(map(text, arguments))})"
    raise AssertionError(made)


def source(name: str, gives: str, made: Made, others: Mapping[str, str] | None = None) -> str:
    """A whole rule; ``others`` are the annotations of further variables."""
    annotations = ANNOTATIONS | dict(others or {})
    arguments = ", ".join(f"{n}: {annotations[n]}" for n in sorted(_reads(made)))
    lines = [f"def {name}({arguments}) -> {gives}:", f'    """{name}."""']
    if made[0] == "if":  # the same choice as a statement
        lines += [
            f"    if {text(made[1])}:",
            f"        return {text(made[2])}",
            f"    return {text(made[3])}",
        ]
    else:
        lines.append(f"    return {text(made)}")
    return HEADER + "\n".join(lines) + "\n"


def sources(parts: Mapping[str, Made]) -> str:
    """The rules that a measure is made of: ``due`` is its amount, the others are conditions."""
    return "".join(source(n, "Money" if n == "due" else "Flag", made) for n, made in parts.items())


def interpret(made: Made, facts: Mapping[str, Any]) -> Any:
    """What the expression is worth where every fact is known: plain recursion, exact numbers."""
    match made:
        case ("name", "as_of"):
            return day(AS_OF)
        case ("name", name):
            return facts[name] if name in facts else VALUES[name]
        case ("0",) | ("1",):
            return int(made[0])
        case ("member", member):
            return member
        case ("not", inner):
            return not interpret(inner, facts)
        case ("minus", inner):
            return -interpret(inner, facts)
        case ("one of", inner, *members):
            return interpret(inner, facts) in members
        case ("has", table, key):
            return interpret(key, facts) in VALUES[table]  # type: ignore[operator]
        case ("key", table, key):
            return VALUES[table][interpret(key, facts)]  # type: ignore[index]
        case ("if", condition, then, otherwise):
            return interpret(then if interpret(condition, facts) else otherwise, facts)
        case ("and", left, right):
            return interpret(left, facts) and interpret(right, facts)
        case ("or", left, right):
            return interpret(left, facts) or interpret(right, facts)
        case ("compare", op, left, right):
            a, b = interpret(left, facts), interpret(right, facts)
            return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "==": a == b, "!=": a != b}[op]
        case (op, *arguments):
            values = [Fraction(interpret(a, facts)) for a in arguments]
            calls = {
                "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b,
                "min": min, "max": max, "abs": abs,
            }  # fmt: skip
            return calls[op](*values)  # type: ignore[operator]
    raise AssertionError(made)


def to_the_fen(number: Any) -> int:
    """Half-up to a whole fen, by the schoolbook: one half more, then cut off downwards."""
    doubled = 2 * Fraction(number) + 1
    return int(doubled // 2)
