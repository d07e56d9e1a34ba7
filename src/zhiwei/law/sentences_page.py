"""The page of all sentences: kind, what runs each, and each clause of its check with state and test, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from zhiwei.law.acceptance import Acceptance, Clause
from zhiwei.law.acceptance_report import LABELS, acceptance_totals, standing
from zhiwei.law.coverage import Coverage, RecordRow
from zhiwei.law.numerals import int_to_chinese
from zhiwei.law.sentences import Opinions, Sentence

_HEAD = """\
# The sentences of the Opinions

Written by `zhiwei law coverage --page docs/sentences.md`; a test fails when this page lags behind the data. Every
operative sentence is listed with its kind, the measures, rules and parameters that run it or what it waits for, and the
clauses of its acceptance check. A clause is *passed* where the named test shows it, *waiting* where a part of the
platform that is not built yet will show it, *impossible* where nothing can. `zhiwei law show 14.7` prints the clauses of
one sentence. The data stands in `src/zhiwei/law/data/acceptance`; [law.md](law.md) tells how it is kept.

| | clauses | passed | waiting | impossible |
|---|---|---|---|---|
{totals}

The {guidance} sentences of guidance that share one check are not listed one by one: {shared}.
"""
_TABLE = """
## {title}

| sentence | kind | what runs it | clause | state | shown by, or waiting for |
|---|---|---|---|---|---|
"""


def sentences_page(opinions: Opinions, coverage: Coverage, acceptance: Acceptance) -> str:
    """Return the page; the same for the same data, ending in a line end."""
    return "".join(_parts(opinions, coverage, acceptance))


def _parts(opinions: Opinions, coverage: Coverage, acceptance: Acceptance) -> Iterator[str]:
    totals = acceptance_totals(acceptance, opinions)
    rows = [
        f"| {name} | {t['clauses']} | {t['passed']} | {t['waiting']} | {t['impossible']} |"
        for name, t in (("operative sentences", totals["operative"]), ("all records", totals["all"]))
    ]
    shared = next(clauses for clauses in acceptance.values() if clauses[0].shared)
    guidance = sum(clauses[0].shared for clauses in acceptance.values())
    told = "; ".join(f"{one.en} ({LABELS[one.state][1]})" for one in shared)
    yield _HEAD.format(totals="\n".join(rows), guidance=guidance, shared=told)
    chapter = None
    for row in coverage.records:
        clauses = acceptance[row.sentence.id]
        if clauses[0].shared:
            continue
        if (article := row.sentence.passage.article) != chapter:
            chapter = article
            yield _TABLE.format(title=_title(row.sentence))
        yield from _rows(row, clauses)


def _title(sentence: Sentence) -> str:
    article = sentence.passage.article
    if not article:
        return "Preamble"
    return f"（{int_to_chinese(article)}）{sentence.passage.title}"


def _rows(row: RecordRow, clauses: tuple[Clause, ...]) -> Iterator[str]:
    kind = ", ".join((row.sentence.kind, *row.sentence.also))
    first = (f"**{row.sentence.id}**", kind, _runs(row))
    for number, clause in enumerate(clauses):
        cells = (
            *(first if not number else ("", "", "")),
            f"{clause.id} {clause.en}",
            clause.state,
            _shown(clause),
        )
        yield "| " + " | ".join(one.replace("|", "\\|") for one in cells) + " |\n"


def _runs(row: RecordRow) -> str:
    parts = [
        ("measures", sorted({one.name for one in row.runners if one.kind == "measure"})),
        ("rules", sorted({one.name for one in row.runners if one.kind == "rule"})),
        ("parameters", sorted(row.parameters)),
        ("room", sorted({one.name for one in row.runners if one.kind == "room"})),
    ]
    told = "; ".join(f"{what}: {', '.join(f'`{n}`' for n in names)}" for what, names in parts if names)
    return "; ".join(filter(None, (row.reason.en if row.reason else "", told)))


def _shown(clause: Clause) -> str:
    tests = ", ".join(f"`{test.rpartition('/')[2]}`" for test in clause.tests)
    return tests or standing(clause, "en")
