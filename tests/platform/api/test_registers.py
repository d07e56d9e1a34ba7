"""The public registers over HTTP: what the pages show to everybody, with the same filters, as data."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from tests.platform.api.calls import get, pointers
from tests.platform.bases import world as bases
from tests.platform.training import world as training
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.bases import services
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db
NAMES = {
    "agencies", "bases", "courses", "expert-answers", "expert-sessions", "instruments", "programmes",
    "service-platforms", "trainers",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(date(2012, 9, 3)):
        yield


def exported(page: str, **query: str) -> list[dict[str, str]]:
    """The rows of the page's own csv file."""
    response: Any = Client().get(page, {**query, "export": "csv"})
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def test_every_register_is_named_with_its_columns_and_filters_and_can_be_read() -> None:
    items = get("/registers", "registers")["items"]
    assert {one["name"] for one in items} == NAMES
    for one in items:
        assert Client().get(one["page"]).status_code == 200
        content = get(one["href"].removeprefix("/api/v1"), "register")
        assert (content["register"], content["total"]) == (one["name"], len(content["items"]))
    courses = next(one for one in items if one["name"] == "courses")
    assert {one["name"] for one in courses["filters"]} == {"q", "division", "topic", "kind", "month", "free"}
    kinds = next(one for one in courses["filters"] if one["name"] == "kind")
    assert "16.3" in {one["value"] for one in kinds["choices"]}


def test_a_row_says_what_the_page_exports() -> None:
    base = bases.base("杭州云栖孵化器", area=900)
    services.move_in(SYSTEM, base, bases.firm("云栖1号软件有限公司"), on=bases.MOVED_IN, area=300)
    bases.base("杭州古荡创业园", area=12_000, kind="start_up_park")
    small, large = get("/registers/bases?sort=area", "register")["items"]
    assert small == {
        "href": f"/bases/{base.subject_id}/",
        "values": {
            "name": "杭州云栖孵化器", "kind": base.get_kind_display(), "investor": base.get_investor_display(),
            "division": "杭州市西湖区", "area": 900, "occupancy": "1/3", "residents": 1, "recognised_on": None,
        },
    }  # fmt: skip
    assert (large["values"]["name"], large["values"]["occupancy"]) == ("杭州古荡创业园", "0")
    assert Client().get(small["href"]).status_code == 200
    assert {row["基地"] for row in exported("/bases/")} == {"杭州云栖孵化器", "杭州古荡创业园"}
    first = get("/registers/bases?sort=-area&size=1", "register")
    assert (first["items"][0]["values"]["area"], first["pages"], first["total"]) == (12_000, 2, 2)
    assert get(first["next"].removeprefix("/api/v1"), "register")["items"][0]["values"]["area"] == 900


def test_the_filters_are_those_of_the_page() -> None:
    school = training.school()
    trainer = training.of(school, training.Role.TRAINER)
    commission = training.commissioned(school)
    for title, topic in (("小企业建账", "finance"), ("劳动合同", "law")):
        training.offered(trainer, commission, title=title, topic=topic)
    found = get("/registers/courses?topic=law", "register")
    assert [one["values"]["title"] for one in found["items"]] == ["劳动合同"]
    assert [row["课程"] for row in exported("/training/", topic="law")] == ["劳动合同"]
    named = get(f"/registers/courses?q={quote('建账')}", "register")
    assert named["total"] == 1


def test_what_cannot_be_read_is_refused_and_nothing_is_left_out_in_silence() -> None:
    wrong = get("/registers/courses?colour=red&topic=nothing&sort=teacher", status=422)
    assert sorted(pointers(wrong)) == ["?colour", "?sort", "?topic"]
    assert "按“teacher”排序" in str(wrong)
    get("/registers/nothing", status=404)
    assert pointers(get("/registers/bases?page=2", status=422)) == ["?page"]


def test_they_are_in_the_description() -> None:
    paths = get("/openapi.json")["paths"]
    assert "/api/v1/registers/{name}" in paths
    assert "security" not in paths["/api/v1/registers"]["get"]
