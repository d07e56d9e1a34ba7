"""Why a question cannot be put into SQL."""

from __future__ import annotations

from zhiwei.engine.errors import Defect, DefectError


class SqlRefused(DefectError):
    """What SQL could only answer inexactly is refused, with its reason."""


def refused(where: str, what: str, remedy: str = "") -> SqlRefused:
    """One refusal."""
    return SqlRefused([Defect(where, what, remedy)])
