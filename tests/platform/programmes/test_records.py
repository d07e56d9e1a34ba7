"""Records made by cases, places by a parameter of the law, the other person, counts with targets, shares as facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.platform.accounts import people
from tests.platform.funds.world import officer
from tests.platform.programmes.documented import installed, subject
from tests.platform.programmes.world import act
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.audit.upwards import records_of, words_of
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.faults import Refused as CaseRefused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.programmes.files import get
from zhiwei.platform.programmes.models import Record
from zhiwei.platform.programmes.registers import counting, keeping
from zhiwei.platform.programmes.registers.facts import computed
from zhiwei.platform.programmes.registers.faults import Refused
from zhiwei.platform.subjects.models import Subject

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parent / "visits"
PLACES = 3
"""What the parameter local_match_years says in 2013."""


@pytest.fixture(scope="module", autouse=True)
def _own_folder() -> Iterator[None]:
    with installed(FOLDER):
        yield


@pytest.fixture
def base(db: None) -> Subject:
    """A base."""
    return subject("base", "杭州云栖创业园")


def visit(by: Viewer, base: Subject, place: str, on: str = "2013-04-01", **more: str) -> Record:
    """A visit entered by hand."""
    return keeping.enter(by, "visits", "visits", {"place": place, "made_on": on, **more}, owner=base)


def asked(base: Subject, on: str = "2013-06-03") -> Case:
    """The base asks for a visit."""
    own = people.viewer(people.owner(base.organisation, Role.INCUBATOR))
    return cases.open_case(
        own, "visit", base, key=f"visit/{Case.objects.count()}", origin="applicant",
        content={"place": "一号楼", "wanted_on": on},
    )  # fmt: skip


def test_a_case_writes_its_record(base: Subject) -> None:
    case = act(officer(), asked(base), "visit")
    made = Record.objects.get()
    assert (made.owner, made.case_id, made.title, made.day, made.place) == (
        base, case.pk, "一号楼", date(2013, 6, 3), 1,
    )  # fmt: skip
    told = records_of([("record", str(made.pk))])
    assert {one.name for one in told.values()} == {"一号楼"}
    assert words_of("record", {"programme": "visits", "register": "visits", "step": "check", "state": "checked"}) == {
        "programme": "走访基地", "register": "走访", "step": "核实", "state": "已核实",
    }  # fmt: skip


def test_a_day_that_is_over_and_a_full_register_stop_the_case(base: Subject) -> None:
    late = asked(base, "2013-06-02")
    with pytest.raises(CaseRefused, match="“希望日期”是 2013-06-02，已经过了，不能办理"):
        act(officer(), late, "visit")
    for number in range(PLACES):
        visit(SYSTEM, base, f"{number} 号楼")
    case = asked(base)
    with pytest.raises(CaseRefused, match="名额已满：共 3 个"):
        act(officer(), case, "visit")
    assert Case.objects.get(pk=case.pk).state == "asked"
    visit(SYSTEM, base, "去年的", "2012-11-01")  # places are counted by year
    keeping.strike(SYSTEM, Record.objects.get(title="0 号楼").pk, revision=1, note="记错了")
    act(officer(), case, "visit")
    assert Record.objects.get(case=case).place == 1


def test_who_entered_a_record_does_not_check_it(base: Subject) -> None:
    maker = officer()
    made = visit(maker, base, "一号楼")
    with pytest.raises(Refused, match="这条登记由您填写，须由另一人办理"):
        keeping.move(maker, made.pk, "check", revision=made.revision)
    assert keeping.move(officer(), made.pk, "check", revision=made.revision).state == "checked"


def test_counts_targets_and_shares(base: Subject) -> None:
    first = visit(SYSTEM, base, "一号楼", staff="4")
    visit(SYSTEM, base, "二号楼", staff="5")
    visit(SYSTEM, base, "三号楼", "2012-04-01", staff="7")
    keeping.move(officer(), first.pk, "check", revision=first.revision)
    whole = get("visits")
    found = [(one.number, one.target, one.percent) for one in counting.progress(whole)]
    assert found == [(3, 12, 25), (1, None, None), (16, None, None)]  # 12 by design_bases_target
    assert [one.number for one in counting.progress(whole, year=2013)] == [2, 1, 9]
    assert [one.number for one in counting.progress(whole, divisions={"330782"})] == [0, 0, 0]
    assert [(one.division, one.numbers) for one in counting.by_division(whole, {"330106", "330782"})] == [
        ("330106", (3, 1, 16))
    ]
    case = asked(base)
    facts = computed(whole, "shares", case, "base", 2013)
    assert {name: one["value"] for name, one in facts.items()} == {
        "resident_firms": 2, "average_technology_share": "1/2", "division": "330106",
    }  # fmt: skip
    none = computed(whole, "shares", case, "base", 2011)
    assert {name: one["value"] for name, one in none.items()} == {"resident_firms": 0, "division": "330106"}


def test_nothing_is_counted_of_another_year_of_the_case(base: Subject) -> None:
    visit(SYSTEM, base, "一号楼", "2012-04-01")
    with clock.stopped(date(2013, 6, 4)):
        case = asked(base, "2013-06-04")
    assert computed(get("visits"), "shares", case, "base", case.as_of.year)["resident_firms"]["value"] == 0
