"""The pages of guarantees and loans, by who looks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.platform.accounts import people
from tests.platform.subjects.test_records import (
    BEGAN,
    DAY,
    ENDS,
    WAN,
    XIHU,
    YIWU,
    firm,
    given,
    guarantor,
    subject,
)
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.audit.models import ReadItem
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Guarantee, GuaranteeEvent, ListUpload, Loan, Subject
from zhiwei.platform.subjects.services.records import Contract, record_event, record_guarantee, record_loan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(settings: Any) -> Iterator[None]:
    settings.SECOND_FACTOR = False
    with clock.stopped(DAY):
        yield


def of(party: Subject, role: Role = Role.GUARANTOR) -> Client:
    user = people.person()
    people.member(user, role, organisation=party.organisation)
    return as_person(user)


def official(division: str = XIHU) -> Client:
    return as_person(people.official(Role.COUNTY, division))


def as_person(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_guarantor_enters_a_contract_and_what_became_of_it() -> None:
    party, borrower = guarantor(), firm()
    client, address = of(party), f"/my/{party.pk}/records/"
    assert address in text(client.get(f"/my/{party.pk}/"))
    sent = {
        "act": "contract", "borrower": borrower.name, "contract": "保1", "fen": "200万",
        "from_day": "2012-05-07", "to_day": "2013-05-06",
    }  # fmt: skip
    assert "2,000,000.00" in text(client.post(address, sent, follow=True))
    again = client.post(address, sent)
    assert (again.status_code, "一份合同只登记一次" in text(again)) == (422, True)
    one = Guarantee.objects.get()
    here = f"/my/guarantees/{one.subject_id}/"
    claim = {"kind": "claim", "on_day": "2012-12-03", "fen": "80万", "document": "代1"}
    assert "800,000.00" in text(client.post(here, claim, follow=True))
    event = GuaranteeEvent.objects.get()
    assert "已作废" in text(client.post(f"/records/events/{event.pk}/strike/", {"why": "有误"}, follow=True))
    assert ReadItem.objects.filter(kind="subject", key=str(borrower.pk)).exists()


def test_officials_of_the_place_see_and_take_the_list_away() -> None:
    one = given()
    record_event(
        people.viewer(people.official(Role.COUNTY, XIHU)),
        one,
        kind="claim",
        on_day=DAY,
        fen=WAN,
        document="代1",
    )
    county = official()
    assert "保2012-1" in text(county.get("/office/guarantees/"))
    assert "10,000.00" in text(county.get(f"/office/guarantees/{one.subject_id}/"))
    csv = b"".join(county.get("/office/guarantees/", {"export": "csv"}).streaming_content).decode()
    assert "保2012-1" in csv
    assert "保2012-1" not in text(county.get("/office/guarantees/", {"text": "没有"}))


def test_nobody_else_sees_them() -> None:
    one = given()
    other = of(guarantor("义乌诚信融资性担保有限公司"))
    elsewhere = official(YIWU)
    assert other.get(f"/my/guarantees/{one.subject_id}/").status_code == 404
    assert other.get(f"/my/{one.guarantor_id}/records/").status_code == 404
    assert elsewhere.get(f"/office/guarantees/{one.subject_id}/").status_code == 404
    assert "保2012-1" not in text(elsewhere.get("/office/guarantees/"))
    csv = b"".join(elsewhere.get("/office/guarantees/", {"export": "csv"}).streaming_content).decode()
    assert "保2012-1" not in csv
    assert other.get("/office/guarantees/").status_code == 403
    assert Client().get("/office/guarantees/").status_code in (302, 403)


def test_a_bank_enters_a_loan_and_its_county_sees_it() -> None:
    bank, borrower = subject("bank", "杭州小微银行"), firm()
    record_loan(
        people.viewer(people.official(Role.COUNTY, XIHU)), bank, borrower, Contract("贷1", WAN, BEGAN, ENDS)
    )
    sent = {
        "act": "contract", "borrower": borrower.name, "contract": "贷2", "fen": "100万",
        "from_day": "2012-06-01", "to_day": "2013-05-31",
    }  # fmt: skip
    page = of(bank, Role.BANK).post(f"/my/{bank.pk}/records/", sent, follow=True)
    assert "1,000,000.00" in text(page)
    assert Loan.objects.get(contract="贷2").from_day == date(2012, 6, 1)
    assert "贷2" in text(official().get("/office/loans/"))
    assert "贷2" not in text(official(YIWU).get("/office/loans/"))


def test_a_guarantor_strikes_a_guarantee_on_its_page_and_others_do_not() -> None:
    party, borrower = guarantor(), firm()
    one = record_guarantee(SYSTEM, party, borrower, Contract("保1", WAN, BEGAN, ENDS))
    here, strike = f"/my/guarantees/{one.subject_id}/", f"/records/guarantees/{one.subject_id}/strike/"
    client = of(party)
    assert strike in text(client.get(here))
    assert of(guarantor("义乌众信融资性担保有限公司")).post(strike, {"why": "有误"}).status_code == 404
    assert official(YIWU).post(strike, {"why": "有误"}).status_code == 404
    assert "请写明理由" in text(client.post(strike, {"why": ""}, follow=True))
    page = text(client.post(strike, {"why": "金额录错"}, follow=True))
    assert ("已作废" in page, "金额录错" in page, strike in page) == (True, True, False)
    county = official()
    assert "金额录错" in text(county.get(f"/office/guarantees/{one.subject_id}/"))
    csv = b"".join(county.get("/office/guarantees/", {"export": "csv"}).streaming_content).decode()
    assert "已作废,金额录错" in csv


def test_a_bank_strikes_a_loan_on_its_page_and_others_do_not() -> None:
    bank, borrower = subject("bank", "杭州小微银行"), firm()
    one = record_loan(SYSTEM, bank, borrower, Contract("贷1", WAN, BEGAN, ENDS))
    here, strike = f"/my/loans/{one.subject_id}/", f"/records/loans/{one.subject_id}/strike/"
    client = of(bank, Role.BANK)
    assert here in text(client.get(f"/my/{bank.pk}/records/"))
    assert strike in text(client.get(here))
    other = of(subject("bank", "义乌小微银行"), Role.BANK)
    assert other.get(here).status_code == 404
    assert other.post(strike, {"why": "有误"}).status_code == 404
    assert official(YIWU).post(strike, {"why": "有误"}).status_code == 404
    assert "请写明理由" in text(client.post(strike, {"why": ""}, follow=True))
    page = text(client.post(strike, {"why": "金额录错"}, follow=True))
    assert ("已作废" in page, "金额录错" in page, strike in page) == (True, True, False)
    county = official()
    assert "金额录错" in text(county.get(f"/office/loans/{one.subject_id}/"))
    listed = text(county.get("/office/loans/"))
    assert ("贷1" in listed, "金额录错" in listed) == (True, True)
    csv = b"".join(county.get("/office/loans/", {"export": "csv"}).streaming_content).decode()
    assert "已作废,金额录错" in csv
    assert ReadItem.objects.filter(kind="subject", key=str(borrower.pk)).exists()
    client.cookies["django_language"] = "en"
    assert "struck" in text(client.get(here))


def sent(name: str, content: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode("utf-8-sig"))


HEAD = "借款企业,合同编号,贷款金额（万元）,贷款起日,贷款止日\n"


def test_a_bank_enters_its_loans_by_file_and_sees_first_what_it_does() -> None:
    bank, borrower = subject("bank", "杭州小微银行"), firm()
    client, address = of(bank, Role.BANK), f"/my/{bank.pk}/records/"
    there = f"/lists/loans/of/{bank.pk}/"
    assert there in text(client.get(address))
    assert "借款企业、合同编号、贷款金额（万元）、贷款起日、贷款止日" in text(client.get(there))
    template = client.get(f"{there}template.xlsx")
    assert template.content.startswith(b"PK")
    refused = client.post(there, {"file": sent("贷款.csv", "企业名称\n甲\n")})
    assert (refused.status_code, "缺少列：合同编号" in text(refused)) == (422, True)
    assert client.post(there, {"file": sent("贷款.pdf", "x")}).status_code == 422
    bad = client.post(
        there, {"file": sent("贷款.csv", HEAD + "没有,贷1,200,2012-05-07,2013-05-06\n")}, follow=True
    )
    assert "有 1 行不能登记" in text(bad)
    assert "第 1 列“借款企业”：名录里没有“没有”" in text(bad)
    marked = client.get(f"{bad.redirect_chain[-1][0]}marked/")
    assert marked.content.startswith(b"PK")
    good = HEAD + f"{borrower.name},贷1,200,2012-05-07,2013-05-06\n"
    page = client.post(there, {"file": sent("贷款.csv", good)}, follow=True)
    upload = page.redirect_chain[-1][0]
    assert "还没有生效" in text(page)
    assert ReadItem.objects.filter(kind="subject", key=str(borrower.pk)).exists()
    assert not Loan.objects.exists()
    assert "已登记" in text(client.post(f"{upload}enter/", follow=True))
    assert "2,000,000.00" in text(client.get(address))
    assert "没有要改的" in text(client.post(there, {"file": sent("贷款.csv", good)}, follow=True))
    assert "贷款.csv" in text(client.get(there))


def test_a_file_of_loans_is_its_senders_alone() -> None:
    bank, borrower = subject("bank", "杭州小微银行"), firm()
    client, there = of(bank, Role.BANK), f"/lists/loans/of/{bank.pk}/"
    good = HEAD + f"{borrower.name},贷1,200,2012-05-07,2013-05-06\n"
    upload = client.post(there, {"file": sent("贷款.csv", good)}, follow=True).redirect_chain[-1][0]
    for other in (of(bank, Role.BANK), official()):
        assert other.get(upload).status_code == 404
        assert other.get(f"{upload}marked/").status_code == 404
        assert other.post(f"{upload}enter/").status_code == 404
        assert other.post(f"{upload}cancel/").status_code == 404
    assert official().get(there).status_code == 404
    assert (
        of(subject("bank", "义乌小微银行"), Role.BANK).post(there, {"file": sent("a.csv", good)}).status_code
        == 404
    )
    assert Client().get(there).status_code in (302, 403)
    reader = people.person()
    people.member(reader, Role.AUDITOR, XIHU)
    assert as_person(reader).get(there).status_code == 404
    page = text(client.post(f"{upload}cancel/", follow=True))
    assert "文件已取消，什么都没有登记。" in page
    assert not Loan.objects.exists()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_a_lender_takes_away_comes_back_unchanged(language: str) -> None:
    bank, borrower = subject("bank", "杭州小微银行"), firm()
    record_loan(SYSTEM, bank, borrower, Contract("贷1", WAN + 1, BEGAN, ENDS), source="bank")
    client = of(bank, Role.BANK)
    client.cookies["django_language"] = language
    for form in ("csv", "xlsx"):
        file = client.get(f"/my/{bank.pk}/records/", {"export": form})
        content = b"".join(file.streaming_content)
        name = f"loans.{form}"
        answer = client.post(f"/lists/loans/of/{bank.pk}/", {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 302, text(answer)
        upload = ListUpload.objects.get(file__name=name)
        assert (upload.state, upload.rows[0]["defects"]) == ("same", [])
