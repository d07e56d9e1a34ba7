"""Applications over HTTP: the form, filing once for a key, every defect at once, steps, withdrawal, clocks, webhooks."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.platform.accounts import people
from tests.platform.api.calls import ROOT, checked, get, pointers, post, raw
from tests.platform.api.test_grants import token
from tests.platform.cases import trial
from tests.platform.cases.trial import XIHU
from zhiwei.platform.accounts.models import Membership, User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.api.grants.naming import competition_id, form_id
from zhiwei.platform.api.models import Delivery, Webhook
from zhiwei.platform.api.refusals import Told, both
from zhiwei.platform.api.webhooks import events
from zhiwei.platform.audit import log
from zhiwei.platform.audit.models import Act
from zhiwei.platform.cases import casetypes
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db
LIST = "/common-grants/applications"
DAY = date(2013, 6, 3)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f0005fe02fe"
    "a72d1b580000000049454e44ae426082"
)


class World:
    """A firm of 西湖区, its owner's token, and the trial matter."""

    def __init__(self) -> None:
        self.kind = casetypes.get("trial")
        self.firm = trial.firm()
        assert self.firm.organisation is not None
        self.owner: User = people.owner(self.firm.organisation)
        self.token = token(self.owner, "cases:read", "cases:apply")
        self.form = str(form_id(self.kind))

    def body(self, response: Any = None, **changes: Any) -> dict[str, Any]:
        """An application for the trial."""
        given = {"purpose": "设备", "declared": 1200.5} if response is None else response
        return {
            "competitionId": str(competition_id(self.kind)), "subject": str(self.firm.pk),
            "formResponses": {self.form: {"response": given}}, **changes,
        }  # fmt: skip

    def file(self, body: Any = None, key: str = "first-try", status: int = 201, **more: Any) -> Any:
        """POST it."""
        sent = self.body() if body is None else body
        return post(LIST, sent, "application", token=self.token, status=status, idempotency_key=key, **more)

    def hand_in(
        self, name: str = "licence.png", content: bytes = PNG, status: int = 200, text: str = ""
    ) -> Any:
        """POST a file."""
        headers = {"Authorization": f"Bearer {text or self.token}"}
        sent = {"file": SimpleUploadedFile(name, content)}
        response: Any = Client(headers=headers).post(f"{ROOT}/files", sent)
        return checked(response, "file", status)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The trial as the only matter, on a day of June 2013."""
    found = trial.types()
    monkeypatch.setattr(registry, "all_types", lambda: found)
    with clock.stopped(DAY):
        yield World()


def value(application: Any, name: str) -> Any:
    """A field of our own."""
    return application["customFields"][name]["value"]


def test_a_matter_shows_the_form_that_its_application_takes(world: World) -> None:
    (matter,) = get("/common-grants/opportunities", "opportunities")["items"]
    (competition,) = matter["competitions"]
    form = competition["forms"]["forms"][world.form]
    assert competition["id"] == str(competition_id(world.kind))
    assert form["jsonSchema"]["required"] == ["purpose"]
    assert form["jsonSchema"]["properties"] == {
        "purpose": {"type": "string", "maxLength": 200, "title": "用途"},
        "declared": {"type": ["string", "number"], "description": "元", "title": "申报金额"},
    }
    assert get(f"/common-grants/forms/{world.form}", "grants_form")["data"] == form


def test_an_application_is_filed_once_for_a_key_and_read_back(world: World) -> None:
    made = world.file()["data"]
    case = Case.objects.get()
    assert (case.subject, case.origin, case.content) == (
        world.firm, "applicant", {"purpose": "设备", "declared": "1200.50"},
    )  # fmt: skip
    assert made["id"] == str(case.pk)
    assert made["status"]["value"] == "submitted"
    assert made["formResponses"] == {world.form: {"formId": world.form, "response": case.content}}
    (running,) = value(made, "clocks")
    assert (running["clock"], running["state"], running["due_on"]) == ("decide", "running", "2013-06-13")
    assert [one["step"] for one in value(made, "steps")] == ["amend", "withdraw"]
    assert world.file(status=200)["data"] == made  # the same again
    assert world.file(world.body({"purpose": "设备", "declared": "1200.50"}), status=200)["data"] == made
    assert Case.objects.count() == 1
    assert get(f"{LIST}/{case.pk}", "application", token=world.token)["data"] == made
    (listed,) = get(LIST, "applications", token=world.token)["items"]
    assert listed["id"] == made["id"]
    act = Act.objects.get(act="cases.open", key=str(case.pk))
    assert act.actor == world.owner


def test_a_key_that_filed_something_else_is_a_conflict(world: World) -> None:
    world.file()
    said = world.file(world.body({"purpose": "装修"}), status=409)
    assert pointers(said) == ["Idempotency-Key"]
    world.file(world.body({"purpose": "装修"}), key="second-try")
    assert Case.objects.count() == 2
    missing = post(LIST, world.body(), token=world.token, status=422)
    assert pointers(missing) == ["Idempotency-Key"]


def test_every_defect_is_told_in_one_answer(world: World) -> None:
    wrong = world.body(
        {"declared": "很多", "colour": "red"}, documents={"licence": "x"}, note="?", subject="x"
    )
    said = world.file(wrong, status=422)
    start = f"#/formResponses/{world.form}/response"
    assert pointers(said) == [
        "#/documents/licence", f"{start}/colour", f"{start}/declared", f"{start}/purpose", "#/note", "#/subject",
    ]  # fmt: skip
    told = {one["pointer"]: (one["zh"], one["en"]) for one in said["errors"]}
    assert told[f"{start}/purpose"] == ("请填写“用途”", "please fill in “purpose”")
    also = world.file(world.body({"purpose": 3, "declared": -1, "x": [1]}), status=422)
    assert pointers(also) == [f"{start}/declared", f"{start}/x"]
    types = world.file(world.body({"purpose": ["a"], "declared": True}), status=422)
    assert pointers(types) == [f"{start}/declared", f"{start}/purpose"]
    assert pointers(world.file({}, status=422)) == ["#/competitionId", "#/subject"]
    assert not Case.objects.exists()


def test_what_the_services_refuse_is_told_in_both_languages_and_leaves_nothing(world: World) -> None:
    said = world.file(world.body({"purpose": "设备", "declared": "1.005"}), status=422, accept_language="en")
    (one,) = said["errors"]
    assert one["zh"] == "申报金额：金额最小到分：最多两位小数（以元计）"
    assert one["en"] == "amount declared: amounts go down to the fen: at most two decimals of a yuan"
    assert not Case.objects.exists()
    assert not Act.objects.filter(act="cases.open").exists()


def test_nobody_files_for_another_or_without_the_scope(world: World) -> None:
    other = trial.firm("杭州他人五金制品有限公司")
    assert pointers(world.file(world.body(subject=str(other.pk)), status=422)) == ["#/subject"]
    reader = token(world.owner, "cases:read")
    post(LIST, world.body(), token=reader, status=403, idempotency_key="a-key-of-mine")
    post(LIST, world.body(), status=401, idempotency_key="a-key-of-mine")
    official = token(people.official(Role.COUNTY, XIHU), "cases:apply", "cases:read")
    told = post(LIST, world.body(), token=official, status=422, idempotency_key="a-key-of-mine")
    assert pointers(told) == ["#/subject"]
    made = world.file()["data"]
    assert other.organisation is not None
    stranger = token(people.owner(other.organisation), "cases:apply", "cases:read")
    for path in (f"{LIST}/{made['id']}/withdraw", f"{LIST}/{made['id']}/steps/withdraw"):
        post(path, {"revision": 2}, token=stranger, status=404)
        post(path, {"revision": 2}, token=official, status=403)  # officials act on pages
    assert Case.objects.get().state == "submitted"


def test_a_return_is_answered_with_a_document_and_the_case_withdrawn(world: World) -> None:
    made = world.file()["data"]
    case = Case.objects.get()
    cases.act(
        people.viewer(trial.official()), case.pk, "return", revision=case.revision, defects=["缺少营业执照"]
    )
    seen = get(f"{LIST}/{case.pk}", "application", token=world.token)["data"]
    assert value(seen, "defects") == ["缺少营业执照"]
    assert value(seen, "clocks")[0]["state"] == "paused"
    wanted = next(one for one in value(seen, "steps") if one["step"] == "resubmit")
    papers = ["licence", "supplement", "supplement_2", "supplement_3", "supplement_4", "supplement_5"]
    assert [one["name"] for one in wanted["documents"]] == papers
    assert wanted["documents"][1] == {"name": "supplement", "title": "补充材料", "description": "可以不交"}
    assert (wanted["schema"]["properties"]["correction"]["title"], wanted["schema"]["required"]) == (
        "补正说明",
        [],
    )
    steps, revision = f"{LIST}/{case.pk}/steps/resubmit", value(seen, "revision")
    assert pointers(post(steps, {"revision": revision}, token=world.token, status=422)) == [
        "#/documents/licence"
    ]
    file = world.hand_in()
    assert (file["name"], file["kind"]) == ("licence.png", "png")
    sent = {"revision": revision, "documents": {"licence": file["id"]}}
    done = post(steps, sent, "application", token=world.token)["data"]
    assert (value(done, "documents"), value(done, "defects")) == (["licence"], [])
    assert post(steps, sent, "application", token=world.token)["data"] == done  # the same again does nothing
    stale = post(f"{LIST}/{case.pk}/withdraw", {"revision": revision}, token=world.token, status=409)
    assert str(value(done, "revision")) in stale["detail"]
    back = {"revision": value(done, "revision")}
    ended = post(f"{LIST}/{case.pk}/withdraw", back, "application", token=world.token)["data"]
    assert ended["status"]["customValue"] == "withdrawn"
    assert post(f"{LIST}/{case.pk}/withdraw", back, token=world.token)["data"] == ended
    post(f"{LIST}/{case.pk}/withdraw", {"revision": back["revision"] + 1}, token=world.token, status=409)
    post(f"{LIST}/{case.pk}/steps/nothing", back, token=world.token, status=404)
    post(f"{LIST}/{case.pk}/steps/check", back, token=world.token, status=403)
    assert made["id"] == ended["id"]


def test_a_return_that_nothing_answers_is_refused_and_an_explanation_or_a_paper_answers_it(
    world: World,
) -> None:
    world.file()
    case, file = Case.objects.get(), world.hand_in()["id"]
    by = people.viewer(trial.official())

    def acted(step: str, **given: Any) -> None:
        cases.act(by, case.pk, step, revision=Case.objects.get().revision, **given)

    def answered(status: int = 200, **sent: Any) -> Any:
        body = {"revision": Case.objects.get().revision, **sent}
        return post(f"{LIST}/{case.pk}/steps/resubmit", body, token=world.token, status=status)

    acted("return", defects=["缺少营业执照"])
    answered(documents={"licence": file})
    for answer in ({"response": {"correction": "执照已经交过"}}, {"documents": {"supplement": file}}):
        acted("refuse", content={"reason": "材料不实"})
        acted("reopen")
        acted("return", defects=["缺少营业执照"])
        told = answered(status=422)
        assert pointers(told) == ["#/response/correction"]
        assert "还没有补正：请改正内容、上传材料，或者在“补正说明”里写明" in json.dumps(
            told, ensure_ascii=False
        )
        answered(**answer)
        assert Case.objects.get().state == "submitted"
    assert sorted(case.documents.values_list("name", flat=True)) == ["licence", "supplement"]


def test_a_file_is_what_it_says_and_its_senders_own(world: World) -> None:
    assert pointers(world.hand_in("a.png", b"no picture", status=422)) == ["#/file"]
    assert pointers(world.hand_in("a.exe", PNG, status=422)) == ["#/file"]
    empty: Any = Client(headers={"Authorization": f"Bearer {world.token}"}).post(f"{ROOT}/files", {})
    assert pointers(checked(empty, "", 422)) == ["#/file"]
    checked(raw("POST", "/files", b"{}", token=world.token), "", 415)
    assert world.firm.organisation is not None
    partner = token(people.owner(world.firm.organisation), "cases:apply")
    theirs = world.hand_in(text=partner)
    said = world.file(world.body(documents={"licence": theirs["id"]}), status=422)
    assert pointers(said) == ["#/documents/licence"]


def test_who_listens_is_told_of_acts_over_http_and_of_clocks(world: World) -> None:
    Webhook.objects.create(
        user=world.owner, membership=Membership.objects.get(user=world.owner), url="https://firms.example/",
        events=["case.changed"],
    )  # fmt: skip
    events.gather()
    made = world.file()["data"]
    with clock.stopped(DAY + timedelta(days=11)):
        assert cases.tick().lapsed == 1
    post(f"{LIST}/{made['id']}/withdraw", {"revision": value(made, "revision")}, token=world.token)
    events.gather()
    told = [json.loads(one.body) for one in Delivery.objects.order_by("made_at", "pk")]
    shared = {"type": "trial", "number": value(made, "number"), "subject": str(world.firm.pk)}
    assert sorted((one["key"], one["data"]["state"], one["data"].get("clock", "")) for one in told) == [
        (made["id"], "submitted", ""), (made["id"], "submitted", "decide"), (made["id"], "withdrawn", ""),
    ]  # fmt: skip
    assert all(shared.items() <= one["data"].items() for one in told)


def test_webhooks_are_made_and_stopped_over_http(world: World, settings: Any) -> None:
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    text = token(world.owner, "webhooks:manage")
    wish = {"url": "http://127.0.0.1:9/hook", "events": ["case.changed"]}
    made = post("/webhooks", wish, "webhook", token=text, status=201)
    hook = Webhook.objects.get()
    assert (made["id"], made["secret"], hook.user) == (str(hook.pk), hook.secret, world.owner)
    (listed,) = get("/webhooks", "webhooks", token=text)["items"]
    assert "secret" not in listed
    bad = post("/webhooks", {"url": 3, "events": ["x", "ping"], "more": 1}, token=text, status=422)
    assert pointers(bad) == ["#/events/0", "#/events/1", "#/more", "#/url"]
    inner = post("/webhooks", {**wish, "url": "https://10.0.0.1/"}, token=text, status=422)
    assert pointers(inner) == ["#/url"]
    assert post(f"/webhooks/{hook.pk}/stop", {}, "webhook", token=text)["stopped_at"]
    post(
        f"/webhooks/{hook.pk}/stop",
        {},
        token=token(people.official(Role.COUNTY, XIHU), "webhooks:manage"),
        status=404,
    )
    get("/webhooks", status=403, token=world.token)


def test_what_a_service_writes_of_its_refusal_outlives_the_undone_transaction(world: World) -> None:
    """The ledger's refusal of a step is an act of the audit, though both askings are undone; it is written once."""
    key, by = world.file()["data"]["id"], trial.viewer()

    def work() -> None:
        refused = Refused(["账上不够"])
        refused.after = lambda: log.record(
            by, "cases.refused_money", kind="case", key=key, division=XIHU, permission="cases.act"
        )
        refused.after()
        raise refused

    with pytest.raises(Told):
        both(work, lambda field: field)
    assert Act.objects.filter(act="cases.refused_money", key=key).count() == 1
