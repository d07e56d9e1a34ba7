"""The page that sets the values of all places beside each other."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import covered_by
from zhiwei.platform.decisions import compare
from zhiwei.platform.decisions.matrix import Word
from zhiwei.platform.decisions.terms import bound_text, open_sentences, sentence_of, terms_of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.forms import DateInput, FilterForm
from zhiwei.platform.kit.tables import export_response


def _sentences() -> list[tuple[str, str]]:
    return [(number, _("第 %(id)s 句") % {"id": number}) for number in open_sentences()]


class CompareFilter(FilterForm):
    """Which sentence, on which day, in which places."""

    sentence = forms.ChoiceField(label=gettext_lazy("句"), choices=_sentences)
    day = forms.DateField(label=gettext_lazy("适用日"), widget=DateInput)
    known_on = forms.DateField(label=gettext_lazy("按当时所知（认知日）"), widget=DateInput)
    city = forms.ChoiceField(label=gettext_lazy("市"))
    word = forms.ChoiceField(
        label=gettext_lazy("情况"), choices=lambda: [("", _("全部")), *((w.value, w.label) for w in Word)]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cities = [(one.code, one.name) for one in load_divisions() if one.level == 2]
        self.fields["city"].choices = [("", _("全部")), *cities]  # type: ignore[attr-defined]


def page(request: HttpRequest) -> HttpResponseBase:
    """What every place decided of one sentence on a day, sorted, narrowed and taken away as the reader likes."""
    narrow = CompareFilter(request.GET)
    wanted = narrow.chosen()
    number, day = wanted.get("sentence") or open_sentences()[0], wanted.get("day") or clock.today()
    places = covered_by(wanted["city"]) if wanted.get("city") else None
    rows = [
        one
        for one in compare.lines(number, day, wanted.get("known_on"))
        if (places is None or one.division.code in places) and wanted.get("word") in (None, one.word)
    ]
    table = compare.table(number, rows)
    if file := export_response(table, request):
        return file
    terms = [(term.label, [bound_text(one) for one in term.bounds()]) for term in terms_of(number)]
    context = {
        "filters": narrow, "table": table, "number": number, "sentence": sentence_of(number), "day": day, "terms": terms,
    }  # fmt: skip
    return render(request, "decisions/compare.html", context)
