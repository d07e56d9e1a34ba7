"""The money of the room: commission money for proved person-times of a course (16.2), the funding of a place (16.3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.divisions import level_of, name_of
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases.about import Line
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import purposes
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.chart import LEVEL_OF_DIVISION
from zhiwei.platform.ledger.faults import Fault, Refused
from zhiwei.platform.ledger.models import ENDED, Commitment, Fund
from zhiwei.platform.ledger.posting import locked
from zhiwei.platform.programmes.money.following import named
from zhiwei.platform.programmes.standard.weighing import fund_lines
from zhiwei.platform.training import law
from zhiwei.platform.training.models import Course, Place

COURSE, PLACE = "training_course", "training_place"
"""Kinds of basis: all person-times of a course are paid once; a place is funded once."""
PROVINCE = "330000"


def course_words(keys: Collection[str]) -> dict[str, str]:
    """Courses as bases are called, by key."""
    rows = Course.objects.filter(pk__in=named(keys)).values_list("pk", "title")
    titles = {str(key): title for key, title in rows}
    return {key: _("培训课程“%(title)s”") % {"title": titles.get(key, key)} for key in keys}


def fund_for(division: str, sentence: str) -> Fund:
    """The open fund of a division that pays for a sentence today; the one that ends first. Raises Refused without one."""
    today = clock.today()
    levels = [level for level, depth in LEVEL_OF_DIVISION.items() if depth == level_of(division)]
    rows = Fund.objects.filter(
        level__in=levels, division=division, state=Fund.State.OPEN, from_day__lte=today, to_day__gte=today
    ).order_by("to_day", "pk")
    for one in rows:
        if purposes.allows(one.purposes, sentence):
            return one
    said = _("%(place)s还没有可用于第 %(id)s 句的资金") % {"place": name_of(division), "id": sentence}
    raise Refused([Fault("fund", said, sentence)])


def before_settling(course: Course, fen: int) -> Iterator[Line]:
    """What an official is shown before he settles a course: who gets it, from which fund, what is left in it."""
    try:
        fund = fund_for(course.commission.division, law.SHORT)
    except Refused:
        fund = None
    yield Line(_("收款方"), course.commission.body.name)
    yield from fund_lines(fund, fen)


def fund_of(course: Course) -> Fund:
    """The fund that pays for a course, that of whoever commissioned the body, held. Raises Refused without one."""
    return locked(fund_for(course.commission.division, law.SHORT))


def promise_course(course: Course, fund: Fund, fen: int) -> Commitment:
    """Promise the body what a course's person-times come to."""
    made = ledger.reserve(
        SYSTEM, fund, fen, basis=ledger.Basis(COURSE, str(course.pk)),
        sentence=law.SHORT, subject=course.commission.body, key=f"training/{course.pk}",
    )  # fmt: skip
    return ledger.commit(SYSTEM, made, key=f"training/{course.pk}/commit")


def promised_for(course: Course) -> Commitment | None:
    """What is promised or paid for a course."""
    rows = Commitment.objects.filter(basis_kind=COURSE, basis_key=str(course.pk)).exclude(state__in=ENDED)
    return rows.select_related("fund").first()


def place_fund(one: Place) -> Fund | None:
    """The province's fund that pays for a place, held; None where the province named no amount. Raises Refused without one."""
    return None if one.year.amount is None else locked(fund_for(PROVINCE, law.ABILITY))


def reserve_place(one: Place, fund: Fund, *, step: str) -> Commitment:
    """Set the funding of a place aside for the owner's firm."""
    assert one.year.amount is not None  # or there is no fund to pay from
    return ledger.reserve(
        SYSTEM, fund, one.year.amount, basis=ledger.Basis(PLACE, str(one.pk)), sentence=law.ABILITY, subject=one.firm,
        case=str(one.pk), receipt=one.receipt, key=f"{one.pk}:{step}:reserve",
    )  # fmt: skip


def promises(one: Place) -> QuerySet[Commitment]:
    """The promises of a place that still count."""
    return Commitment.objects.filter(case=str(one.pk)).exclude(state__in=ENDED)


def hold_funds(places: Iterable[Place]) -> None:
    """Hold the funds of some places' promises until the transaction ends, before anything of the audit is written."""
    keys = [str(one.pk) for one in places]
    funds = set(
        Commitment.objects.filter(case__in=keys).exclude(state__in=ENDED).values_list("fund", flat=True)
    )
    for key in sorted(funds):
        locked(key)


def commit_place(one: Place, *, step: str) -> None:
    """The training is proved: the promise is firm."""
    for held in promises(one):
        ledger.commit(SYSTEM, held, key=f"{held.pk}:{step}:commit")


def release_place(one: Place, reason: str, *, step: str) -> None:
    """A freed place frees its money."""
    for held in promises(one):
        if held.reserved or held.committed:
            ledger.release(SYSTEM, held, key=f"{held.pk}:{step}:release", reason=reason)


def paid(one: Place) -> bool:
    """Whether the bank has paid all of it."""
    held = list(promises(one))
    return bool(held) and sum(each.paid for each in held) == sum(each.fen for each in held)
