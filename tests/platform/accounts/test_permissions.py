"""Who may do what, both ways: what each role may, and that it may nothing else."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from zhiwei.platform.accounts.divisions import covered_by, level_of, name_of
from zhiwei.platform.accounts.permissions import PERMISSIONS
from zhiwei.platform.accounts.rights import ANONYMOUS, SYSTEM, Grant, Viewer
from zhiwei.platform.accounts.roles import ADMINISTRATORS, OFFICIALS, Role
from zhiwei.platform.accounts.words import GROUPS, WORDS

FIRM, OTHER = uuid.uuid4(), uuid.uuid4()
READ = {"subjects.read", "office.dashboard", "cases.read", "funds.read", "ledger.read", "programmes.read"}
OFFICE = READ | {"contacts.reveal", "enquiries.answer", "facts.add", "facts.import", "delegations.make"}
OFFICE |= {"tokens.make", "webhooks.make", "cases.act", "cases.counter", "cases.answer"}
OFFICE |= {"programmes.keep", "answers.notice"}
DECIDE = {"decisions.draft", "decisions.approve", "decisions.withdraw"}
LEDGER = {"ledger.open", "ledger.promise", "payments.make", "payments.approve", "bank_accounts.give"}
LEDGER |= {"services.scheme", "records.keep", "instruments.scheme"}
BANK_FILES = {"payments.bank", "bank_accounts.reveal"}
WHEEL = {"wheel.enter"}
BASES = {"bases.keep", "bases.ask_land", "bases.land"}
TALENT = {"talent.read"}
REGISTER = {"subjects.create", "subjects.change", "registration.keep"}
ASSIGN = {"cases.assign", "funds.run", "instruments.register", "training.commission"}
PLATFORM = {"instruments.keep"}
BODY = {"subjects.read", "contacts.reveal", "enquiries.ask", "tokens.make", "webhooks.make", "access.read"}
BODY |= {"ledger.read", "bank_accounts.give", "bank_accounts.confirm", "bank_accounts.reveal"}
BODY |= {"programmes.read", "programmes.keep", "answers.notice"}
BODY |= {"cases.read", "cases.apply", "cases.act", "cases.voice"}
MAY: dict[Role, set[str]] = {
    Role.OWNER: BODY | PLATFORM | {"facts.declare", "bases.ask_land", "records.keep", "training.enrol"},
    Role.ACCOUNTANT: BODY | {"facts.declare", "bases.ask_land", "records.keep"},
    Role.COUNTY: OFFICE | DECIDE | REGISTER | ASSIGN | LEDGER | WHEEL | BASES | TALENT | {"office.whatif"},
    Role.CITY: OFFICE | DECIDE | REGISTER | ASSIGN | LEDGER | WHEEL | BASES | TALENT | {"office.whatif"},
    Role.PROVINCE: OFFICE
    | DECIDE
    | REGISTER
    | ASSIGN
    | LEDGER
    | WHEEL
    | BASES
    | TALENT
    | {"bases.rank", "training.fund"}
    | {"office.whatif"},
    Role.FINANCE: OFFICE | LEDGER | BANK_FILES | WHEEL | {"decisions.draft", "office.whatif"},
    Role.TAX: OFFICE | TALENT | {"office.whatif", "bases.tax"},
    Role.REGISTRATION: OFFICE | TALENT | REGISTER,
    Role.BANK: BODY | {"records.keep"},
    Role.GUARANTOR: BODY | {"records.keep"},
    Role.AGENCY: BODY | PLATFORM | {"services.offer"},
    Role.INCUBATOR: BODY | PLATFORM | BASES - {"bases.land"},
    Role.EXPERT: {"cases.act"},
    Role.TRAINER: BODY | {"training.teach"},
    Role.INSTITUTE: BODY | PLATFORM | {"talent.keep"},
    Role.RESEARCHER: BODY,
    Role.CREDIT_CENTRE: OFFICE,
    Role.AUDITOR: READ | TALENT | {"audit.read", "audit.export", "audit.verify"},
    Role.SYSTEM_ADMIN: {"system.operate"},
    Role.SECURITY_ADMIN: {"users.manage"},
    Role.AUDIT_ADMIN: {"audit.read", "audit.export", "audit.verify"},
}
"""Written down anew, role by role, where the table goes act by act."""
for _role in (Role.OWNER, Role.ACCOUNTANT):
    MAY[_role] |= {"experts.book"}
for _role in (Role.COUNTY, Role.CITY, Role.PROVINCE):
    MAY[_role] |= {"experts.keep", "agencies.keep"}
MAY[Role.EXPERT] |= {"experts.advise"}


def holder(role: Role, division: str = "330106", organisation: uuid.UUID = FIRM) -> Viewer:
    """Somebody who holds one role."""
    place = division if role in OFFICIALS else ""
    return Viewer(1, "甲", (Grant(role, organisation, "单位", place),), date(2026, 3, 2))


@pytest.mark.parametrize("role", Role)
def test_a_role_may_what_it_may_and_nothing_else(role: Role) -> None:
    assert {act for act in PERMISSIONS if holder(role).may(act)} == MAY[role]


@pytest.mark.parametrize("act", PERMISSIONS)
def test_nobody_may_do_anything_without_a_role(act: str) -> None:
    assert not ANONYMOUS.may(act)
    assert not Viewer(1, "甲").may(act)
    assert SYSTEM.may(act)


def test_an_unknown_act_is_an_error_and_not_a_refusal() -> None:
    with pytest.raises(KeyError):
        holder(Role.COUNTY).may("decisions.aprove")


@pytest.mark.parametrize(
    ("place", "allowed"),
    [
        ("330106", True),
        ("330105", False),
        ("330100", False),
        ("330000", False),
        ("999999", False),
        ("", False),
    ],
)
def test_a_county_officer_stays_in_his_county(place: str, allowed: bool) -> None:
    viewer = holder(Role.COUNTY, "330106")
    assert viewer.covers(place) is allowed
    assert viewer.may("decisions.draft", division=place) is allowed


@pytest.mark.parametrize(
    ("place", "allowed"),
    [("330100", True), ("330106", True), ("330122", True), ("330200", False), ("330203", False)],
)
def test_a_city_officer_has_the_city_and_its_counties(place: str, allowed: bool) -> None:
    assert holder(Role.CITY, "330100").covers(place) is allowed


def test_a_province_officer_has_all() -> None:
    viewer = holder(Role.PROVINCE, "330000")
    assert all(viewer.covers(code) for code in ("330000", "330100", "330106", "331126"))


def test_records_of_an_abolished_county_go_to_its_main_successor() -> None:
    assert "330103" in covered_by("330105"), "下城区 was merged into 拱墅区 in 2021"
    assert "330104" in covered_by("330102"), "the main part of 江干区 went to 上城区"
    assert "330104" not in covered_by("330114")
    assert covered_by("999999") == frozenset()


def test_a_firm_is_for_its_own_people() -> None:
    viewer = holder(Role.OWNER)
    assert viewer.may("facts.declare", organisation_id=FIRM)
    assert not viewer.may("facts.declare", organisation_id=OTHER)
    assert not viewer.may("subjects.read", division="330106")
    assert not viewer.is_official
    assert viewer.organisation_ids == {FIRM}


def test_no_organisation_and_no_division_are_nobodys() -> None:
    boss, officer = holder(Role.OWNER), holder(Role.COUNTY)
    assert boss.may("facts.declare")
    assert not boss.may("facts.declare", organisation_id=None)
    assert not boss.may("facts.declare", division=None, organisation_id=None)
    assert officer.may("facts.add")
    assert not officer.may("facts.add", division=None)
    assert not officer.may("facts.add", division="")


def test_administrators_see_no_division_and_no_firm() -> None:
    for role in ADMINISTRATORS:
        viewer = holder(role, "330000")
        assert not viewer.is_official
        assert viewer.is_administrator
        assert not viewer.divisions
        assert not viewer.organisation_ids


def test_a_role_of_ones_own_counts_before_one_stood_in_for() -> None:
    lent = Grant(Role.COUNTY, OTHER, "乙县", "330106", acting_for="乙（乙县）")
    own = Grant(Role.CITY, FIRM, "市", "330100")
    assert Viewer(1, "甲", (lent, own)).grant_for("decisions.draft", division="330106") == own
    assert Viewer(1, "甲", (lent,)).grant_for("decisions.draft", division="330106") == lent


def test_an_official_is_named_by_his_offices_only() -> None:
    assert holder(Role.COUNTY).office == "单位（县级经办）"


def test_divisions_have_names_and_levels() -> None:
    assert name_of("330106") == "杭州市西湖区"
    assert [level_of(code) for code in ("330000", "330100", "330106", "x")] == [1, 2, 3, 0]


def test_each_role_has_plain_words_and_one_group() -> None:
    assert set(WORDS) == set(Role)
    assert sorted(role for _title, roles in GROUPS for role in roles) == sorted(Role)
