"""A result as one HTML page that needs nothing else: charts inline, each beside its table."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

from zhiwei.population.what_if import tables
from zhiwei.population.what_if.charts import charts
from zhiwei.population.what_if.result import Result
from zhiwei.population.what_if.summary import made_of, notch_state
from zhiwei.population.what_if.tables import COUNT, FEN, Column, Table
from zhiwei.population.what_if.words import HYPOTHETICAL, NOT_COUNTED, pick, spoken

ROWS = 200
"""Rows of a table shown on the page; the files beside it hold all."""
_STYLE = """
body{font-family:system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif;color:#222;margin:2rem auto;max-width:92rem;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
.supposed{border:2px solid #222;padding:.5rem .8rem;font-weight:600}
table{border-collapse:collapse;font-size:.85rem}th,td{border:1px solid #bbb;padding:.2rem .5rem;text-align:left;vertical-align:top}
th{background:#eee}td.n{text-align:right;font-variant-numeric:tabular-nums}
.pair{display:flex;gap:1.5rem;align-items:flex-start}.pair>div{overflow-x:auto}.pair>div:first-child{flex:0 0 45rem;max-width:100%}
@media(max-width:75rem){.pair{flex-wrap:wrap}}
svg{max-width:100%;height:auto}dt{font-weight:600}dd{margin:0 0 .4rem}
@media print{.pair{display:block}}
"""
_EMPTY = (*NOT_COUNTED, "gains", "losses")
"""Columns left out where nobody has anything in them."""
_ALWAYS = ("unchanged", *NOT_COUNTED, "gains", "losses")
_FACTS = {
    "as_of": ("适用日", "as of"), "input": ("数据", "input"), "counted": ("计入户数", "subjects counted"),
    "aside": ("未计入行数", "rows set aside"), "rulebook": ("现行规则集", "rulebook of the present law"),
}  # fmt: skip
_METHOD = {
    "zh": (
        "财政成本是全体主体获得额的变动之和，负数表示财政增收；缴纳额减少即获得。",
        "事实不足、当地尚无决定、规定不明的主体单列，不按零计算。",
        "不享受、不在范围或不在有效期的，金额为零。",
        "分组按现行规定划分；十分位的误差不超过该数的 1/128，其余各数精确到分。",
    ),
    "en": (
        "Cost is the sum of what subjects gain; below zero the public purse gains. Paying less is a gain.",
        "Subjects with facts missing, no local decision or unknown law are told apart, never as zero.",
        "Who is not entitled, out of scope or not in force has an amount of zero.",
        "Groups are those under the present law. Deciles are within 1/128 of their size; all else is exact to the fen.",
    ),
}


def page(result: Result, lang: str) -> str:
    """The page in one language."""
    title = html.escape(result.reform.label(lang))
    code = "zh-CN" if lang == "zh" else "en"
    body = "\n".join(_body(result, lang))
    return (
        f'<!doctype html>\n<html lang="{code}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>\n'
        f"<body>\n{body}\n</body></html>\n"
    )


def _body(result: Result, lang: str) -> Iterator[str]:
    yield f"<h1>{html.escape(result.reform.label(lang))}</h1>"
    yield f'<p class="supposed">{html.escape(HYPOTHETICAL[lang])}</p>'
    given = {
        "as_of": result.reform.as_of, "input": result.source, "counted": f"{result.answered:,}",
        "aside": f"{result.rejected:,}", "rulebook": result.book.hash,
    }  # fmt: skip
    pairs = "".join(
        f"<dt>{html.escape(pick(_FACTS[k], lang))}</dt><dd>{html.escape(v)}</dd>" for k, v in given.items()
    )
    yield f"<dl>{pairs}</dl>"
    yield from _table(tables.changes(result, lang), lang)
    yield from _table(_lean(tables.totals(result, lang), *_ALWAYS), lang)
    if result.lines.total:
        yield f"<p>{html.escape(made_of(result, lang))}</p>"
    drawn = charts(result, lang)
    for chart in drawn:
        yield f"<h2>{html.escape(chart.table.label(lang))}</h2>"
        beside = _cells(_lean(chart.table), lang)
        yield f'<div class="pair"><div>{chart.text}</div><div>{beside}</div></div>'
    yield from _table(tables.transitions(result, lang), lang)
    yield from _table(tables.deciles(result, lang), lang)
    yield from _table(tables.notches(result, lang), lang)
    if (state := notch_state(result.notches, lang)) is not None:
        yield f"<p>{html.escape(state)}</p>"
    if all(chart.name != "variants" for chart in drawn):
        yield from _table(tables.variants(result, lang), lang)
    yield "<ul>" + "".join(f"<li>{html.escape(line)}</li>" for line in _METHOD[lang]) + "</ul>"


def _table(table: Table, lang: str) -> Iterator[str]:
    if table.rows:
        yield f"<h2>{html.escape(table.label(lang))}</h2>"
        yield f"<div>{_cells(table, lang)}</div>"


def _lean(table: Table, *kept: str) -> Table:
    """The table without codes that a label stands for, and without classes and sums that nobody has."""
    names = [c.name for c in table.columns]
    places = [
        i
        for i, name in enumerate(names)
        if name not in ("group", "unchanged", *_EMPTY)
        or name in kept
        or (name in _EMPTY and any(row[i] for row in table.rows))
    ]
    rows = tuple(tuple(row[i] for i in places) for row in table.rows)
    return Table(table.name, table.zh, table.en, tuple(table.columns[i] for i in places), rows)


def _cells(table: Table, lang: str) -> str:
    heads = "".join(f"<th>{html.escape(c.label(lang))}</th>" for c in table.columns)
    rows = "".join(
        "<tr>" + "".join(_cell(c, v) for c, v in zip(table.columns, row, strict=True)) + "</tr>"
        for row in table.rows[:ROWS]
    )
    more = len(table.rows) - ROWS
    said = pick((f"另有 {more} 行，见表格文件", f"{more} more rows in the table files"), lang)
    note = f"<p>{html.escape(said)}</p>" if more > 0 else ""
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{note}"


def _cell(column: Column, value: Any) -> str:
    if value is None:
        return "<td></td>"
    if column.kind == FEN:
        return f'<td class="n">{spoken(value)}</td>'
    return f'<td class="n">{value:,}</td>' if column.kind == COUNT else f"<td>{html.escape(str(value))}</td>"
