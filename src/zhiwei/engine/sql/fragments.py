"""Pieces of SQL text that know their weight and the columns they read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from zhiwei.engine.sql.errors import refused


@dataclass(frozen=True, slots=True)
class Sql:
    """An expression; ``weight`` counts its operations, ``columns`` are the names it reads."""

    text: str
    weight: int = 0
    columns: frozenset[str] = frozenset()
    wide: bool = False

    def __str__(self) -> str:
        return self.text


def sql(form: str, *parts: Sql | int | str, wide: bool = False) -> Sql:
    """The form with its ``{}`` filled by the parts; a string stands for itself."""
    inner = [p for p in parts if isinstance(p, Sql)]
    return Sql(
        form.format(*parts),
        1 + sum(p.weight for p in inner),
        frozenset().union(*(p.columns for p in inner)),
        wide,
    )


def text(value: str) -> Sql:
    """A text literal; words and codes hold no quote or backslash, which dialects read differently."""
    if "'" in value or "\\" in value:
        raise refused(repr(value), "holds a quote or a backslash", "rename the word")
    return Sql(f"'{value}'")


def noted(literal: Sql, notes: tuple[str, ...]) -> Sql:
    """A literal followed by a comment on where it comes from."""
    if not notes:
        return literal
    said = "; ".join(notes).replace("*/", "* /")
    return Sql(f"{literal.text} /* {said} */", literal.weight, literal.columns, literal.wide)


def either(parts: list[Sql]) -> Sql | None:
    """The disjunction, None of nothing."""
    return _joined(parts, " OR ")


def both(parts: list[Sql]) -> Sql | None:
    """The conjunction, None of nothing."""
    return _joined(parts, " AND ")


def _joined(parts: list[Sql], word: str) -> Sql | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else sql("(" + word.join(["{}"] * len(parts)) + ")", *parts)


def among(operand: Sql, values: list[Sql]) -> Sql:
    """Whether the operand is one of the values."""
    if len(values) == 1:
        return sql("({} = {})", operand, values[0])
    found = sql("({} IN ({}))", operand, ", ".join(v.text for v in values))
    return replace(found, weight=found.weight + len(values))


def case(branches: list[tuple[Sql, Sql]], otherwise: Sql | None, *, wide: bool = False) -> Sql:
    """``CASE WHEN … THEN … ELSE … END``; without branches the rest alone."""
    if not branches and otherwise is not None:
        return otherwise
    parts = [part for branch in branches for part in branch]
    form = "CASE" + " WHEN {} THEN {}" * len(branches)
    if otherwise is None:
        return sql(form + " END", *parts, wide=wide)
    return sql(form + " ELSE {} END", *parts, otherwise, wide=wide)
