"""A county of the demonstration whose bureaus each have matters of their own."""

from __future__ import annotations

from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.demo.files import read


def write() -> int:
    """Enter for each type of ``data/bureaus.yaml`` whose people handle it; gives the number of types."""
    entered = 0
    for row in read("bureaus")["bureaus"]:
        body = Organisation.objects.get(name=row["organisation"], division=row["division"])
        contact = {name: row[name] for name in ("division", "telephone", "address", "hours")}
        for type_id in row["types"]:
            cases.set_office(SYSTEM, type_id=type_id, organisation=body.pk, **contact)
            entered += 1
    return entered
