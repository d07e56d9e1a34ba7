"""Fees wrongly taken: what was due by the law of the day, which fund pays back, and following the bank (17.7)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import purposes
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.faults import Fault, Refused
from zhiwei.platform.ledger.models import ENDED, Commitment, Fund
from zhiwei.platform.registration import capital, law
from zhiwei.platform.registration.models import FeeTaken
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject

BASIS = "fee_receipt"
SENTENCE = "17.7"
TYPE = "fee_refund"


def due(enterprise: Subject, service: str, day: date, added: int = 0) -> law.Fee:
    """The fee that was due for a service on a day, by what the registers know of the enterprise.

    Raises the engine's InputError where its facts cannot be read.
    """
    rows = enterprise.contributions.filter(from_day__lte=day).exclude(ended_on__lte=day)
    registered = capital.total(rows).registered if rows.exists() else None
    facts = dict(subjects.facts(enterprise, as_of=day))
    facts.setdefault("division", {"value": enterprise.division})
    return law.fee(service, facts, day, registered, added)


def fund_for(division: str) -> Fund:
    """The open fund of the place, or of one above it, that pays fees back. Raises Refused where there is none."""
    today = clock.today()
    for code in (division, *load_divisions().ancestors(division)):
        rows = Fund.objects.filter(
            division=code, state=Fund.State.OPEN, from_day__lte=today, to_day__gte=today
        ).order_by("to_day", "pk")
        for one in rows:
            if purposes.allows(one.purposes, SENTENCE):
                return one
    said = _("%(place)s还没有可用于第 %(id)s 句（退还登记费）的资金")
    raise Refused([Fault("fund", said % {"place": name_of(division), "id": SENTENCE}, SENTENCE)])


def promise(taken: FeeTaken, step: str) -> Commitment:
    """Reserve and commit what is paid back, on the receipt; the ledger takes a receipt once for each level."""
    assert taken.refund is not None
    fund = fund_for(taken.division)
    made = ledger.reserve(
        SYSTEM, fund, taken.refund, basis=ledger.Basis(BASIS, f"{taken.division}/{taken.number}"), sentence=SENTENCE,
        subject=taken.enterprise, case=str(taken.case_id), receipt=taken.receipt, key=f"{taken.case_id}:{step}",
    )  # fmt: skip
    return ledger.commit(SYSTEM, made, key=f"{taken.case_id}:{step}:commit")


def promised(taken: FeeTaken) -> list[Commitment]:
    """The commitments of a refund that still count."""
    return list(Commitment.objects.filter(case=str(taken.case_id)).exclude(state__in=ENDED))
