"""Who may do what with a filing: the table of permissions, and the rule that maker and checker are two persons."""

from __future__ import annotations

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.decisions.models import PUBLIC, Filing, State


def may_file(viewer: Viewer, division: str) -> bool:
    """Whether the viewer may prepare and submit filings of a division."""
    return viewer.may("decisions.draft", division=division)


def may_check(viewer: Viewer, filing: Filing) -> bool:
    """Whether the viewer may approve or return this filing now: another official of its division or of one above."""
    able = viewer.may("decisions.approve", division=filing.division)
    return able and filing.state == State.SUBMITTED and viewer.user_id not in (None, filing.made_by_id)


def may_close(viewer: Viewer, filing: Filing) -> bool:
    """Whether the viewer may withdraw this filing now: one in effect, or one that never took effect."""
    act = "decisions.withdraw" if filing.state in PUBLIC else "decisions.draft"
    return viewer.may(act, division=filing.division) and filing.state not in (
        State.WITHDRAWN,
        State.SUPERSEDED,
    )


def may_take_over(viewer: Viewer) -> bool:
    """Whether the viewer may enter decisions that took effect on paper: the province, and the installation itself."""
    province = next(one.code for one in load_divisions() if not one.parent)
    return viewer.may("decisions.approve", division=province)
