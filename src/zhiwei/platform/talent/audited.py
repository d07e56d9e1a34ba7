"""What the audit calls a researcher, and which researchers are about whom."""

from __future__ import annotations

from collections.abc import Iterator

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit.upwards import Record
from zhiwei.platform.talent import queries
from zhiwei.platform.talent.models import Researcher


def tell(researcher: Researcher) -> Record:
    """A researcher by unit and staff number; his name stays out of the audit."""
    return Record(researcher.organisation.name)


def owned_by(viewer: Viewer) -> Iterator[tuple[str, str]]:
    """The viewer's own entries as a researcher: he sees who looked at his name."""
    for one in queries.researchers_of(viewer):
        yield "researcher", str(one.pk)
