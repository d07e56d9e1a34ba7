"""Who may take which step of which case: the table of permissions, the actors of the type, and the two-person rule."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.roles import LEVELS, OFFICIALS, Role
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases import casetypes
from zhiwei.platform.cases.casetypes.model import APPLICANT, SYSTEM_ACTOR, CaseType, Transition
from zhiwei.platform.cases.invited import invitations
from zhiwei.platform.cases.models import Case, Origin, Step
from zhiwei.platform.subjects.models import Subject

ACT = "cases.act"
LEVEL_ROLES = {str(role.value): level for role, level in LEVELS.items()}
"""The level of the divisions that a role of government is of."""
LEVEL_NAMES = frozenset(LEVEL_ROLES)


def may_open(viewer: Viewer, kind: CaseType, subject: Subject, origin: str) -> bool:
    """Whether the viewer may begin a case of this type for a subject in this way."""
    if origin not in kind.start.ways:
        return False
    match origin:
        case Origin.PROACTIVE:
            return viewer.is_system or _official(viewer, subject.division, kind.start.actors)
        case Origin.COUNTER:
            able = viewer.may("cases.counter", division=subject.division)
            return able and not viewer.is_system and _official(viewer, subject.division, kind.start.counter)
    return subject.organisation_id is not None and subject.organisation_id in viewer.organisation_ids and viewer.may(
        "cases.apply", organisation_id=subject.organisation_id
    )  # fmt: skip


def may_act(viewer: Viewer, case: Case, transition: Transition) -> bool:
    """Whether the viewer is one of the transition's actors for this case, whatever state it is in."""
    return actor_of(viewer, case, transition) != ""


def actor_of(viewer: Viewer, case: Case, transition: Transition) -> str:
    """The actor of the transition that the viewer is; '' if he is none."""
    if viewer.is_system:
        return SYSTEM_ACTOR if SYSTEM_ACTOR in transition.actors else ""
    for actor in transition.actors:
        if actor == APPLICANT:
            own = case.subject.organisation_id
            if own is not None and own in viewer.organisation_ids and viewer.may(ACT, organisation_id=own):
                return actor
            if _at_the_counter(viewer, case, transition):
                return actor
        elif actor != SYSTEM_ACTOR and _holds(viewer, case, actor):
            return actor
    raised = case.escalated_to
    if raised and LEVEL_NAMES & set(transition.actors) and viewer.covers(case.division, Role(raised)):
        return raised
    return ""


def of_office(viewer: Viewer, case: Case) -> bool:
    """Whether the viewer holds an office in the case's place that takes some step of its type."""
    roles = {actor for one in casetypes.get(case.type).transitions.values() for actor in one.actors}
    offices = roles - {APPLICANT, SYSTEM_ACTOR}
    return any(Role(one) in OFFICIALS and _holds(viewer, case, one) for one in offices)


def at_the_counter(viewer: Viewer, case: Case, transition: Transition) -> bool:
    """Whether the viewer takes the transition for somebody at the counter, being no actor of it by an office of his own."""
    own = any(_holds(viewer, case, one) for one in transition.actors if one not in (APPLICANT, SYSTEM_ACTOR))
    return APPLICANT in transition.actors and not own and _at_the_counter(viewer, case, transition)


def _at_the_counter(viewer: Viewer, case: Case, transition: Transition) -> bool:
    """Going on for somebody who filed at the counter and has no log-in; giving up stays with the applicant himself."""
    if case.origin != Origin.COUNTER or case.subject.organisation_id is not None or transition.withdraws:
        return False
    able = not viewer.is_system and viewer.may("cases.counter", division=case.division)
    return able and _official(viewer, case.division, casetypes.get(case.type).start.counter)


def _holds(viewer: Viewer, case: Case, actor: str) -> bool:
    role = Role(actor)
    if role in OFFICIALS:
        return viewer.covers(case.division, role) and viewer.may(ACT, division=case.division)
    if viewer.user_id is None or not viewer.has(role) or not viewer.may(ACT):
        return False
    return invitations(viewer).filter(case=case, role=actor).exists()


def _official(viewer: Viewer, division: str, roles: tuple[str, ...]) -> bool:
    names = [Role(one) for one in roles if one not in (APPLICANT, SYSTEM_ACTOR)]
    return any(role in OFFICIALS and viewer.covers(division, role) for role in names)


def returned(case: Case, kind: CaseType) -> bool:
    """Whether the case was given back since it was last reopened: what is wrong is told once, so it cannot be again."""
    for name in case.steps.order_by("-number").values_list("transition", flat=True):
        rule = kind.transition(name)
        if rule is not None and (rule.reopens or rule.returns):
            return not rule.reopens
    return False


def same_person(viewer: Viewer, case: Case, kind: CaseType, transition: Transition) -> Step | None:
    """The viewer's own step that forbids him this one, since the case was last reopened; None if there is none.

    Of a step that was taken again (after a return) the last time counts: that is what this one rests on.
    """
    if not transition.others or viewer.user_id is None:
        return None
    again = set[str]()
    for step in case.steps.order_by("-number"):
        if step.transition in transition.others and step.transition not in again:
            if step.by_id == viewer.user_id:
                return step
            again.add(step.transition)
        rule = kind.transition(step.transition)
        if rule is not None and rule.reopens:
            return None
    return None


def filed_at_the_counter(viewer: Viewer, case: Case) -> bool:
    """Whether the viewer wrote for the applicant at the counter what the case says: when it was filed, or changing it there."""
    if case.origin != Origin.COUNTER or viewer.user_id is None:
        return False
    return case.opened_by_id == viewer.user_id or Case.objects.filter(filed_by(viewer), pk=case.pk).exists()


def filed_by(viewer: Viewer) -> Q:
    """The condition that the viewer filed a case at the counter, as :func:`filed_at_the_counter` asks of one."""
    wrote = Step.objects.filter(
        case=OuterRef("pk"), by=viewer.user_id or 0, content__has_key="counter_person"
    )
    return Q(origin=Origin.COUNTER) & (Q(opened_by=viewer.user_id or 0) | Q(Exists(wrote)))


def barred(viewer: Viewer, case: Case, kind: CaseType, transition: Transition) -> str:
    """Why somebody else has to take a step of which the viewer is an actor: he took what it rests on, or he filed the case at
    the counter; '' where nothing bars him. What the applicant may do himself checks nothing, so who filed may go on with it.
    """
    if (mine := same_person(viewer, case, kind, transition)) is not None:
        earlier = kind.transition(mine.transition)
        said = _("“%(step)s”由您办理，“%(this)s”须由另一人办理")
        return said % {"step": earlier.words if earlier else "", "this": transition.words}
    if APPLICANT not in transition.actors and filed_at_the_counter(viewer, case):
        return _("本件由您在窗口代办，“%(this)s”须由另一人办理") % {"this": transition.words}
    return ""
