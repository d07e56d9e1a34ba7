"""The page of a receipt: seen by its firm and its officials, re-run there; what it takes in the database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.platform.accounts.people import official, organisation, owner
from tests.platform.decisions.papers import XIHU, in_effect
from tests.platform.decisions.test_effects import firm
from zhiwei.engine.rulebook import Rulebook
from zhiwei.platform import kit
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.answers import notices, packing, queries, receipts, services, telling
from zhiwei.platform.answers.models import Pattern, Receipt
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.audit.models import Act, ReadItem
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.services import add_fact

DAY = date(2012, 12, 31)
NAME = "杭州晨光五金制品有限公司"


@pytest.fixture(autouse=True)
def _on_the_day(db: None, settings: Any) -> Any:
    settings.SECOND_FACTOR = False
    with clock.stopped(DAY):
        yield


def kept(
    income: str = "100000.00",
    name: str = NAME,
    measures: tuple[str, ...] = ("27.2",),
    more: Mapping[str, Any] | None = None,
) -> Receipt:
    """A receipt of a firm of 西湖区 for the reward of 27.2, under the decision that half is rewarded."""
    subject = firm(name, income)
    for label, value in (more or {}).items():
        add_fact(SYSTEM, subject, label, value, source="tax", received_on=date(2012, 2, 1))
    answer = queries.for_subject(subject, as_of=DAY, measures=measures)
    made = receipts.keep(SYSTEM, answer, subject=subject.pk, purpose="27.2 奖励", division=XIHU)
    return Receipt.objects.get(pk=made.pk)


def as_person(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def county() -> Client:
    return as_person(official(Role.COUNTY, XIHU))


def page(client: Client, receipt: Receipt) -> str:
    response = client.get(f"/receipts/{receipt.pk}/")
    assert response.status_code == 200
    return response.content.decode()


def test_an_official_sees_verdict_facts_sources_trace_and_hash() -> None:
    in_effect()
    receipt = kept()
    text = page(county(), receipt)
    assert NAME in text
    assert "1,600 元" in text  # (100,000 - 60,000) at 20 %, 40 % of it local, half of that
    assert "西政发〔2012〕18号" in text
    assert "应纳税所得额" in text
    assert "2012-12-31" in text
    assert receipt.rulebook_id in text
    assert receipt.digest in text
    assert "zw-step" in text


def test_each_year_shows_its_own_value_and_what_decided_comes_first() -> None:
    receipt = kept(more={"average_employees@2010": 29, "average_employees@2011": 1039})
    rows = telling.facts(receipt.record, "zh")
    told = {row.label: (row.value, row.used) for row in rows}
    label = "从业人数（年度平均）"
    assert told[f"{label}（2010）"] == ("29", False)
    assert told[f"{label}（2011）"] == ("1039", False)
    assert told[f"{label}（2012）"] == ("50", True)
    assert [row.used for row in rows] == sorted((row.used for row in rows), reverse=True)
    text = page(county(), receipt)
    fold = text.index("<summary>当时已知、与本结论无关的其他事实")
    assert text.index(f"{label}（2012）") < fold < text.index(f"{label}（2010）")


def test_values_are_as_people_read_them() -> None:
    receipt = kept(more={"revenue@2011": "1234567.80"})
    told = {row.label: row.value for row in telling.facts(receipt.record, "zh")}
    assert told["所在行政区划"].endswith("西湖区（330106）")
    steps = telling.measures(receipt.record, "zh")[0].steps
    assert any("西湖区（330106）" in line for line in steps)
    assert receipt.record["answer"]["steps"]["division"]["value"] == "330106"
    assert told["组织形式"] == "有限责任公司"
    assert told["征收方式"] == "查账征收"
    assert told["高新技术企业证书有效"] == "否"
    assert told["营业收入（2011）"] == "1,234,567.80 元"


def test_what_was_received_after_the_day_of_knowledge_is_neither_held_nor_shown() -> None:
    subject = firm(NAME, "100000.00")
    with clock.stopped(date(2014, 6, 30)):
        add_fact(SYSTEM, subject, "average_employees", 77, period="2013", source="tax")
        add_fact(SYSTEM, subject, "taxable_income", "90000.00", period="2012", source="tax")
    answer = queries.for_subject(subject, as_of=DAY, known_on=DAY, measures=("27.2",))
    record = receipts.keep(SYSTEM, answer, subject=subject.pk).record
    assert "average_employees@2013" not in record["subject"]["facts"]
    assert record["subject"]["facts"]["taxable_income@2012"]["value"] == "100000.00"
    record["subject"]["facts"]["average_employees@2013"] = {"value": "77", "received_on": "2014-06-30"}
    assert "77" not in {row.value for row in telling.facts(record, "zh")}


def test_only_the_local_decision_that_bears_is_listed() -> None:
    in_effect()
    other = {"division": XIHU, "document": "西政发〔2012〕99号", "sentence": "15.2", "from": "2012-01-01",
             "filed_on": "2012-12-31"}  # fmt: skip
    record = kept().record
    assert [one["document"] for one in telling.decisions(record)] == ["西政发〔2012〕18号"]
    record["decisions"] = [*record["decisions"], other]
    assert [one["document"] for one in telling.decisions(record)] == ["西政发〔2012〕18号"]


def test_a_long_command_scrolls_in_its_box() -> None:
    assert '<pre tabindex="0"><code>openssl' in Client().get("/check/").content.decode()
    css = (Path(kit.__file__).parent / "static/kit/css/base.css").read_text()
    assert "pre { max-width: 100%; overflow-x: auto; }" in css


def test_looking_is_recorded_with_the_fields() -> None:
    receipt = kept()
    page(county(), receipt)
    looks = ReadItem.objects.filter(kind="subject", key=str(receipt.subject))
    assert looks.count() == 1


def test_the_firm_sees_its_own_and_nobody_elses() -> None:
    receipt = kept()
    from zhiwei.platform.subjects.models import Subject

    Subject.objects.filter(pk=receipt.subject).update(organisation=organisation(NAME, division=XIHU))
    own = owner(Subject.objects.get(pk=receipt.subject).organisation)
    assert NAME in page(as_person(own), receipt)
    listed = as_person(own).get(f"/subjects/{receipt.subject}/receipts/").content.decode()
    assert f"/receipts/{receipt.pk}/" in listed
    for client in (as_person(owner()), as_person(official(Role.COUNTY, "330782"))):
        assert client.get(f"/receipts/{receipt.pk}/").status_code == 404
        assert client.get(f"/receipts/{receipt.pk}/rerun/").status_code == 404
        assert client.post(f"/receipts/{receipt.pk}/notice/").status_code == 404
        assert client.get(f"/subjects/{receipt.subject}/receipts/").status_code == 404
    assert Client().get(f"/receipts/{receipt.pk}/").status_code == 302


def test_a_receipt_of_nobody_is_seen_where_it_was_made() -> None:
    facts = {"division": XIHU, "legal_form": "limited_company"}
    answer = services.answer(facts, as_of=DAY, measures=["27.2"])
    made = receipts.keep(SYSTEM, answer)
    assert county().get(f"/receipts/{made.pk}/").status_code == 200
    assert as_person(official(Role.COUNTY, "330782")).get(f"/receipts/{made.pk}/").status_code == 404


def test_the_list_is_taken_away_with_numbers_and_fingerprints() -> None:
    receipt = kept()
    client = county()
    response = client.get(f"/subjects/{receipt.subject}/receipts/?export=csv")
    text = b"".join(response.streaming_content).decode()
    assert str(receipt.pk) in text
    assert receipt.digest in text
    assert (
        f"/subjects/{receipt.subject}/receipts/"
        in client.get(f"/office/subjects/{receipt.subject}/").content.decode()
    )


def test_a_re_run_gives_the_same_then_and_today() -> None:
    receipt = kept()
    text = county().get(f"/receipts/{receipt.pk}/rerun/").content.decode()
    assert "结论、金额和每一步推导都与回执相同" in text
    assert "按今日规则集，结果也相同" in text


def test_a_re_run_uses_the_rulebook_of_then_and_lists_what_today_differs(monkeypatch: Any) -> None:
    """Then, half of the income counted; the same receipt under a rulebook where three quarters count."""
    in_effect()
    receipt = kept(measures=("27.3",), income="50000.00")
    assert receipt.record["answer"]["measures"][0]["amount"]["value"] == "7500.00"  # 12,500 - 5,000
    changed = json.loads(current().stored)
    for parameter in changed["parameters"]:
        if parameter["name"] == "slp_half_inclusion":
            for value in parameter["values"]:
                value["value"] = {"fraction": [3, 4]}
            break
    else:
        pytest.fail("the share of income that counts has another name")
    other = Rulebook.from_stored(json.dumps(changed).encode())
    monkeypatch.setattr(receipts, "current", lambda: other)
    text = county().get(f"/receipts/{receipt.pk}/rerun/").content.decode()
    assert "结论、金额和每一步推导都与回执相同" in text
    assert "可以享受，7,500 元" in text
    assert "可以享受，5,000 元" in text  # 50,000 x 25 % - 50,000 x 3/4 x 20 %


def test_a_changed_record_is_found_and_not_run() -> None:
    receipt = kept()
    record = receipt.record
    record["answer"]["measures"][0]["verdict"] = "entitled"
    Receipt.objects.filter(pk=receipt.pk).update(packed=packing.pack(record, receipt.pattern.content))
    text = county().get(f"/receipts/{receipt.pk}/rerun/").content.decode()
    assert "已被改动或损坏" in text
    assert "都与回执相同" not in text


def test_a_lost_rulebook_is_said() -> None:
    receipt = kept()
    other = Rulebook.from_stored(current().stored + b" \n ")
    stored = receipts.keep_rulebook(other)
    Receipt.objects.filter(pk=receipt.pk).update(rulebook=stored)
    stored.packed = b""
    stored.save()
    assert "规则集没有了" in county().get(f"/receipts/{receipt.pk}/rerun/").content.decode()


def test_the_act_is_audited_with_the_fingerprint() -> None:
    receipt = kept()
    act = Act.objects.get(act="answers.receipt")
    assert (act.key, act.detail["digest"]) == (str(receipt.pk), receipt.digest)


def test_receipts_of_one_question_share_a_pattern_and_are_small() -> None:
    in_effect()
    first, second = kept(), kept("234567.89", "杭州秋水纺织有限公司")
    assert Pattern.objects.count() == 1
    assert first.record["subject"] != second.record["subject"]
    whole = len(packing.canonical(second.record))
    assert whole > 15_000
    assert len(second.packed) < whole / 15
    assert receipts.check(second) == []


def test_damaged_bytes_are_named() -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        packing.unpack(b"no", b"")
    packed = packing.pack({"a": 1}, b"pattern")
    assert packing.unpack(packed, b"pattern") == {"a": 1}
    with pytest.raises(ValueError, match="cannot be read"):
        packing.unpack(packed, b"another")
    with pytest.raises(ValueError, match="restore it from a backup"):
        packing.unpack(packed[:-3], b"pattern")


def test_a_receipt_that_is_not_there_is_not_found() -> None:
    assert county().get(f"/receipts/{uuid4()}/").status_code == 404


def test_facts_that_contradict_each_other_are_named_on_the_receipt_and_its_notice() -> None:
    receipt = kept(more={"predecessor_founded_on": "2011-03-01"})
    said = "下列事实互相矛盾，或与适用日不符。结果仍按所填的计算，请先核对："
    shown = page(county(), receipt)
    assert shown.count(said) == 2  # the words, and what the section is called
    title, lines = telling.conflicts(receipt.record, "zh")
    assert title == said
    assert lines == [
        "转企前个体工商户的成立日期在企业成立日期之后（成立日期：2010-05-01；转企前个体工商户成立日期：2011-03-01）"
    ]
    assert shown.count(lines[0]) == 1
    assert notices.document(receipt, "https://example.test/check/")["conflicts"] == {
        "title": said,
        "lines": lines,
    }
    assert said not in page(county(), kept(name="杭州甲五金有限公司"))


def test_the_purpose_is_told_in_the_readers_language() -> None:
    receipt = kept()
    for purpose, english in (
        (
            "国家级科技企业孵化器认定：登记认定",
            "Recognition as a national technology incubator: Enter the recognition",
        ),
        ("登记公共服务平台", "Register a public platform"),
        ("杭州某企业的请求", "杭州某企业的请求"),
    ):
        Receipt.objects.filter(pk=receipt.pk).update(purpose=purpose)
        assert f"<dd>{purpose}</dd>" in page(county(), receipt)
        reader = county()
        reader.cookies["django_language"] = "en"
        assert f"<dd>{english}</dd>" in page(reader, receipt)


def test_an_auditor_reads_the_receipt_and_cannot_have_it_sealed() -> None:
    in_effect()
    receipt = kept()
    auditor = as_person(official(Role.AUDITOR, XIHU))
    assert "出具告知书（PDF）" not in page(auditor, receipt)
    assert auditor.post(f"/receipts/{receipt.pk}/notice/").status_code == 403
    assert not receipt.notices.exists()
    assert "出具告知书（PDF）" in page(county(), receipt)


def test_values_still_to_be_checked_say_by_whom(monkeypatch: pytest.MonkeyPatch) -> None:
    in_effect()
    receipt, told = kept(), "由维护规则的人员对照正式文本核对"
    text = page(county(), receipt)
    assert "尚待核对的依据：" in text
    assert told in text
    monkeypatch.setattr("zhiwei.engine.bearing.recalled", lambda *_: [])
    text = page(county(), receipt)
    assert "尚待核对的依据：" not in text
    assert told not in text
