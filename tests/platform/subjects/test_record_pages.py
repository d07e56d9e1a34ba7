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
    HEAD,
    WAN,
    XIHU,
    YIWU,
    firm,
    given,
    guarantor,
    subject,
)
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import ReadItem
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Guarantee, GuaranteeEvent, Loan, Subject
from zhiwei.platform.subjects.services.records import Contract, record_event, record_loan

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


def test_a_list_is_entered_from_a_file() -> None:
    party = guarantor()
    firm()
    client, address = of(party), f"/my/{party.pk}/records/"
    good = HEAD + "杭州晨光五金制品有限公司,保1,200,2012-05-07,2013-05-06\n"
    bad = HEAD + "没有的有限公司,保1,200,2012-05-07,2013-05-06\n"

    def send(content: str) -> str:
        file = SimpleUploadedFile("担保.csv", content.encode("utf-8-sig"))
        return text(client.post(address, {"act": "file", "file": file}, follow=True))

    assert "名录里没有“没有的有限公司”" in send(bad)
    assert "登记了 1 笔，0 笔原已登记" in send(good)
    assert "登记了 0 笔，1 笔原已登记" in send(good)


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
