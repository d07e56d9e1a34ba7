"""The statement's text: one common table expression per level, checked and laid out by sqlglot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhiwei.engine.sql.dialects import Dialect
from zhiwei.engine.sql.fragments import Sql, case, either, sql
from zhiwei.engine.sql.stages import Column, Stages, carried

if TYPE_CHECKING:
    from zhiwei.engine.sql.facts import FactReader
    from zhiwei.engine.sql.query import Question

DEFECTS = "defects"


class SqlglotMissing(ImportError):
    """The library that checks and lays out the statement is not installed."""


@dataclass(frozen=True, slots=True)
class Output:
    """A column of the result; in a row with defects it holds ``rejected`` instead, nothing unless said."""

    name: str
    value: Sql
    rejected: Sql | None = None


def written(
    question: Question, stages: Stages, reader: FactReader, outputs: list[Output], rulebook: str
) -> str:
    """The SELECT statement."""
    dialect = stages.dialect
    defects = _defects(stages, reader.defects)
    shown = [(o.name, _unless(defects, o)) for o in outputs]
    reads = [value for _, value in shown] + ([defects] if defects is not None else [])
    levels = stages.levels(reads)
    passed = carried(levels, reads)
    key = dialect.quoted(question.key)
    parts, source = [], _table(dialect, question.table)
    for number, level in enumerate(levels):
        columns = [key, *(dialect.quoted(n) for n in passed[number]), *(_defined(dialect, c) for c in level)]
        parts.append(f"level_{number} AS{dialect.fence} (SELECT {', '.join(columns)} FROM {source})")
        source = f"level_{number}"
    final = [key, *(f"{value} AS {dialect.quoted(name)}" for name, value in shown)]
    final.append(
        f"{defects.text if defects is not None else 'CAST(NULL AS VARCHAR(1))'} AS {dialect.quoted(DEFECTS)}"
    )
    statement = f"WITH {', '.join(parts)} SELECT {', '.join(final)} FROM {source}"
    return f"{_header(question, reader, rulebook)}{_laid_out(statement, dialect)}\n"


def _defined(dialect: Dialect, column: Column) -> str:
    remark = f" /* {column.remark.replace('*/', '* /')} */" if column.remark else ""
    return f"{column.definition} AS {dialect.quoted(column.name)}{remark}"


def _defects(stages: Stages, found: list[tuple[Sql, Sql]]) -> Sql | None:
    """What is wrong in a row, joined by semicolons; NULL where nothing is, without building any text."""
    wrong = either([test for test, _ in found])
    if wrong is None:
        return None
    said = [case([found_one], None) for found_one in found]
    joined = sql("CONCAT_WS(';', " + ", ".join(["{}"] * len(said)) + ")", *said)
    return stages.keep(case([(wrong, joined)], None), DEFECTS)


def _unless(defects: Sql | None, output: Output) -> Sql:
    if defects is None:
        return output.value
    branches = [(sql("({} IS NULL)", defects), output.value)]
    return case(branches, output.rejected)


def _table(dialect: Dialect, name: str) -> str:
    return ".".join(dialect.quoted(part) for part in name.split("."))


def _header(question: Question, reader: FactReader, rulebook: str) -> str:
    law = question.law
    known = f", known on {law.known_on}" if law.known_on else ""
    lines = [f"zhiwei: {question.entity} as of {law.as_of}{known}; rulebook {rulebook[:12]}"]
    lines += [f"reading {name} = {option}" for name, option in law.readings]
    lines.append(f"reads {question.table}: {question.key} and")
    lines += [f"  {name} {type_}" for name, type_ in sorted(reader.used.items())]
    return "".join(f"-- {line}\n" for line in lines)


def _laid_out(statement: str, dialect: Dialect) -> str:
    try:
        import sqlglot
    except ImportError as error:
        raise SqlglotMissing(str(error)) from error
    tree = sqlglot.parse_one(statement, read=dialect.name)
    return tree.sql(dialect=dialect.name, pretty=True, comments=True)
