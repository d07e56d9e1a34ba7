"""The public register of decisions, and the matrix of sentences and places."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import viewer_of
from zhiwei.platform.decisions import lists, queries, scans
from zhiwei.platform.decisions.compare import TAGS
from zhiwei.platform.decisions.forms import PublicFilter
from zhiwei.platform.decisions.matrix import Cell, Row, Word, matrix
from zhiwei.platform.decisions.terms import open_sentences, sentence_of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.forms import DateInput, FilterForm
from zhiwei.platform.kit.tables import Column, Table, export_response

SIGNS = {
    Word.FILED: "●", Word.PARTLY: "◐", Word.DECLINED: "×", Word.INHERITED: "↑", Word.INHERITED_DECLINED: "↑×",
    Word.SILENT: "—",
}  # fmt: skip
"""A sign for each word beside its colour, so that the matrix reads in grey."""


def register(request: HttpRequest) -> HttpResponseBase:
    """Every decision that took effect, narrowed, sorted and taken away as the reader likes."""
    narrow = PublicFilter(request.GET)
    rows = lists.narrowed(queries.public(), narrow.chosen())
    table = lists.public_table(rows)
    if file := export_response(table, request):
        return file
    return render(
        request,
        "decisions/register.html",
        {"table": table, "filters": narrow, "sentence": narrow.chosen().get("sentence")},
    )


def detail(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One decision: document, sentence, values, days, scan, and what became of it."""
    filing = get_object_or_404(queries.public().select_related("made_by"), pk=key)
    return render(request, "decisions/detail.html", lists.page_of(filing))


def scan(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The scan of a decision that took effect."""
    return scans.response(get_object_or_404(queries.public().filter(scan__isnull=False), pk=key))


class MatrixFilter(FilterForm):
    """The days of the matrix."""

    day = forms.DateField(label=gettext_lazy("适用日"), widget=DateInput)
    known_on = forms.DateField(label=gettext_lazy("按当时所知（认知日）"), widget=DateInput)


def board(request: HttpRequest) -> HttpResponseBase:
    """句 × 地区 on a day: filed, declined, inherited from the city, or silent."""
    narrow = MatrixFilter(request.GET)
    wanted = narrow.chosen()
    own = {grant.division for grant in viewer_of(request).grants}
    found = matrix(wanted.get("day") or clock.today(), wanted.get("known_on"))
    export = Table(_columns(), found.rows, caption=gettext_lazy("句与地区"), size=500)
    if file := export_response(export, request):
        return file
    return render(
        request,
        "decisions/matrix.html",
        {
            "filters": narrow,
            "matrix": found,
            "heads": [(number, sentence_of(number)) for number in found.sentences],
            "rows": [_shown(row, found.sentences) | {"own": row.division.code in own} for row in found.rows],
            "counts": [(n, found.counts(n)) for n in found.sentences],
            "legend": [(SIGNS[word], word.label, TAGS[word]) for word in Word],
        },
    )


def _shown(row: Row, sentences: tuple[str, ...]) -> dict[str, Any]:
    cells = [_cell(cell, number) for cell, number in zip(row.cells, sentences, strict=True)]
    return {"name": row.division.name, "code": row.division.code, "level": row.division.level, "cells": cells}


def _cell(cell: Cell, sentence: str) -> dict[str, Any]:
    text = cell.word.label if cell.filing is None else _said(cell)
    address = f"/decisions/{cell.filing}/" if cell.filing else ""
    return {
        "sign": SIGNS[cell.word], "kind": TAGS[cell.word], "text": text, "address": address, "sentence": sentence,
        "word": cell.word.label,
    }  # fmt: skip


def _said(cell: Cell) -> str:
    return _("%(word)s：%(place)s %(document)s") % {
        "word": cell.word.label,
        "place": name_of(cell.division),
        "document": cell.document,
    }


def _columns() -> list[Column]:
    """Of the file: a column for each sentence, the word and the document in its cell."""

    def said(place: int) -> Any:
        return lambda row: (
            str(row.cells[place].word.label) if row.cells[place].filing is None else _said(row.cells[place])
        )

    heads = [
        Column("code", gettext_lazy("代码"), value=lambda row: row.division.code),
        Column("name", gettext_lazy("地区"), value=lambda row: name_of(row.division.code)),
    ]
    return [*heads, *(Column(f"s{i}", number, value=said(i)) for i, number in enumerate(open_sentences()))]
