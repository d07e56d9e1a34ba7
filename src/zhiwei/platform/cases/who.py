"""Who did something in a case: the office for everybody who sees the case, the name too for officials of its place."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from zhiwei.platform.accounts import queries as people
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.accounts.words import office
from zhiwei.platform.cases.models import Case, Step
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.phrases import retold


def sees_names(viewer: Viewer, case: Case) -> bool:
    """Whether the viewer sees who somebody was, and not the office alone: officials of the case's place."""
    return viewer.is_system or viewer.covers(case.division)


def is_own(viewer: Viewer, case: Case) -> bool:
    """Whether the viewer belongs to the firm whose case it is."""
    return case.subject.organisation_id in viewer.organisation_ids


def only_invited(viewer: Viewer, case: Case) -> bool:
    """Whether the viewer is no more than invited to a case: who came to the counter, and what the firm complained of, is
    not for him."""
    return not (sees_names(viewer, case) or is_own(viewer, case))


def of_step(step: Step, *, names: bool) -> str:
    """Who took a step; of the installation itself which of its runs did."""
    if step.by is None:
        return _("系统（%(task)s）") % {"task": retold(step.office)} if step.office else _("系统")
    return _told(step.by, office(of_the_case(step.office, step.case)), names)


def of_the_case(held: str, case: Case) -> str:
    """Of the memberships of somebody who acts for several firms that of the case's firm; all of an official's."""
    firm = case.subject.organisation
    own = [one for one in held.split("；") if firm is not None and one.startswith(f"{firm.name}（")]
    return "；".join(own) or held


def of_act(user: User | None, at: datetime, *, names: bool, case: Case | None = None) -> str:
    """Who did what keeps no office of its own, such as the answer to an objection: with the office he held on that day."""
    if user is None:
        return ""
    held = people.viewer(user, day=clock.day_of(at)).office
    return _told(user, office(of_the_case(held, case) if case is not None else held), names)


def _told(user: User, held: str, names: bool) -> str:
    if not names:
        return held
    return _("%(name)s，%(office)s") % {"name": user, "office": held} if held else str(user)
