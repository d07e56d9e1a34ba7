"""Tokens: shown once, kept as a hash, good for one role of one person, within their scopes, until their end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.platform.accounts import people as accounts
from tests.platform.api.calls import get, post, raw
from tests.platform.api.people import EVERY, GONGSHU, XIHU, county, firm, token, viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.api import tokens
from zhiwei.platform.api.models import ApiToken
from zhiwei.platform.audit.models import Act, Reading
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db


def test_only_the_hash_is_kept() -> None:
    made, text = token(county())
    assert text.startswith("zw_")
    row = ApiToken.objects.filter(pk=made.pk).values().get()
    assert text not in str(row)
    assert tokens.find(text) == made
    assert tokens.find(text + "x") is None
    assert tokens.find(made.hash) is None


def test_making_and_revoking_are_acts() -> None:
    user = county()
    made, text = token(user)
    tokens.revoke(viewer(user), made.pk)
    assert tokens.find(text) is None
    told = list(Act.objects.filter(kind="token").values_list("act", "key"))
    assert told == [("tokens.make", str(made.pk)), ("tokens.revoke", str(made.pk))]
    assert text not in Act.objects.get(act="tokens.make").content


def test_nobody_revokes_anothers() -> None:
    made, text = token(county())
    with pytest.raises(Http404):
        tokens.revoke(viewer(county()), made.pk)
    assert tokens.find(text) == made


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.AUDITOR])
def test_who_may_not_make_one(role: Role) -> None:
    user = accounts.official(role, "" if role.endswith("_admin") else XIHU)
    with pytest.raises(PermissionDenied):
        token(user)


@pytest.mark.parametrize(
    "wrong", [{"scopes": ()}, {"scopes": ("everything",)}, {"days": 0}, {"days": 367}], ids=str
)
def test_what_cannot_be_made(wrong: dict[str, object]) -> None:
    with pytest.raises(PermissionDenied):
        token(county(), **wrong)  # type: ignore[arg-type]


def test_a_role_of_another_cannot_be_taken() -> None:
    with pytest.raises(PermissionDenied):
        token(county(), membership=county(GONGSHU).memberships.get())


@pytest.mark.parametrize(
    ("after", "status"), [(timedelta(days=29), 200), (timedelta(days=30, minutes=1), 401)]
)
def test_it_ends_by_itself(after: timedelta, status: int) -> None:
    firm()
    _, text = token(county(), days=30)
    with clock.stopped(clock.now() + after):
        assert raw("GET", "/subjects", token=text).status_code == status


def test_it_ends_with_the_role() -> None:
    user = county()
    firm()
    _, text = token(user)
    assert get("/subjects", "subjects", token=text)["total"] == 1
    user.memberships.update(to_day=clock.today() - timedelta(days=1))
    for path in ("/subjects", "/measures"):
        assert get(path, token=text, status=401)["type"].endswith("no-token")


def test_it_ends_with_the_account() -> None:
    user = county()
    _, text = token(user)
    user.is_active = False
    user.save()
    assert get("/subjects", token=text, status=401)["type"].endswith("no-token")


def test_it_reaches_no_further_than_its_one_role() -> None:
    user = county(XIHU)
    accounts.member(user, Role.COUNTY, GONGSHU)
    firm(XIHU)
    firm(GONGSHU, "杭州远景五金制品有限公司")
    _, text = token(user, membership=user.memberships.get(division=XIHU))
    assert [one["division"] for one in get("/subjects", "subjects", token=text)["items"]] == [XIHU]


@pytest.mark.parametrize("header", ["Bearer", "Bearer zw_wrong", "Basic eDp5", "zw_x", "Bearer \udcff"])
def test_a_bad_token_is_refused_everywhere(header: str) -> None:
    response = raw("GET", "/measures", authorization=header)
    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    ("path", "scope"), [("", "subjects:read"), ("/facts", "facts:read"), ("/answer", "answers:read")]
)
def test_each_scope_opens_its_own(path: str, scope: str) -> None:
    subject, user = firm(), county()
    address = f"/subjects/{subject.pk}{path}?" + ("as_of=2012-12-31" if path else "")
    _, alone = token(user, (scope,))
    _, others = token(user, tuple(set(EVERY) - {scope}))
    get(address, token=alone)
    assert get(address, token=others, status=403)["type"].endswith("forbidden")
    assert get(address, status=401)["type"].endswith("no-token")
    assert Act.objects.filter(act="refused", kind="api").count() == 1


def test_its_use_is_noted_now_and_then() -> None:
    made, text = token(county())
    get("/measures", token=text)
    first = ApiToken.objects.get(pk=made.pk).used_at
    get("/measures", token=text)
    assert first is not None
    assert ApiToken.objects.get(pk=made.pk).used_at == first
    with clock.stopped(clock.now() + timedelta(minutes=6)):
        get("/measures", token=text)
    used = ApiToken.objects.get(pk=made.pk).used_at
    assert used is not None
    assert used > first


def test_a_county_sees_no_other_county() -> None:
    own, other = firm(XIHU), firm(GONGSHU, "杭州远景五金制品有限公司")
    _, text = token(county(XIHU))
    listed = get("/subjects?size=500", "subjects", token=text)["items"]
    assert [one["id"] for one in listed] == [str(own.pk)]
    assert get(f"/subjects?division={GONGSHU}", "subjects", token=text)["items"] == []
    assert get("/subjects?name=远景", "subjects", token=text)["items"] == []
    for path in ("", "/facts", "/answer"):
        assert get(f"/subjects/{other.pk}{path}", token=text, status=404)["type"].endswith("not-found")
    assert Act.objects.filter(act="not_found", kind="api").count() == 3


def test_what_is_read_is_written_down() -> None:
    subject = firm()
    _, text = token(county())
    found = get(f"/subjects/{subject.pk}/facts?as_of=2012-12-31", "subject_facts", token=text)
    assert found["facts"]["revenue@2012"]["value"] == "820000.00"
    (item,) = Reading.objects.latest("seq").items
    assert (item["kind"], item["key"], item["why"]) == ("subject", str(subject.pk), "API")
    assert "revenue@2012" in item["fields"]


def test_facts_are_what_an_answer_takes() -> None:
    subject = firm()
    _, text = token(county())
    facts = get(f"/subjects/{subject.pk}/facts?as_of=2012-12-31", token=text)
    asked = {"facts": facts["facts"], "entity": facts["entity"], "as_of": facts["as_of"]}
    by_hand = post("/answer", asked, "answer")
    by_id = get(f"/subjects/{subject.pk}/answer?as_of=2012-12-31", "answer", token=text)
    assert [(m["id"], m["verdict"]) for m in by_hand["measures"]] == [
        (m["id"], m["verdict"]) for m in by_id["measures"]
    ]


def test_as_known_on_a_day() -> None:
    subject = firm()  # the tax authority's fact came on 2012-03-01
    _, text = token(county())
    for day, known in (("2012-02-29", False), ("2012-03-01", True)):
        address = f"/subjects/{subject.pk}/facts?as_of=2012-12-31&known_on={day}"
        assert ("revenue@2012" in get(address, token=text)["facts"]) is known
    wrong = get(f"/subjects/{subject.pk}/facts?as_of=2012-13-01&known_on=x", token=text, status=422)
    assert [one["pointer"] for one in wrong["errors"]] == ["?as_of", "?known_on"]


def test_an_owner_sees_his_firm_only() -> None:
    own, other = firm(), firm(XIHU, "杭州远景五金制品有限公司")
    user = accounts.owner()
    own.organisation = user.memberships.get().organisation
    own.save()
    _, text = token(user)
    assert [one["id"] for one in get("/subjects", token=text)["items"]] == [str(own.pk)]
    get(f"/subjects/{other.pk}", token=text, status=404)
    assert get(f"/subjects/{own.pk}", "subject", token=text)["founded_on"] is None


def test_without_a_day_it_is_today() -> None:
    subject = firm()
    _, text = token(county())
    today = get(f"/subjects/{subject.pk}/facts", "subject_facts", token=text)["as_of"]
    assert today == clock.today().isoformat()
