"""Who may do what with a filing: the table of permissions, and the rule that maker and checker are two persons."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts import queries as accounts
from zhiwei.platform.accounts.viewer import Grant, Viewer
from zhiwei.platform.decisions.models import Ending, Filing, State
from zhiwei.platform.kit import clock


def may_file(viewer: Viewer, division: str) -> bool:
    """Whether the viewer may prepare and submit filings of a division."""
    return viewer.may("decisions.draft", division=division)


def may_check(viewer: Viewer, filing: Filing) -> bool:
    """Whether the viewer may approve or return this filing now: another official of its division or of one above."""
    able = viewer.may("decisions.approve", division=filing.division)
    return able and filing.state == State.SUBMITTED and viewer.user_id not in (None, filing.made_by_id)


def may_close(viewer: Viewer, filing: Filing) -> bool:
    """Whether the viewer may take this filing back before it takes effect: who filed it, or a colleague of his office."""
    open_still = filing.state in (State.DRAFT, State.RETURNED, State.SUBMITTED)
    able = viewer.may("decisions.draft", division=filing.division)
    return able and open_still and (viewer.is_system or _of_its_office(viewer, filing))


def may_propose_end(viewer: Viewer, filing: Filing) -> bool:
    """Whether the viewer may propose now that this decision in effect ends."""
    able = viewer.user_id is not None and viewer.may("decisions.withdraw", division=filing.division)
    return (
        able
        and filing.state == State.APPROVED
        and not filing.endings.filter(state=Ending.State.WAITING).exists()
    )


def may_agree(viewer: Viewer, one: Ending) -> bool:
    """Whether the viewer may let a decision end now as proposed: another official of its division or of one above."""
    able = viewer.may("decisions.approve", division=one.filing.division)
    return able and one.state == Ending.State.WAITING and viewer.user_id not in (None, one.made_by_id)


def may_drop(viewer: Viewer, one: Ending) -> bool:
    """Whether a proposal to end a decision is the viewer's to take back, or to refuse."""
    own = viewer.user_id is not None and viewer.user_id == one.made_by_id
    return own or viewer.may("decisions.approve", division=one.filing.division)


def _of_its_office(viewer: Viewer, filing: Filing) -> bool:
    """Whether the viewer made a filing, or holds a role that files for the place in the organisation its maker filed for."""
    if filing.made_by is None or viewer.user_id == filing.made_by_id:
        return True
    day = clock.day_of(filing.submitted_at or filing.made_at)
    return not _offices(accounts.grants(filing.made_by, day), filing).isdisjoint(
        _offices(viewer.grants, filing)
    )


def _offices(grants: Iterable[Grant], filing: Filing) -> set[UUID]:
    """The organisations in which some of the roles file for the place."""
    able = (one for one in grants if one.reaches("decisions.draft", filing.division, None))
    return {one.organisation_id for one in able}


def may_take_over(viewer: Viewer) -> bool:
    """Whether the viewer may enter decisions that took effect on paper: the province, and the installation itself."""
    province = next(one.code for one in load_divisions() if not one.parent)
    return viewer.may("decisions.approve", division=province)
