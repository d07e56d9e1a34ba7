"""Matters of a county divided among its bureaus: whose list begins with what, what stays one click away, who sees all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.platform.accounts import people
from tests.platform.cases import trial
from tests.platform.cases.test_objections import OBJECTION
from tests.platform.cases.test_pages import browser, text
from tests.platform.cases.test_steps import DAY, published
from tests.platform.cases.trial import XIHU, firm, opened, reward_decided
from zhiwei.platform.accounts.models import Organisation, User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.audit.models import Act
from zhiwei.platform.cases import queries, services
from zhiwei.platform.cases.bureaus import aside, of_objections, part
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case, Notice, Office
from zhiwei.platform.cases.offices import office_of
from zhiwei.platform.cases.work import objections, of_list
from zhiwei.platform.kit import clock
from zhiwei.platform.office import counts

pytestmark = pytest.mark.django_db
HANGZHOU, PHONE = "330100", "0571-12345678"


@pytest.fixture(autouse=True)
def _two_types(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The trial under three names, to be divided."""
    first = trial.types()["trial"]
    found = {"trial": first, "second": replace(first, id="second"), "third": replace(first, id="third")}
    monkeypatch.setattr(registry, "all_types", lambda: found)
    with clock.stopped(DAY):
        yield


def bureau(name: str, role: Role = Role.COUNTY, division: str = XIHU) -> User:
    """Somebody of an organisation of that name."""
    user = people.person()
    people.member(user, role, division, people.organisation(name, "department", division))
    return user


def body(name: str, division: str = XIHU) -> Organisation:
    return Organisation.objects.get(name=name, division=division)


def given(type_id: str, name: str, division: str = XIHU, of: str = XIHU) -> Office:
    """The office of a division for a type names an organisation (of another division where ``of`` says so)."""
    return services.set_office(
        SYSTEM, division=division, type_id=type_id, telephone=PHONE, organisation=body(name, of).pk
    )


def applied(*types: str) -> list[Case]:
    """A case of each type in 西湖区; the trial decides alike for all."""
    made = []
    for name in types:
        case = opened(firm(f"杭州{name}五金有限公司"))
        Case.objects.filter(pk=case.pk).update(type=name)
        made.append(Case.objects.get(pk=case.pk))
    return made


def seen(user: User, name: str = "open", which: str = "") -> set[str]:
    """The types of the cases that a list shows an official."""
    by = people.viewer(user)
    return set(part(of_list(by, name), aside(by), which).values_list("type", flat=True))


def divided() -> tuple[User, User]:
    """Two bureaus, each with a matter of its own; the third is nobody's. Somebody of each."""
    economy, science = bureau("经信局"), bureau("科技局")
    given("trial", "经信局")
    given("second", "科技局")
    return economy, science


def test_each_bureau_begins_with_its_own_and_with_what_is_nobodys() -> None:
    applied("trial", "second", "third")
    economy, science = divided()
    for name in ("todo", "open", "all"):
        assert (seen(economy, name), seen(economy, name, "others")) == ({"trial", "third"}, {"second"})
        assert (seen(science, name), seen(science, name, "others")) == ({"second", "third"}, {"trial"})
        assert seen(economy, name, "all") == {"trial", "second", "third"}


def test_the_page_says_that_it_is_an_order_and_leads_to_the_others_with_the_filters_kept() -> None:
    own, other, _third = applied("trial", "second", "third")
    economy, _science = divided()
    page = text(browser(economy).get("/office/cases/?list=open&q=五金"))
    assert own.number in page
    assert other.number not in page
    assert "这只是先后，不改变权限" in page
    found = re.search(r'href="([^"]*)">其他部门的办件 \(1\)', page)
    assert found is not None
    address = found[1].replace("&amp;", "&")
    assert set(address.lstrip("?").split("&")) == {"list=open", "q=%E4%BA%94%E9%87%91", "bureau=others"}
    page = text(browser(economy).get(f"/office/cases/{address}"))
    assert other.number in page
    assert own.number not in page
    assert "本单位的办件 (2)" in page
    assert "?list=todo&amp;q=%E4%BA%94%E9%87%91&amp;bureau=others" in page
    with_all = text(browser(economy).get("/office/cases/?list=open&bureau=all"))
    assert own.number in with_all
    assert other.number in with_all


def test_what_is_set_aside_may_be_handled_as_before() -> None:
    reward_decided()
    _own, other = applied("trial", "second")
    economy, _science = divided()
    by = people.viewer(economy)
    assert queries.visible_one(by, other.pk) == other
    assert services.act(by, other.pk, "check", revision=other.revision).state == "checked"


def test_where_no_office_names_an_organisation_all_is_as_before() -> None:
    applied("trial", "second")
    economy = bureau("经信局")
    services.set_office(SYSTEM, division=XIHU, type_id="trial", authority="窗口", telephone=PHONE)
    assert aside(people.viewer(economy)) is None
    page = text(browser(economy).get("/office/cases/?list=open&bureau=others"))
    assert all(case.number in page for case in Case.objects.all())
    assert "其他部门" not in page


def test_who_belongs_to_two_bureaus_begins_with_the_matters_of_both() -> None:
    applied("trial", "second", "third")
    both, _science = divided()
    bureau("人社局")
    given("third", "人社局")
    people.member(both, Role.COUNTY, XIHU, body("科技局"))
    assert (seen(both), seen(both, which="others")) == ({"trial", "second"}, {"third"})


def test_who_assigns_and_has_no_matter_of_his_own_sees_all_and_so_does_who_only_reads() -> None:
    applied("trial", "second", "third")
    divided()
    for user in (bureau("区政府办公室"), bureau("审计局", Role.AUDITOR)):
        assert aside(people.viewer(user)) is None
        assert seen(user) == {"trial", "second", "third"}


def test_a_step_that_nobody_of_the_bureau_can_take_stays_with_those_who_can() -> None:
    applied("trial", "second")
    divided()
    finance = bureau("财政局", Role.FINANCE)
    assert seen(finance) == set()
    Case.objects.filter(type="trial").update(state="cleared")  # waits for the payment
    assert (seen(finance, "todo"), seen(finance)) == ({"trial"}, {"trial"})
    assert seen(finance, which="others") == {"second"}
    bureau("经信局", Role.FINANCE)  # now the economy bureau can pay by itself
    assert (seen(finance, "todo"), seen(finance, "todo", "others")) == (set(), {"trial"})
    services.set_office(
        SYSTEM, division=XIHU, type_id="trial", telephone=PHONE, organisation=body("财政局").pk
    )
    assert seen(finance, "todo") == {"trial"}


def test_a_bureau_whose_people_have_left_keeps_nothing_from_the_others() -> None:
    applied("second")
    economy, science = divided()
    assert seen(economy, "todo") == set()
    held = science.memberships.get()
    held.to_day = DAY.replace(day=1)
    held.save()
    assert seen(economy, "todo") == {"second"}


def test_what_is_assigned_to_me_is_at_hand_whosever_matter_it_is() -> None:
    [case] = applied("second")
    economy, science = divided()
    services.assign(people.viewer(science), case.pk, economy)
    assert (seen(economy, "mine"), seen(economy, "open")) == ({"second"}, {"second"})


def test_the_office_of_the_county_wins_over_that_of_the_city() -> None:
    applied("trial", "third")
    economy, _science = divided()
    above = bureau("市经信局", Role.CITY, HANGZHOU)
    sent = people.person()
    people.member(sent, Role.COUNTY, XIHU, body("市经信局", HANGZHOU))
    given("third", "市经信局", HANGZHOU, HANGZHOU)
    assert (seen(economy), seen(economy, which="others")) == ({"trial"}, {"third"})
    assert seen(sent) == {"third"}
    given("third", "经信局")
    assert (seen(economy), seen(sent)) == ({"trial", "third"}, set())
    assert seen(above) == {"trial", "third"}  # what a county divides is divided among its own people
    services.set_office(SYSTEM, division=XIHU, type_id="third", authority="窗口", telephone=PHONE)
    assert seen(sent) == {"third"}  # the county's office, which names nobody


def test_the_entry_for_all_matters_stands_behind_that_for_one() -> None:
    applied("trial", "second", "third")
    economy, science = divided()
    given("", "科技局")
    assert (seen(economy), seen(science)) == ({"trial"}, {"second", "third"})


def test_objections_stand_apart_as_their_cases_do() -> None:
    case = published()
    Case.objects.filter(pk=case.pk).update(type="second")
    Notice.objects.update(type="second")
    services.object_to(SYSTEM, Notice.objects.get().pk, **OBJECTION)
    economy, science = divided()
    for user, own, others in ((economy, 0, 1), (science, 1, 0)):
        by = people.viewer(user)
        for which, count in (("", own), ("others", others), ("all", 1)):
            assert of_objections(objections(by), aside(by), which).count() == count
        assert ("待处理的异议" in text(browser(user).get("/office/cases/"))) == bool(own)
        assert counts.desk(by).objections == own
    assert "待处理的异议" in text(browser(economy).get("/office/cases/?bureau=others"))


def test_the_desk_counts_the_same_and_names_the_others_beside() -> None:
    applied("trial", "second", "third")
    economy, _science = divided()
    found = counts.desk(people.viewer(economy))
    assert (found.to_do, found.to_do_of_others) == (2, 1)
    assert "2 件等我办，0 项异议待处理；其他部门的另有 1 件" in text(browser(economy).get("/office/"))
    whole = bureau("区政府办公室")
    assert "3 件等我办，0 项异议待处理</span>" in text(browser(whole).get("/office/"))


def test_an_office_named_by_its_organisation_alone_is_called_by_its_name() -> None:
    bureau("经信局")
    made = given("trial", "经信局")
    assert (made.authority, office_of("trial", XIHU).authority) == ("", "经信局")
    assert Act.objects.get(act="cases.office").detail == {
        "type": "trial", "name": "经信局", "phone": PHONE, "organisation": "经信局",
    }  # fmt: skip
    published()
    assert "经信局" in text(browser().get(f"/notices/{Notice.objects.get().pk}/"))
    services.set_office(
        SYSTEM, division=XIHU, type_id="trial", authority="一号窗口", telephone=PHONE, organisation=body("经信局").pk,
    )  # fmt: skip
    assert office_of("trial", XIHU).authority == "一号窗口"


def test_an_organisation_is_chosen_among_those_with_officials_in_the_division() -> None:
    user = bureau("经信局")
    bureau("义乌经信局", division="330782")
    bureau("审计局", Role.AUDITOR)
    people.owner(people.organisation("西湖某企业"))
    gone = bureau("旧局")
    gone.memberships.update(to_day=DAY.replace(day=1))
    sent = {"division": XIHU, "type_id": "trial", "telephone": PHONE}
    page = text(browser(user).get("/office/cases/offices/"))
    shown = re.findall(r"<option[^>]*>([^<]*(?:局|企业))</option>", page)
    assert shown == ["经信局"]
    address = "/office/cases/offices/"
    done = browser(user).post(address, {**sent, "organisation": str(body("经信局").pk)}, follow=True)
    assert "已登记" in text(done)
    assert Office.objects.get().organisation == body("经信局")
    assert browser(user).post(address, sent).status_code == 422  # neither organisation nor name
    for name in ("审计局", "旧局"):
        with pytest.raises(Refused, match="没有在任的经办人员"):
            given("trial", name)
    with pytest.raises(Refused, match="没有在任的经办人员"):
        given("trial", "义乌经信局", of="330782")
