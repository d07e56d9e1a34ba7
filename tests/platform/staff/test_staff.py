"""5.4: the share by firm, by county and year, with what is missing shown as missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import count, product

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from tests.platform.accounts import people
from zhiwei.engine.errors import InputError
from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.audit.models import Act
from zhiwei.platform.kit import clock
from zhiwei.platform.staff import queries, services
from zhiwei.platform.staff.models import Report
from zhiwei.platform.staff.rules import Share, Staff, share
from zhiwei.platform.staff.services import Refused
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import create_subject

pytestmark = pytest.mark.django_db
XIHU, YIWU = "330106", "330782"
_numbers = count(1)


@pytest.fixture(autouse=True)
def _in_2013() -> Iterator[None]:
    with clock.stopped(date(2013, 3, 4)):
        yield


def firm(division: str = XIHU) -> Subject:
    """A firm that somebody owns."""
    name = f"杭州翠苑{next(_numbers)}电子有限公司"
    owned = Organisation.objects.create(kind="enterprise", name=name, division=division)
    return create_subject(
        SYSTEM,
        entity="enterprise",
        name=name,
        division=division,
        legal_form="limited_company",
        organisation=owned,
    )


def owner(one: Subject) -> Viewer:
    """Who owns a firm."""
    return people.viewer(people.owner(one.organisation))


def official(division: str = XIHU) -> Viewer:
    """An official of a county."""
    return people.viewer(people.official(Role.COUNTY, division))


def reported(*numbers: int | None, year: int = 2012, division: str = XIHU) -> Subject:
    """A firm of which the statistics say so many technology staff, skilled workers, and staff."""
    made = firm(division)
    technology, skilled, total = numbers
    services.report(SYSTEM, made, year=year, technology=technology, skilled=skilled, total=total)
    return made


def test_5_4_the_share_is_computed_per_firm_and_year() -> None:
    one = reported(12, 8, 80)
    services.report(SYSTEM, one, year=2013, technology=15, skilled=10, total=100)
    assert [(row.year, row.share.value) for row in queries.of_firm(one)] == [
        (2013, Fraction(1, 4)), (2012, Fraction(1, 4)),
    ]  # fmt: skip
    assert [queries.of(row).share.value for row in queries.of_firms(official(), 2012)] == [Fraction(20, 80)]
    assert not queries.of_firms(official(YIWU), 2012).exists()


def test_5_4_the_share_is_computed_per_county_and_year() -> None:
    """(20 + 5) of (80 + 20), the firm that lacks a number and the one that said nothing left out and counted."""
    reported(12, 8, 80)
    reported(5, 0, 20)
    reported(9, None, 30)
    firm()
    reported(1, 1, 4, division=YIWU)
    reported(1, 1, 2, year=2013)
    xihu, yiwu = queries.of_places(2012)
    assert (xihu.division, xihu.complete, xihu.incomplete, xihu.silent) == (XIHU, 2, 1, 2)
    assert (xihu.staff, xihu.share.value) == (Staff(17, 8, 100), Fraction(1, 4))
    assert (yiwu.division, yiwu.share.value) == (YIWU, Fraction(1, 2))


def test_the_rulebook_is_asked_about_kinds_of_reports_and_not_about_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number in range(12):
        reported(number, 1, 20 + number, division=YIWU if number % 2 else XIHU)
    asked: list[Staff] = []
    monkeypatch.setattr(queries, "share", lambda staff, year: asked.append(staff) or share(staff, year))
    xihu, yiwu = queries.of_places(2012)
    assert (xihu.complete, yiwu.complete) == (6, 6)
    assert len(asked) == 4  # for each county one report of its only kind, and the sums
    assert asked[-2:] == [
        Staff(0 + 2 + 4 + 6 + 8 + 10, 6, 120 + 30),
        Staff(1 + 3 + 5 + 7 + 9 + 11, 6, 120 + 36),
    ]


def test_reports_that_the_sums_put_together_are_treated_alike_by_the_rule() -> None:
    """What the database tells apart settles whether there is a share, for all small numbers and what is missing."""
    numbers = (None, 0, 1, 2, 3)
    found: dict[tuple[object, ...], set[bool]] = {}
    for technology, skilled, total in product(numbers, repeat=3):
        try:
            known = share(Staff(technology, skilled, total), 2012).value is not None
        except InputError:
            known = False
        parts = (technology or 0) + (skilled or 0)
        missing = (technology is None, skilled is None, total is None)
        against = None if total is None else (total > parts) - (total < parts)
        kind = (*missing, total == 0, against)
        found.setdefault(kind, set()).add(known)
    assert [kind for kind, seen in found.items() if len(seen) > 1] == []
    whole, lacks = (False, False, False, False), lambda *missing: (*missing, False, False, 0)
    assert {kind for kind, seen in found.items() if seen == {True}} == {
        (*whole, 1), (*whole, 0),
        lacks(True, False), lacks(False, True),  # what is missing can only be none
    }  # fmt: skip


def test_reports_that_contradict_themselves_or_have_nobody_count_as_incomplete() -> None:
    reported(2, 1, 10)
    reported(0, 0, 0)
    Report.objects.create(firm=firm(), year=2012, technology=8, skilled=8, total=10, source="self")
    (place,) = queries.of_places(2012)
    assert (place.complete, place.incomplete, place.staff) == (1, 2, Staff(2, 1, 10))


def test_5_4_missing_is_missing_and_not_zero() -> None:
    lacking = reported(9, None, 30)
    (row,) = queries.of_firm(lacking)
    assert row.share == Share(None, ("skilled_staff",))
    (place,) = queries.of_places(2012)
    assert place.share == Share(None, ("all_staff", "skilled_staff", "technology_staff"))
    nobody = reported(0, 0, 0)
    assert queries.of_firm(nobody)[0].share == Share(None)  # not applicable, nothing is missing
    page = Client().get("/staff/", {"year": "2012"}).content.decode()
    assert "缺：" in page
    assert "0%" not in page


def test_the_statistics_go_before_the_firms_own_word_and_later_before_earlier() -> None:
    one = firm()
    services.report(owner(one), one, year=2012, technology=40, skilled=0, total=80)
    assert queries.of_firm(one)[0].share.value == Fraction(1, 2)
    services.report(official(), one, year=2012, technology=8, skilled=8, total=80)
    services.report(official(), one, year=2012, technology=12, skilled=8, total=80)
    services.report(owner(one), one, year=2012, technology=80, skilled=0, total=80)
    (row,) = queries.of_firm(one)
    assert (row.share.value, row.source) == (Fraction(1, 4), "统计部门")
    assert Report.objects.count() == 4
    assert Act.objects.filter(act="staff.report").count() == 4


def test_a_report_is_checked_and_kept_by_who_may(db: None) -> None:
    one = firm()
    with pytest.raises(Refused, match="科技人员与高技能人才之和不多于职工总数"):
        services.report(owner(one), one, year=2012, technology=6, skilled=5, total=10)
    with pytest.raises(Refused, match="至少填写一个数"):
        services.report(owner(one), one, year=2012)
    with pytest.raises(Refused, match="年度须在 2012 年和今年之间"):
        services.report(owner(one), one, year=2014, total=1)
    for viewer in (owner(firm()), official(YIWU)):
        with pytest.raises(PermissionDenied):
            services.report(viewer, one, year=2012, total=1)


def client_of(user: object) -> Client:
    """Somebody logged in."""
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def test_the_share_itself_cannot_be_typed_and_others_see_nothing(db: None) -> None:
    one = firm()
    mine, county = client_of(people.owner(one.organisation)), client_of(people.official(Role.COUNTY, XIHU))
    form = {"year": "2012", "technology": "12", "skilled": "8", "total": "80", "share": "0.9"}
    mine.post(f"/my/staff/{one.pk}/", form)
    assert "25%" in mine.get(f"/my/staff/{one.pk}/").content.decode()
    wrong = mine.post(f"/my/staff/{one.pk}/", form | {"total": "5"})
    assert wrong.status_code == 422
    page = county.get("/office/staff/", {"year": "2012"}).content.decode()
    assert one.name in page
    assert "25%" in county.get(f"/office/staff/{one.pk}/").content.decode()
    file = county.get("/office/staff/", {"year": "2012", "firms-export": "csv"})
    assert f"{one.name},杭州市西湖区,12,8,80,25%" in b"".join(file).decode("utf-8-sig")  # type: ignore[arg-type]
    yiwu = client_of(people.official(Role.COUNTY, YIWU))
    assert one.name not in yiwu.get("/office/staff/", {"year": "2012"}).content.decode()
    assert yiwu.get(f"/office/staff/{one.pk}/").status_code == 404
    assert client_of(people.owner()).get(f"/my/staff/{one.pk}/").status_code == 404


def test_the_public_sees_no_figure_of_fewer_than_three_firms(client: Client) -> None:
    reported(12, 8, 80)
    reported(5, 0, 20)
    page = client.get("/staff/", {"year": "2012"}).content.decode()
    assert "不足 3 户，不公布" in page
    assert "25%" not in page
    reported(0, 0, 100)
    page = client.get("/staff/", {"year": "2012"}).content.decode()
    assert "12.5%" in page  # 25 of 200
