"""The demonstration's local decisions: those in effect since 2012, and one that waits for a colleague's check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhiwei.platform.decisions import services
from zhiwei.platform.demo.files import read
from zhiwei.platform.demo.paying import viewer
from zhiwei.platform.kit import clock

PAIRS = {"330110": ("county", "county2"), "330100": ("city", "city2"), "330183": ("city", "city2")}
"""Who drafts and who checks for a division; for those whose officials do not log in to the demonstration, the province."""
PROVINCE = ("province", "province2")


def write() -> None:
    """File what ``data/decisions.yaml`` holds, each on the day it was issued, by two officials."""
    found = read("decisions")
    people = {name: viewer(name) for pair in (*PAIRS.values(), PROVINCE) for name in pair}
    for one in found["decisions"]:
        drafter, checker = (people[name] for name in PAIRS.get(one["division"], PROVINCE))
        with clock.stopped(one["issued"]):
            filing = services.draft(drafter, content(one))
            filing = services.submit(drafter, filing.pk, revision=filing.revision)
            services.approve(checker, filing.pk, revision=filing.revision)
    for one in found["waiting"]:
        filing = services.draft(people["county"], content(one))
        services.submit(people["county"], filing.pk, revision=filing.revision)


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
        "note": one.get("note", ""),
    }
