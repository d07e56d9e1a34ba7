"""The list of what was promised and paid on values of the law that are still to be checked."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client

from tests.platform.accounts import people
from tests.platform.answers.test_receipt_pages import DAY, kept
from tests.platform.decisions.papers import in_effect
from tests.platform.ledger.test_pages import logged_in
from tests.platform.ledger.world import HANGZHOU, XIHU, YUAN, committed, fund
from tests.platform.portal.pages import text_of
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.answers import telling
from zhiwei.platform.answers.codes import code_of
from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.audit.models import ReadItem
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.models import Commitment, Unchecked
from zhiwei.platform.ledger.services import supplement

pytestmark = pytest.mark.django_db
ADDRESS = "/office/commitments/unchecked/"


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


@pytest.fixture
def resting() -> Commitment:
    """300 yuan on a receipt that used a value nobody has seen the text of, beside 200 yuan on none."""
    in_effect()
    there = fund(1000 * YUAN)
    made = committed(there, 300 * YUAN, receipt=kept().pk)
    committed(there, 200 * YUAN)
    return made


def rows(client: Client, query: str = "") -> list[dict[str, str]]:
    """The list as a file."""
    answer = client.get(f"{ADDRESS}?export=csv&{query}")
    return list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))  # type: ignore[arg-type]


def test_an_auditor_gets_every_payment_that_rests_on_an_unseen_text(resting: Commitment) -> None:
    auditor = Client()
    auditor.force_login(people.official(Role.AUDITOR, XIHU))
    (row,) = rows(auditor)
    assert (row["收款主体"], row["金额（元）"], row["已付（元）"]) == (resting.subject.name, "300.00", "0.00")
    assert row["回执核验码"] == code_of(resting.receipt)
    values = telling.unchecked_values(kept(name="别的公司").record, "zh")
    assert row["待核的数值和所用的值"] == "；".join(f"{one.label}：{one.value}" for one in values)
    assert {one.name for one in values} == set(Unchecked.objects.values_list("parameter", flat=True))
    assert "企业所得税地方分享比例" in [one.label for one in values]
    assert all(one.value and one.documents for one in values)
    for text in {text for one in values for text in one.documents}:
        assert row["据称出自"].count(text) == 1
    assert ReadItem.objects.filter(kind="subject", key=str(resting.subject_id)).exists()
    page = auditor.get(ADDRESS)
    assert "合计承诺 300.00 元，其中现在已付 0.00 元" in text_of(page)
    assert f"/office/commitments/{resting.pk}/" in page.content.decode()


def test_the_list_is_narrowed_by_parameter_and_ends_at_the_readers_divisions(resting: Commitment) -> None:
    client = logged_in()
    (here,) = [
        one
        for one in telling.unchecked_values(Receipt.objects.get().record, "zh")
        if one.label == "企业所得税地方分享比例"
    ]
    assert len(rows(client, f"parameter={here.name}")) == 1
    Unchecked.objects.filter(parameter=here.name).update(parameter="no_more_in_the_rulebook")
    assert len(rows(client, "parameter=no_more_in_the_rulebook")) == 1
    assert len(rows(client, "state=paid")) == 0
    choices = client.get(ADDRESS).context["filters"].fields["parameter"].choices
    assert choices[0] == ("", "全部")
    assert ("no_more_in_the_rulebook", "no_more_in_the_rulebook") in choices
    assert len(choices) == 1 + Unchecked.objects.count()
    assert len(rows(logged_in(HANGZHOU))) == 1
    elsewhere = logged_in("330782")
    assert rows(elsewhere) == []
    assert elsewhere.get(ADDRESS).context["filters"].fields["parameter"].choices == [("", "全部")]
    owner = Client()
    owner.force_login(people.owner(resting.subject.organisation))
    assert owner.get(ADDRESS).status_code == 403


def test_a_supplement_rests_on_the_same_receipt(resting: Commitment) -> None:
    supplement(SYSTEM, resting, 10 * YUAN, reason="更正", key="more")
    assert sorted(row["金额（元）"] for row in rows(logged_in())) == ["10.00", "300.00"]


def test_what_was_promised_before_the_list_is_in_it_after_the_migration(resting: Commitment) -> None:
    before = list(Unchecked.objects.values_list("commitment", "parameter"))
    Unchecked.objects.all().delete()
    import_module("zhiwei.platform.ledger.migrations.0003_unchecked").fill(apps, None)
    assert list(Unchecked.objects.values_list("commitment", "parameter")) == before != []


def test_the_door_of_the_audit_leads_to_the_check_lists(client: Client) -> None:
    client.force_login(people.official(Role.AUDITOR, XIHU))
    page = client.get("/office/audit/").content.decode()
    for address in (ADDRESS, "/office/commitments/?alike=on", "/office/cases/?list=all&amp;trait=one"):
        assert f'href="{address}"' in page, address
    assert client.get("/office/cases/?list=all&trait=one").status_code == 200
    admin = people.person()
    people.member(admin, Role.AUDIT_ADMIN)
    client.force_login(admin)
    assert ADDRESS not in client.get("/office/audit/").content.decode()
