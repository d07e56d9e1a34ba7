"""Who takes part in a record beside its applicant: unit, firm and persons, as they are today."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from zhiwei.platform.accounts.models import Membership
from zhiwei.platform.accounts.models.memberships import on
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases.models import Participant
from zhiwei.platform.kit import clock
from zhiwei.platform.talent.kinds import AnyRecord
from zhiwei.platform.talent.models import EquityAward, Secondment, SpareTime, Split


class Party(NamedTuple):
    """An organisation and the role in which its people act."""

    organisation_id: UUID | None
    role: Role


def parties(record: AnyRecord) -> Iterator[Party]:
    """Unit, firm and persons of a record; its applicant, who needs no invitation, may be among them."""
    match record:
        case Secondment():
            yield Party(record.unit.organisation_id, Role.INSTITUTE)
            yield Party(record.firm.organisation_id, Role.OWNER)
        case SpareTime():
            yield Party(record.unit.organisation_id, Role.INSTITUTE)
        case Split():
            for member in record.members.select_related("researcher"):
                yield Party(member.researcher.organisation_id, Role.RESEARCHER)
        case EquityAward():
            yield Party(record.researcher.organisation_id, Role.RESEARCHER)


def invite_all(record: AnyRecord) -> None:
    """Make everybody who speaks for a party today a participant of the case; again adds those who came since."""
    assert record.case is not None
    for party in parties(record):
        held = Membership.objects.filter(
            on(clock.today()), organisation=party.organisation_id, role=party.role
        )
        for user in set(held.values_list("user_id", flat=True)):
            _invite(record, user, party.role)


def join(viewer: Viewer, record: AnyRecord) -> None:
    """Make a viewer of a party a participant, who may have come after the case was opened."""
    if viewer.user_id is None or record.case is None:
        return
    for party in parties(record):
        if any(g.organisation_id == party.organisation_id and g.role == party.role for g in viewer.grants):
            _invite(record, viewer.user_id, party.role)


def _invite(record: AnyRecord, user: int, role: Role) -> None:
    Participant.objects.get_or_create(case=record.case, user_id=user, role=role.value)
