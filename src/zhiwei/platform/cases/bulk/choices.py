"""What somebody may do by workbook: open cases of a type, or take a step in cases that wait for him.

A return names the defects of one case, and amending changes what one application said, with its documents: neither is the
same in many cases, so neither is offered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhiwei.platform.accounts.roles import OFFICIALS
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases import permissions
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.casetypes.model import APPLICANT, OPEN, SYSTEM_ACTOR, CaseType, Transition
from zhiwei.platform.cases.models import Origin
from zhiwei.platform.kit.language import titled
from zhiwei.platform.subjects.models import Subject


@dataclass(frozen=True, slots=True)
class Choice:
    """A step of a type, and in which way cases are opened by it."""

    kind: CaseType
    rule: Transition
    origin: str

    @property
    def key(self) -> str:
        """How addresses name it."""
        return f"{self.kind.id}:{self.rule.id}"

    @property
    def words(self) -> str:
        """How people call it."""
        return titled(self.kind.title, self.rule.words)


def choices(viewer: Viewer) -> list[Choice]:
    """Everything that the viewer's roles allow; which cases it may be done to is asked row by row."""
    return list(_choices(viewer))


def choice(viewer: Viewer, key: str) -> Choice | None:
    """The choice of a key; None where it is none of the viewer's."""
    return next((one for one in _choices(viewer) if one.key == key), None)


def _choices(viewer: Viewer) -> Iterator[Choice]:
    roles = {str(role.value) for role in viewer.roles}
    official = bool(viewer.roles & OFFICIALS)
    own = Subject.objects.filter(organisation__in=viewer.organisation_ids)
    entities = set(own.values_list("entity", flat=True).distinct())
    for kind in registry.all_types().values():
        ways = kind.start.ways
        firm = kind.entity in entities
        if firm and Origin.APPLICANT in ways and viewer.may("cases.apply"):
            yield Choice(kind, kind.start, Origin.APPLICANT.value)
        elif official and Origin.COUNTER in ways and roles & set(kind.start.counter):
            yield Choice(kind, kind.start, Origin.COUNTER.value)
        for rule in kind.transitions.values():
            named = set(rule.actors) - {APPLICANT, SYSTEM_ACTOR}
            mine = bool(named & roles) or (APPLICANT in rule.actors and firm)
            if mine and not (rule.returns or rule.amends) and viewer.may(permissions.ACT):
                yield Choice(kind, rule, "")


def opens(one: Choice) -> bool:
    """Whether it opens cases."""
    return one.rule.id == OPEN


def explained(one: Choice) -> str:
    """Which column says whom a row is about."""
    return _("主体的名称或号码") if opens(one) else _("办件编号")
