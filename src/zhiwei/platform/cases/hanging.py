"""Money that was promised in a case and is not paid: to whom, how much is set aside, decided, due, and since when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from zhiwei.platform.cases import waiting
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.casetypes.model import SYSTEM_ACTOR
from zhiwei.platform.cases.models import Case
from zhiwei.platform.cases.offices import office_of
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries
from zhiwei.platform.ledger.chart import Kind
from zhiwei.platform.ledger.models import ENDED, BankAccount, Commitment

HANGING = "hanging"
"""Where :func:`told` puts what it found on the cases of a list."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """What is promised to one payee and not paid, fen.

    ``reserved`` is set aside for what is not decided yet; ``due`` is decided and to be paid now, ``later`` by instalments
    whose days are to come. ``days`` count from the first day on which something was due; ``payee`` is '' for the
    applicant himself.
    """

    payee: str
    reserved: int
    due: int
    later: int
    days: int

    @property
    def promised(self) -> int:
        """What was decided and is not paid, fen."""
        return self.due + self.later


def told(cases: Sequence[Case]) -> None:
    """Ask for the cases of a list together, or once for all that a page says of one."""
    found = _found(cases)
    for case in cases:
        setattr(case, HANGING, found.get(str(case.pk), []))


def of(case: Case) -> list[Hanging]:
    """What hangs in a case, the applicant's own first; nothing where everything promised is paid or given up. As it was
    when a list or a page asked for it."""
    if hasattr(case, HANGING):
        found: list[Hanging] = getattr(case, HANGING)
        return found
    return _found([case]).get(str(case.pk), [])


def waits_for_payment(case: Case) -> bool:
    """Whether only the payment of money that was decided brings a case on."""
    kind = registry.all_types().get(case.type)
    if kind is None or case.ended or (kind.notice is not None and case.state == kind.notice.state):
        return False
    return waiting.waits_for(kind, case.state) == {SYSTEM_ACTOR} and any(one.promised for one in of(case))


def waits_in_list(case: Case) -> str:
    """How long the applicant's money of a case of a list has been due, and whom to ask; '' where none is."""
    own = next((one for one in of(case) if not one.payee and one.due), None)
    if own is None:
        return ""
    office = office_of(case.type, case.division)
    whom = f"{office.authority} {office.telephone}".rstrip()
    return _("已等付款 %(n)s 天（%(office)s）") % {"n": own.days, "office": whom}


def account_to_pay(case: Case) -> BankAccount | None:
    """The confirmed account of the case's subject; None where it has to confirm one first."""
    return queries.account_of(case.subject)


def _found(cases: Iterable[Case]) -> Mapping[str, list[Hanging]]:
    by_key = {str(one.pk): one for one in cases}
    rows = Commitment.objects.filter(case__in=list(by_key)).exclude(state__in=ENDED)
    rows = rows.select_related("subject").prefetch_related("tranches", "entries").order_by("made_at", "pk")
    unpaid: dict[str, dict[str, list[Commitment]]] = defaultdict(lambda: defaultdict(list))
    for one in rows:
        if one.unpaid:
            unpaid[one.case][_payee(one, by_key[one.case])].append(one)
    return {
        case: [
            _hanging(payee, them) for payee, them in sorted(groups.items(), key=lambda pair: bool(pair[0]))
        ]
        for case, groups in unpaid.items()
    }


def _payee(one: Commitment, case: Case) -> str:
    """Who is paid, where it is somebody else than the applicant."""
    return "" if one.subject is None or one.subject_id == case.subject_id else one.subject.name


def _hanging(payee: str, them: Sequence[Commitment]) -> Hanging:
    reserved = due = later = 0
    since: list[datetime] = []
    for one in them:
        decided = one.committed + one.ordered
        to_come = min(decided, sum(part.fen for part in one.tranches.all() if part.due_on > clock.today()))
        reserved, due, later = reserved + one.reserved, due + decided - to_come, later + to_come
        if decided > to_come:
            since.append(_decided_at(one))
    return Hanging(payee, reserved, due, later, max((clock.days_since(at) for at in since), default=0))


def _decided_at(one: Commitment) -> datetime:
    """When what was set aside was decided."""
    return min(
        (each.booked_at for each in one.entries.all() if each.kind == Kind.COMMIT), default=one.made_at
    )
