"""15.4: any legal person applies to the register of agencies, and is refused on published grounds only."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from tests.platform.agencies import world
from tests.platform.agencies.conftest import types
from tests.platform.agencies.test_bodies import separated
from tests.platform.agencies.world import body, legal_person, official, run_by, step
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.agencies import queries, services
from zhiwei.platform.agencies.models import Ground, Kind, Listing
from zhiwei.platform.agencies.services import Refused
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.cases.services import Refused as CaseRefused
from zhiwei.platform.subjects.models import Subject

pytestmark = pytest.mark.django_db


def applied(who: Subject, role: Role = Role.OWNER, key: str = "k", **more: object) -> Case:
    """An application of a legal person."""
    given = {"kinds": ["guidance", "policy"], "services": "政策辅导", **more}
    return services.apply(run_by(who, role), who, key=f"{key}/{who.pk}", **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("entity", ["agency", "enterprise", "association", "institute", "university"])
def test_15_4_any_legal_person_can_apply(entity: str) -> None:
    who = legal_person(entity, "limited_company" if entity == "enterprise" else "")
    case = applied(who, Role.AGENCY)
    assert (case.subject.entity, case.subject.name, case.subject.organisation) == (
        "agency",
        who.name,
        who.organisation,
    )
    assert applied(who, Role.AGENCY) == case  # a double click
    step(official(), case, "admit")
    (listed,) = queries.listed()
    assert (listed.subject, listed.kinds, listed.admitted_on) == (
        case.subject,
        ["guidance", "policy"],
        world.DAY,
    )
    with pytest.raises(CaseRefused, match="已经在册"):
        applied(who, Role.AGENCY, key="again")
    with pytest.raises(PermissionDenied):
        services.leave(run_by(legal_person()), listed)
    services.leave(run_by(case.subject), listed)
    assert not queries.listed().exists()
    step(official(), applied(who, Role.AGENCY, key="later"), "admit")  # who left may come back
    assert queries.listed().count() == 1
    assert Listing.objects.count() == 1


def test_who_is_no_legal_person_is_refused_and_so_is_anothers_subject() -> None:
    for form in ("individual_business", "partnership"):
        with pytest.raises(Refused, match="不具有法人资格，不能申请"):
            applied(legal_person(legal_form=form))
    with pytest.raises(Refused) as refused:
        applied(legal_person(), kinds=[], services=" ")
    assert [fault.field for fault in refused.value.faults] == ["kinds", "services"]
    mine, other = legal_person(), legal_person()
    with pytest.raises(PermissionDenied):
        services.apply(run_by(other), mine, kinds=["policy"], services="x", key="x")
    taken = legal_person("agency", name="同名机构")
    twin = legal_person(name="同名机构二")
    Subject.objects.filter(pk=twin.pk).update(name=taken.name)
    twin.refresh_from_db()
    with pytest.raises(Refused, match="已有同名的机构"):
        applied(twin)


def test_15_4_the_grounds_of_refusal_are_a_closed_list() -> None:
    (ground, _reason) = types()["agency_listing"].transitions["refuse"].form
    assert {name: words.zh for name, words in ground.choices.items()} == dict(Ground.choices)
    flags = {one.name: one.words.zh for one in types()["agency_listing"].start.form if one.kind == "flag"}
    assert flags == dict(Kind.choices)
    case = applied(legal_person())
    with pytest.raises(CaseRefused, match="请从所列各项中选择"):
        step(official(), case, "refuse", ground="dislike", reason="不想要")
    case = step(official(), case, "refuse", ground="no_such_service", reason="只卖办公用品")
    assert case.state == "refused"
    assert not queries.listed().exists()


def test_a_body_of_a_department_is_admitted_once_it_is_separated() -> None:
    made = body()
    run_by(made.subject)
    case = applied(made.subject, Role.AGENCY)
    with pytest.raises(CaseRefused, match=r"尚未管办分离（第 15\.5 句“"):
        step(official(), case, "admit")
    separated(made)
    assert step(official(), case, "admit").state == "listed"


def test_an_application_comes_back_once_and_is_never_without_a_kind() -> None:
    who = legal_person()
    case = applied(who)
    owner, place = run_by(case.subject), official()
    with pytest.raises(CaseRefused, match=r"请从第 15\.1 句所列五类服务中选择"):
        step(owner, case, "amend", services="政策辅导")
    step(owner, case, "amend", services="政策和市场辅导", policy=True, market=True)
    cases.act(
        place, case.pk, "return", revision=Case.objects.get(pk=case.pk).revision, defects=["请写明收费标准"]
    )
    assert queries.listed().count() == 0
    step(owner, case, "resubmit", services="市场辅导，免费", market=True)
    with pytest.raises(CaseRefused, match="已经一次性告知过"):
        cases.act(place, case.pk, "return", revision=Case.objects.get(pk=case.pk).revision, defects=["再补"])
    step(official(), case, "admit")
    assert queries.listed().get().kinds == ["market"]
