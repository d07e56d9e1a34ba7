"""What the law says of a base's land-use tax: whether its recognition opens the relief, and how much the national rule gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.engine.answer import Answer
from zhiwei.engine.outcome import Outcome
from zhiwei.platform.answers import services as answers
from zhiwei.platform.bases.models import Base, RecognisedAs, RecognisedBy, Recognition
from zhiwei.platform.kit import clock, money

SENTENCE, NATIONAL = "14.4", "14.4/incubator"
ORDER = (RecognisedBy.COUNTY, RecognisedBy.CITY, RecognisedBy.PROVINCE)
STATUS = {RecognisedBy.STATE: "national", RecognisedBy.PROVINCE: "provincial"}
"""The national rule's words for the level that recognised an incubator; every other level is ``other``."""


@dataclass(frozen=True, slots=True)
class Standing:
    """As what a base counts on a day: the level and first day of its recognition, and its level as an incubator."""

    level: str
    since: date | None
    document: str
    status: str


def standing(base: Base, day: date, rows: Sequence[Recognition] | None = None) -> Standing:
    """The recognition of a base on a day from the register: by a city or the province before one by the county, the
    earliest first; the province's recognition through the ranking (14.2) counts like any other."""
    found = list(base.recognitions.filter(struck_at=None)) if rows is None else rows
    held = [
        (one.level, one.recognised_on, one.document)
        for one in found
        if one.what == RecognisedAs.DEMONSTRATION and one.recognised_on <= day
    ]
    if base.recognised_on is not None and base.recognised_on <= day:
        held.append((RecognisedBy.PROVINCE, base.recognised_on, base.document))
    held.sort(key=lambda one: (one[0] == RecognisedBy.COUNTY, one[1], -ORDER.index(RecognisedBy(one[0]))))
    incubators = [one for one in found if one.what == RecognisedAs.INCUBATOR and one.recognised_on <= day]
    levels = {RecognisedBy(one.level) for one in incubators}
    status = next((STATUS[level] for level in STATUS if level in levels), "other")
    if not held:
        return Standing("none", None, "", status)
    level, since, document = held[0]
    return Standing(str(level), since, document, status)


def relief(base: Base, day: date, rows: Sequence[Recognition] | None = None) -> Answer:
    """The verdict of 14.4 on a base, with the facts of the register."""
    held = standing(base, day, rows)
    source = _("认定名录，%(day)s") % {"day": clock.today()}
    since: dict[str, Any] = {"value": held.since.isoformat()} if held.since else {"status": "not_applicable"}
    facts = {
        "division": base.subject.division, "recognition_level": {"value": held.level, "source": source},
        "recognised_on": {**since, "source": source},
    }  # fmt: skip
    return answers.answer(facts, as_of=day, known_on=clock.today(), entity="base", measures=[SENTENCE])


def amount(base: Base, day: date, due: int, used_for_incubation: bool) -> Answer:
    """The verdict of the national rule on the land-use tax due, fen as the tax office states it."""
    facts = {
        "incubator_status": standing(base, day).status, "incubator_tax_kind": "land_use",
        "used_for_incubation": used_for_incubation, "incubator_tax_due": money.yuan(due, grouped=False),
    }  # fmt: skip
    return answers.answer(
        facts, as_of=day, known_on=clock.today(), entity="incubator_tax", measures=[NATIONAL]
    )


def fen(outcome: Outcome) -> int | None:
    """The relief in fen: nothing where the national rule is against it, None where that is not known."""
    if outcome.positive:
        told = outcome.amount
        return int(told.value) if told and told.status == "known" and told.value is not None else None
    return 0 if outcome.verdict in ("not_entitled", "out_of_scope", "not_in_force") else None
