"""Matters and cases in the shape of the CommonGrants protocol, and the event that a case changed."""

from __future__ import annotations

import json

import pytest

from tests.platform.accounts import people
from tests.platform.api.calls import get
from tests.platform.funds.world import DAY, case_of, decided, firm, night
from zhiwei.platform.accounts.models import Membership, User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.api import tokens
from zhiwei.platform.api.models import Delivery, Webhook
from zhiwei.platform.api.webhooks import events
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db


def token(user: User, *scopes: str) -> str:
    """A token of a user's only role."""
    held = Membership.objects.get(user=user)
    made = tokens.make(
        people.viewer(user), name="t", scopes=scopes or ("cases:read",), membership_id=held.pk, days=30
    )
    return made[1]


@pytest.fixture
def case() -> Case:
    """One case of a reward on notice, and its day."""
    with clock.stopped(DAY):
        decided()
        subject = firm(0, "300000.00")
        night()
    return case_of(subject)


def test_matters_are_opportunities() -> None:
    found = get("/common-grants/opportunities", "opportunities")
    reward = next(one for one in found["items"] if one["customFields"]["matter"]["value"] == "reward")
    assert reward["title"] == "小型微利企业地方税收贡献奖励"
    assert reward["customFields"]["sentences"]["value"] == ["27.2"]
    assert get(f"/common-grants/opportunities/{reward['id']}", "opportunity")["data"] == reward
    english = get("/common-grants/opportunities", "opportunities", accept_language="en")["items"]
    assert "Reward of the local tax contribution of small low-profit enterprises" in [
        one["title"] for one in english
    ]
    get("/common-grants/opportunities?page=9", status=422)
    get(f"/common-grants/opportunities/{'0' * 8}-0000-0000-0000-{'0' * 12}", status=404)


def test_cases_are_applications_for_who_may_see_them(case: Case) -> None:
    county = people.official(Role.COUNTY, "330106")
    found = get("/common-grants/applications", "applications", token=token(county))
    (one,) = found["items"]
    assert one["id"] == str(case.pk)
    assert one["status"]["value"] == "submitted"
    assert one["customFields"]["amount"]["value"] == {"amount": "9600.00", "currency": "CNY"}
    assert one["customFields"]["number"]["value"] == case.number
    alone = get(f"/common-grants/applications/{case.pk}", "application", token=token(county))["data"]
    assert alone["customFields"].pop("steps")["value"] == []  # an official takes his steps on pages
    assert alone == one
    other = token(people.official(Role.COUNTY, "330782"))
    assert get("/common-grants/applications", "applications", token=other)["items"] == []
    get(f"/common-grants/applications/{case.pk}", status=404, token=other)
    get("/common-grants/applications", status=401)
    get("/common-grants/applications", status=403, token=token(county, "subjects:read"))


def test_who_listens_is_told_that_a_case_changed() -> None:
    county, other = people.official(Role.COUNTY, "330106"), people.official(Role.COUNTY, "330782")
    for user in (county, other):
        Webhook.objects.create(
            user=user, membership=Membership.objects.get(user=user), url="https://firms.example/",
            events=["case.changed"],
        )  # fmt: skip
    events.gather()
    with clock.stopped(DAY):
        decided()
        subject = firm(0, "300000.00")
        night()
    events.gather()
    told = [json.loads(one.body) for one in Delivery.objects.all()]
    found = case_of(subject)
    assert [(one["event"], one["key"], one["data"]["state"]) for one in told] == [
        ("case.changed", str(found.pk), "published")
    ]
    assert told[0]["address"] == f"/api/v1/common-grants/applications/{found.pk}"
