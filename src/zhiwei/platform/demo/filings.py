"""The demonstration's local decisions: those in effect since 2012, and one that waits for a colleague's check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhiwei.platform.accounts import queries
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.decisions import services
from zhiwei.platform.demo.files import read


def write() -> None:
    """File what ``data/decisions.yaml`` holds."""
    found = read("decisions")
    services.take_over(SYSTEM, [content(one) | {"filed_on": one["issued"]} for one in found["decisions"]])
    county = queries.viewer(User.objects.get(username="county"))
    for one in found["waiting"]:
        filing = services.draft(county, content(one))
        services.submit(county, filing.pk, revision=filing.revision)


def content(one: Mapping[str, Any]) -> dict[str, Any]:
    """A paper of the data file as the services take it."""
    return {
        "division": one["division"],
        "document": one["document"],
        "title": one["title"],
        "sentence": one["sentence"],
        "fills": one.get("fills", {}),
        "declines": one.get("declines", False),
        "issued_on": one["issued"],
        "from_day": one["from"],
        "to_day": one.get("to"),
    }
