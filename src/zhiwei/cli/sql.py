"""`zhiwei sql`: the rules as one SELECT statement over the user's own table."""

from __future__ import annotations

from typing import Any

import click

from zhiwei.cli.defects import reported
from zhiwei.cli.many import command
from zhiwei.cli.options import law_options
from zhiwei.cli.question import Asked, check_name
from zhiwei.engine.rulebook import Rulebook

NO_MEASURES = "none"
MISSING = {
    "zh": "生成 SQL 需要 sqlglot，尚未安装：pip install sqlglot",
    "en": "SQL needs sqlglot, which is not installed: pip install sqlglot",
}


@command(name="sql")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option(
    "--measures", metavar="27.2,28.1...", help="Measures; all where neither they nor variables are named."
)
@click.option(
    "--dialect", type=click.Choice(["duckdb", "postgres", "spark"]), default="duckdb", show_default=True
)
@click.option("--table", default="firms", show_default=True, help="Table or view to read.")
@click.option("--id", "key", default="id", show_default=True, metavar="COLUMN", help="Column passed through.")
@click.option(
    "--columns", metavar="NAME,...", help="Columns the table has, if it lacks some; 'none' for none."
)
@click.option("--money", type=click.Choice(["fen", "yuan"]), default="fen", show_default=True,
              help="BIGINT fen, or DECIMAL yuan with two decimals; amounts given are fen.")  # fmt: skip
@click.option("--encode", type=click.Choice(["words", "codes"]), default="words", show_default=True)
@law_options()
def sql(
    names: tuple[str, ...],
    measures: str | None,
    dialect: str,
    table: str,
    key: str,
    columns: str | None,
    money: str,
    encode: str,
    **options: Any,
) -> None:
    """One SELECT statement that answers every row of a table: the named variables, or the measures."""
    from zhiwei import rulebook
    from zhiwei.engine.sql.query import Question, query
    from zhiwei.engine.sql.writer import SqlglotMissing

    asked = Asked(**options)
    book = rulebook()
    with reported(asked.lang):
        law = asked.law(book)
        for name in names:
            check_name("NAME", name, book.variables(asked.kind))
        if asked.division is not None:
            check_name("--division", asked.division, book.data.parents)
        question = Question(
            entity=asked.kind,
            law=law,
            variables=tuple(dict.fromkeys(names)),
            measures=_measures(book, asked.kind, names, measures),
            dialect=dialect,
            table=table,
            key=key,
            division=asked.division,
            columns=None if columns is None else _split(columns),
            money=money,
            encode=encode,
        )
        try:
            click.echo(query(book, question).text, nl=False)
        except SqlglotMissing:
            raise click.ClickException(MISSING[asked.lang]) from None


def _split(text: str) -> list[str]:
    words = [part.strip() for part in text.replace("，", ",").split(",")]
    return [word for word in words if word and word != NO_MEASURES]


def _measures(book: Rulebook, entity: str, names: tuple[str, ...], text: str | None) -> tuple[str, ...]:
    """Those named; without a name of anything all."""
    if text is None:
        return () if names else book.select(entity, None)
    wanted = _split(text)
    own = [m.id for m in book.measures.values() if m.entity == entity]
    for name in wanted:
        check_name("--measures", name, [*own, *(m.partition("/")[0] for m in own)])
    return book.select(entity, wanted) if wanted else ()
