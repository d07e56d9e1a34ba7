"""14.4: recognitions by level, the filing with the tax office, and its list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from tests.platform.accounts import people
from tests.platform.bases import world
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.answers import receipts
from zhiwei.platform.audit.models import Reading
from zhiwei.platform.bases.models import Base
from zhiwei.platform.bases.relief import law, services, views
from zhiwei.platform.bases.services import Refused
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db
DAY = date(2014, 9, 1)
"""Of the year after the tax year: the national text on 2013 was issued on the last day of 2013."""


@pytest.fixture(autouse=True)
def _on_the_day(settings: Any) -> Iterator[None]:
    settings.SECOND_FACTOR = False
    with clock.stopped(DAY):
        yield


def city() -> Any:
    return world.official(Role.CITY, "330100")


def recognised(base: Base, viewer: Any, level: str, on: date, what: str = "demonstration") -> None:
    services.recognise(viewer, base, what=what, level=level, recognised_on=on, document=f"{level}〔2013〕1号")


def filed(base: Base, year: str = "2013") -> Case:
    return cases.open_case(
        people.viewer(world.operator(base)), "land_use_tax_relief", base.subject, key=f"relief/{base.pk}/{year}",
        origin="applicant", content={"tax_year": year, "land_area": "4000"},
    )  # fmt: skip


def test_14_4_a_countys_recognition_is_not_enough_and_the_answer_says_why() -> None:
    base = world.base("杭州云栖孵化器")
    with pytest.raises(cases.Refused, match="没有被认定为创业示范基地"):
        filed(base)
    recognised(base, world.county(), "county", date(2013, 2, 1))
    with pytest.raises(cases.Refused, match="只经县级认定，须经市级以上认定才能享受"):
        filed(base)
    assert law.relief(base, DAY).measures["14.4"].verdict == "not_entitled"
    recognised(base, city(), "city", date(2013, 6, 3))
    assert law.relief(base, date(2013, 6, 2)).measures["14.4"].verdict == "not_entitled"
    assert law.relief(base, date(2013, 6, 3)).measures["14.4"].verdict == "entitled"
    assert filed(base).state == "submitted"
    with pytest.raises(cases.Refused, match="2013 年度已经备案"):
        cases.open_case(
            people.viewer(world.operator(base)), "land_use_tax_relief", base.subject, key="again", origin="applicant",
            content={"tax_year": "2013", "land_area": "4000"},
        )  # fmt: skip


def test_14_4_the_amount_follows_the_national_rule_and_is_not_typed() -> None:
    base = world.base("杭州云栖孵化器")
    recognised(base, city(), "city", date(2013, 6, 3))
    tax = world.official(Role.TAX, world.XIHU)
    first = filed(base, "2013")
    with pytest.raises(cases.Refused, match="这一步没有“amount”这一项"):
        world.step(tax, first, "record", tax_due="12000", amount="12000")
    made = world.step(tax, first, "record", tax_due="12000", used_for_incubation=True)
    assert (made.state, made.data["amount"], made.data["national_verdict"]) == ("recorded", 0, "not_entitled")
    assert made.receipt is not None
    assert receipts.check(made.receipt) == []
    # an incubator that the state recognised has the whole tax free
    other = world.base("杭州古荡孵化器")
    recognised(other, city(), "city", date(2013, 6, 3))
    recognised(other, world.official(), "state", date(2013, 6, 3), "incubator")
    done = world.step(tax, filed(other), "record", tax_due="12000", used_for_incubation=True)
    assert done.data["amount"] == 12_000_00


def test_14_4_each_level_enters_its_own_and_the_ranking_counts() -> None:
    base = world.base("杭州云栖孵化器")
    with pytest.raises(PermissionDenied):
        recognised(base, world.county(), "city", date(2013, 6, 3))
    with pytest.raises(PermissionDenied):
        recognised(base, world.official(Role.COUNTY, "330782"), "county", date(2013, 6, 3))
    with pytest.raises(Refused, match="由县、市、省认定"):
        recognised(base, world.official(), "state", date(2013, 6, 3))
    recognised(base, world.county(), "county", date(2013, 2, 1))
    with pytest.raises(Refused, match="已经登记"):
        recognised(base, world.county(), "county", date(2013, 2, 2))
    base.recognised_on, base.document = date(2012, 10, 15), "浙企领〔2012〕8号"
    base.save()
    held = law.standing(base, DAY)
    assert (held.level, held.since, held.status) == ("province", date(2012, 10, 15), "other")
    entry = base.recognitions.get()
    services.strike(world.county(), entry, "登记有误")
    assert base.recognitions.filter(struck_at=None).count() == 0


def test_14_4_the_list_of_the_tax_office() -> None:
    base, county_only = world.base("杭州云栖孵化器"), world.base("杭州古荡孵化器")
    recognised(base, city(), "city", date(2013, 6, 3))
    recognised(county_only, world.county(), "county", date(2013, 2, 1))
    world.step(world.official(Role.TAX, world.XIHU), filed(base), "record", tax_due="12000")
    found = {row.base.subject.name: row for row in views.rows(2013, frozenset({world.XIHU}))}
    assert (found["杭州云栖孵化器"].verdict, found["杭州云栖孵化器"].amount) == ("entitled", 0)
    assert found["杭州古荡孵化器"].why == "只经县级认定，须市级以上"
    tax = Client()
    tax.force_login(people.official(Role.TAX, world.XIHU))
    page = tax.get("/office/bases/relief/?year=2013").content.decode()
    assert "杭州古荡孵化器" in page
    assert "只经县级认定，须市级以上" in page
    exported = tax.get("/office/bases/relief/?year=2013&export=csv").getvalue().decode("utf-8-sig")
    assert "杭州云栖孵化器" in exported
    for looked in Reading.objects.all():  # the page and the file; the other base has filed nothing
        assert [(one["key"], one["fields"]) for one in looked.items] == [(str(base.subject_id), ["amount"])]
    assert Reading.objects.count() == 2
    elsewhere = Client()
    elsewhere.force_login(people.official(Role.TAX, "330782"))
    assert "杭州云栖孵化器" not in elsewhere.get("/office/bases/relief/?year=2013").content.decode()
    official = Client()
    official.force_login(people.official(Role.COUNTY, world.XIHU))
    address = f"/office/bases/{base.subject_id}/recognitions/"
    assert address in official.get(f"/office/bases/{base.subject_id}/").content.decode()
    sent = {
        "what": "demonstration",
        "level": "county",
        "recognised_on": "2013-01-04",
        "document": "西科〔2013〕1号",
    }
    assert official.post(address, {**sent, "level": "city"}).status_code == 422
    assert official.post(address, sent).status_code == 302
    assert elsewhere.get(address).status_code == 404
