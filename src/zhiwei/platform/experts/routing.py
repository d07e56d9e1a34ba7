"""Which experts a question goes to: those of its field who advise where the firm is, and nobody else."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.models import Membership
from zhiwei.platform.accounts.models.memberships import on
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.cases.models import Participant
from zhiwei.platform.experts.models import Expert, Question
from zhiwei.platform.kit import clock

PROVINCE = "330000"
ROLE = str(Role.EXPERT.value)


def above(division: str) -> list[str]:
    """A division and those above it, the nearest first."""
    return [division, *load_divisions().ancestors(division)]


def serving() -> QuerySet[Expert]:
    """Experts in the group today who may log in as such."""
    held = Membership.objects.filter(on(clock.today()), role=ROLE)
    return Expert.objects.filter(
        state=Expert.State.ACTIVE, user__is_active=True, user__in=held.values("user")
    ).select_related("user")


def of_field(field: str, divisions: Iterable[str]) -> QuerySet[Expert]:
    """The experts of a field who advise in one of some divisions."""
    return serving().filter(expertise__field=field, division__in=list(divisions))


def nearest(question: Question) -> QuerySet[Expert]:
    """Of the county and its city; of the province where those have nobody in the field."""
    places = above(question.division)
    near = of_field(question.field, [code for code in places if code != PROVINCE])
    return near if near.exists() else of_field(question.field, [PROVINCE])


def invite(question: Question, experts: Iterable[Expert]) -> None:
    """Make experts parties of a question's case; again does nothing."""
    for one in experts:
        Participant.objects.get_or_create(case=question.case, user_id=one.user_id, role=ROLE)


def dismiss(question: Question, keep: Iterable[Expert] = ()) -> None:
    """Let a question be seen no more by experts other than some."""
    users = [one.user_id for one in keep]
    question.case.participants.filter(role=ROLE).exclude(user_id__in=users).delete()


def catch_up(expert: Expert) -> int:
    """Bring the open questions an expert sees in step with his fields and place; gives how many he sees."""
    waiting = Question.objects.filter(case__ended_at=None).select_related("case")
    fields = set(expert.expertise.values_list("field", flat=True))
    active = expert.state == Expert.State.ACTIVE
    seen = 0
    for one in waiting:
        mine = Q(user_id=expert.user_id, role=ROLE)
        if not active or one.field not in fields:
            one.case.participants.filter(mine).delete()
            continue
        if (expert.division in above(one.division) and expert.division != PROVINCE) or nearest(one).filter(
            pk=expert.pk
        ).exists():
            invite(one, [expert])
        seen += one.case.participants.filter(mine).exists()
    return seen
