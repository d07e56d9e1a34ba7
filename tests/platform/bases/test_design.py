"""21.2: twelve places, the grant of each, local money year by year in both readings."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client

from tests.platform.accounts import people
from tests.platform.at_once import processes
from tests.platform.bases import world
from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.bases.design import law, queries, services
from zhiwei.platform.bases.models import DesignPlace
from zhiwei.platform.bases.services import Refused
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.faults import Refused as LedgerRefused
from zhiwei.platform.ledger.models import Commitment
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import create_subject
from zhiwei.platform.wheel.models import Entry

NOTICE = timedelta(days=8)
SETUP = """
import django; django.setup()
from tests.platform.bases import test_design as one
one.taken(11)
print(*(one.design_base(number).pk for number in range(3)))
"""
TAKE = """
import django; django.setup()
import sys
from django.db import transaction
from zhiwei.platform.bases.design import places
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.subjects.models import Subject
subject = Subject.objects.get(pk=sys.argv[1])
print("up", flush=True)
sys.stdin.readline()
try:
    with transaction.atomic():
        places.take(subject, subject.pk, "document")
    print("done", flush=True)
except Refused:
    print("refused", flush=True)
"""


@pytest.fixture(autouse=True)
def _on_the_day(settings: Any) -> Iterator[None]:
    settings.SECOND_FACTOR = False
    with clock.stopped(world.DAY):
        yield


def design_base(number: int = 1) -> Subject:
    name = f"杭州匠心{number}号设计基地"
    return create_subject(
        SYSTEM, entity="design_base", name=name, division=world.XIHU, founded_on=date(2010, 1, 4),
        received_on=date(2010, 1, 4),
        organisation=Organisation.objects.create(kind="base", name=name, division=world.XIHU),
    )  # fmt: skip


def operator(subject: Subject) -> Any:
    user = people.person()
    people.member(user, Role.INCUBATOR, organisation=subject.organisation)
    return user


def announced(subject: Subject) -> Case:
    """An application whose public notice is over."""
    made = cases.open_case(
        people.viewer(operator(subject)), "design_base", subject, key=f"design/{subject.pk}", origin="applicant",
        content={"summary": "入驻设计企业三十家"},
    )  # fmt: skip
    world.step(world.county(), made, "recommend", opinion="符合")
    world.step(world.official(), made, "publish", finding="同意")
    with clock.stopped(world.DAY + NOTICE):
        cases.tick(clock.now())
    return Case.objects.get(pk=made.pk)


def recognised(subject: Subject) -> Case:
    case = announced(subject)
    with clock.stopped(world.DAY + NOTICE):
        return world.step(world.official(), case, "recognise", document="浙经信〔2012〕9号")


def taken(numbers: int) -> None:
    for number in range(1, numbers + 1):
        subject = design_base(100 + number)
        DesignPlace.objects.create(
            number=number, subject=subject, case=subject.pk, document="浙经信〔2012〕1号"
        )


@pytest.mark.django_db
def test_21_2_from_the_application_to_the_paid_grant_of_the_sentence() -> None:
    there = world.fund(purpose="21.2")
    subject = design_base()
    case = announced(subject)
    with clock.stopped(world.DAY + NOTICE):
        with pytest.raises(cases.Refused, match="这一步没有“amount”这一项"):
            world.step(world.official(), case, "recognise", document="浙经信〔2012〕9号", amount="99")
        case = world.step(world.official(), case, "recognise", document="浙经信〔2012〕9号")
        assert DesignPlace.objects.get().number == 1
        held = Commitment.objects.get(case=str(case.pk))
        assert (held.fen, held.level, held.basis_kind) == (10_000_000_00, "province", "design_base")
        assert world.paid(case, there).state == "paid"
        with pytest.raises(cases.Refused, match="已经是省级特色工业设计示范基地"):
            cases.open_case(people.viewer(operator(subject)), "design_base", subject, key="again", origin="applicant",
                            content={"summary": "再来"})  # fmt: skip


@pytest.mark.django_db
def test_21_2_a_thirteenth_base_is_refused_with_the_sentence() -> None:
    world.fund(purpose="21.2", fen=500_000_000_00)
    taken(11)
    last, late = announced(design_base(1)), announced(design_base(2))
    with clock.stopped(world.DAY + NOTICE):
        world.step(world.official(), last, "recognise", document="浙经信〔2012〕9号")
        assert DesignPlace.objects.count() == law.target() == 12
        with pytest.raises(cases.Refused) as refused:
            world.step(world.official(), late, "recognise", document="浙经信〔2012〕9号")
        assert [fault.text for fault in refused.value.faults] == [
            "第 21.2/grant 句在 2012-09-03 的判定是“不能享受”"
        ]
        with pytest.raises(cases.Refused, match="已支持 12 个，达到 12 个；"):
            announced(design_base(3))
    assert Commitment.objects.count() == 1


@pytest.mark.django_db
def test_21_2_local_money_is_checked_year_by_year_in_both_readings() -> None:
    """7,518,797 yuan and thirty percent more each year reach thirty million; all twelve together would need 360 million."""
    world.fund(purpose="21.2")
    subject = design_base()
    recognised(subject)
    place = DesignPlace.objects.get()
    amounts = {2013: 7_518_797_00, 2014: 9_774_436_10, 2015: 12_706_766_93}
    for year, fen in amounts.items():
        with clock.stopped(date(year, 5, 6)):
            there = world.fund("county", world.XIHU, purpose="21.2", year=year)
            finance = world.official(Role.FINANCE, world.XIHU)
            services.match(finance, place, there, fen - 1_00, key=f"m{year}")
            services.match(finance, place, there, 1_00, key=f"n{year}")  # more in the same year
    with clock.stopped(date(2016, 1, 4)):
        found = {year: queries.report(year)[0] for year in (2013, 2014, 2015)}
        assert [found[year].fen for year in amounts] == list(amounts.values())
        assert found[2015].sum == 30_000_000_03
        assert found[2014].growth == Fraction(3, 10)
        assert (found[2015].each.growth, found[2015].each.sum, found[2015].each.verdict) == (
            True,
            True,
            "complied",
        )
        assert (found[2015].together.sum, found[2015].together.verdict) == (False, "breached")
        assert found[2015].readings_differ
        assert [found[year].each for year in (2013, 2014)] == [law.NOT_YET] * 2  # no three years yet
        after = queries.report(2016)[0]  # shows how the three years ended
        assert (after.fen, after.sum, after.each.verdict) == (0, 30_000_000_03, "complied")
        assert queries.years() == [2015, 2014, 2013, 2012]
        assert law.advice() == 7_518_797_00
        services.publish(world.official(), 2015, document="浙经信〔2016〕1号", address="https://example.org/")
        assert Entry.objects.filter(duty="design_base_matching", year=2015).count() == 2
        with pytest.raises(PermissionDenied):
            services.publish(world.county(), 2015, document="文", address="https://example.org/")
        with pytest.raises(Refused, match="2011 年度还没有"):
            services.publish(world.official(), 2011, document="文", address="https://example.org/")


@pytest.mark.django_db
def test_21_2_too_little_growth_and_too_small_a_first_year_fail() -> None:
    world.fund(purpose="21.2")
    division, each = world.XIHU, law.MatchTotalReading.EACH_BASE
    little = law.tests(division, {2013: 7_500_000_00, 2014: 9_750_000_00, 2015: 12_675_000_00}, 0, 2015, each)
    assert (little.growth, little.sum, little.verdict) == (True, False, "breached")
    slow = law.tests(division, {2013: 10_000_000_00, 2014: 12_999_000_00, 2015: 20_000_000_00}, 0, 2015, each)
    assert (slow.growth, slow.sum, slow.verdict) == (False, True, "breached")


@pytest.mark.django_db
def test_21_2_local_money_is_local_and_for_the_purpose() -> None:
    province = world.fund(purpose="21.2")
    recognised(design_base())
    place = DesignPlace.objects.get()
    with pytest.raises(Refused, match="须出自示范基地所在地"):
        services.match(world.official(Role.FINANCE, world.ZHEJIANG), place, province, 1, key="m")
    other = world.fund("county", world.XIHU, purpose="14.3")
    with pytest.raises(LedgerRefused, match="只能用于"):
        services.match(world.official(Role.FINANCE, world.XIHU), place, other, 1, key="m")


@pytest.mark.django_db
def test_21_2_pages_by_who_looks() -> None:
    world.fund(purpose="21.2")
    subject = design_base()
    client = Client()
    client.force_login(operator(subject))
    own = f"/my/{subject.pk}/design/"
    assert own in client.get(f"/my/{subject.pk}/").content.decode()
    assert f"/my/cases/new/design_base/{subject.pk}/" in client.get(own).content.decode()
    recognised(subject)
    there = world.fund("county", world.XIHU, purpose="21.2")
    finance = Client()
    finance.force_login(people.official(Role.FINANCE, world.XIHU))
    office = f"/office/bases/design/{subject.pk}/"
    assert office in finance.get("/office/bases/design/").content.decode()
    sent = {"fund": str(there.pk), "amount": "800万", "key": "k"}
    assert finance.post(office, {**sent, "amount": ""}).status_code == 422
    assert finance.post(office, sent).status_code == 302
    assert "8,000,000.00" in client.get(own).content.decode()
    public = Client().get("/bases/design/")
    assert "1 / 12 个" in public.content.decode()
    assert "7,518,797.00" in public.content.decode()
    elsewhere = Client()
    elsewhere.force_login(people.official(Role.COUNTY, "330782"))
    assert elsewhere.get(office).status_code == 404
    province = Client()
    province.force_login(people.official(Role.PROVINCE, world.ZHEJIANG))
    province.post("/office/bases/design/publish/", {"year": "2012", "document": "浙经信〔2013〕1号"})
    assert Entry.objects.filter(duty="design_base_matching", year=2012, kind="published").exists()


@pytest.mark.django_db(transaction=True)
def test_21_2_the_last_place_is_taken_once_by_threads_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("threads share one connection to a database in memory")
    world.fund(purpose="21.2", fen=500_000_000_00)
    taken(11)
    waiting = [announced(design_base(number)) for number in (1, 2, 3)]
    officials = [world.official() for _ in waiting]
    together, said = Barrier(len(waiting)), []

    def work(case: Case, by: Any) -> None:
        try:
            with clock.stopped(world.DAY + NOTICE):
                together.wait()
                world.step(by, case, "recognise", document="浙经信〔2012〕9号")
            said.append("done")
        except cases.Refused:
            said.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=work, args=pair) for pair in zip(waiting, officials, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["done", "refused", "refused"]
    assert (DesignPlace.objects.count(), Commitment.objects.count()) == (12, 1)


@pytest.mark.large
def test_21_2_the_last_place_is_taken_once_by_processes_on_one_file_of_sqlite(
    environment: dict[str, str],
) -> None:
    run = [sys.executable, "-c"]
    made = subprocess.run([*run, SETUP], env=environment, check=True, capture_output=True, text=True)
    said = processes([[*run, TAKE, key] for key in made.stdout.split()], environment)
    assert sorted(one.strip() for one in said) == ["done", "refused", "refused"]
