"""A filing as its pages show it, the applicant's and the authority's alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from zhiwei.engine.errors import InputError
from zhiwei.engine.words import VERDICT_WORDS
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import reads
from zhiwei.platform.cases import queries as cases
from zhiwei.platform.cases.views.shown import doers
from zhiwei.platform.cases.views.shown import page_of as case_page
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import lang
from zhiwei.platform.registration import capital, defects, law, notices, papers, queries, refunds
from zhiwei.platform.registration.forms import ContributionForm, EntryForm, PaidForm, PaperForm, PartyForm
from zhiwei.platform.registration.models import ENTERED, Contribution, Entry, Filing, Kind
from zhiwei.platform.registration.tables import subject_of

NO_CAPITAL = (Kind.CHANGE,)


@dataclass(frozen=True)
class Shown:
    """An entry with its forms, its contributions, their sums, and what the law says of them."""

    entry: Entry
    form: EntryForm | None
    contributions: list[Contribution]
    contribution_form: ContributionForm | None
    sums: capital.Capital
    verdicts: list[tuple[str, str, str]]
    """Measure, verdict in words, and its kind of label."""
    deadline: date | None
    form_label: str


TAGS = {"allowed": "ok", "not_allowed": "no", "out_of_scope": "off", "not_in_force": "off"}


def words_of(verdict: str) -> str:
    """A verdict in the reader's language."""
    return dict(zip(("zh", "en"), VERDICT_WORDS[verdict], strict=True))[lang()]


def form_words(legal_form: str) -> str:
    """A legal form in the reader's language."""
    from zhiwei.platform.registration.forms import legal_forms

    return dict(legal_forms()).get(legal_form, legal_form)


def shown(entry: Entry, day: date, *, editable: bool) -> Shown:
    """One entry."""
    filing = entry.filing
    rows = list(entry.contributions.all())
    verdicts, deadline = [], None
    if rows and filing.kind not in NO_CAPITAL:
        try:
            answer = law.capital_answer(entry, day)
            verdicts = [
                (name, words_of(one.verdict), TAGS.get(one.verdict, "todo"))
                for name, one in answer.measures.items()
                if one.verdict != "out_of_scope"
            ]
            deadline = law.capital_tests(entry, day)["payment_deadline"] if entry.anew else None
        except InputError:
            verdicts = []
    takes_money = filing.kind in ENTERED and filing.kind not in NO_CAPITAL
    return Shown(
        entry, EntryForm(entry) if editable else None, rows,
        ContributionForm(prefix=f"c{entry.number}") if editable and takes_money else None,
        capital.of(entry), verdicts, deadline, form_words(entry.legal_form),
    )  # fmt: skip


def fees(filing: Filing, day: date) -> dict[str, Any]:
    """What the filing costs: known and why, or what is still missing."""
    if filing.outcome:
        return {"payable": filing.fee_fen, "tariff": filing.tariff_fen}
    try:
        found = law.fees_of(filing, day)
    except InputError as error:
        return {"faults": [one.text(lang()) for one in error.defects]}
    payable = [one.payable for one in found]
    tariffs = [one.tariff for one in found]
    return {
        "payable": None if None in payable else sum(one or 0 for one in payable),
        "tariff": None if None in tariffs else sum(one or 0 for one in tariffs),
        "verdict": words_of(found[0].verdict) if found else "",
        "missing": _missing(found),
    }


def _missing(found: list[law.Fee]) -> list[str]:
    from zhiwei.platform.registration.case_acts import label_of

    return sorted({label_of(one, name) for one in found if one.payable is None for name in one.missing})


def page_of(viewer: Viewer, filing: Filing, *, office: bool) -> dict[str, Any]:
    """Everything that both pages of a filing show; looking at it is a read of its enterprise."""
    today = clock.today()
    editable = queries.may_edit(viewer, filing)
    day = filing.decided_on or today
    for one in (filing.enterprise_id, filing.subject_id):
        if one is not None:
            reads.reveal(
                viewer,
                kind="subject",
                key=str(one),
                fields=["registration"],
                why=gettext_lazy("查看登记申请"),
            )
    there = papers.handed_in(filing)
    wanted = papers.needed(filing, day)
    context: dict[str, Any] = {
        "filing": filing,
        "named": subject_of(filing),
        "place": name_of(filing.division),
        "office": office,
        "editable": editable,
        "entries": [shown(one, day, editable=editable) for one in filing.entries.select_related("subject")],
        "several": filing.kind == Kind.DIVISION,
        "merges": filing.kind == Kind.MERGER,
        "parties": list(filing.parties.select_related("subject")),
        "party_form": PartyForm() if editable and filing.kind == Kind.MERGER else None,
        "paid_in": list(filing.paid_in.select_related("contribution")),
        "paid_form": _paid_form(filing) if editable else None,
        "needed_papers": [(papers.paper_list().label(name), there.get(name)) for name in wanted],
        "paper_form": PaperForm(filing, wanted) if wanted and queries.may_hand_in(viewer, filing) else None,
        "defects": [] if filing.outcome else defects.of(filing, today),
        "fee": fees(filing, day),
        "sentence": refunds.SENTENCE,
        "back": reverse("registration:office" if office else "registration:home"),
    }
    if filing.case is not None:
        context |= case_page(viewer, filing.case)
        context["told"] = notices.of(filing)
        context["steps"] = doers(cases.may_do(viewer, filing.case))
        context["returnable"] = notices.returnable()
    return context


def _paid_form(filing: Filing) -> PaidForm | None:
    if filing.kind != Kind.PAYMENT or filing.enterprise is None:
        return None
    return PaidForm(capital.standing(filing.enterprise).filter(paid_on=None))
