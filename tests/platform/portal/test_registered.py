"""The answer for a registered subject: to its county's officials and to itself, to nobody else; every look recorded."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client

from tests.platform.accounts.people import official, organisation, owner
from tests.platform.office.firms import firm
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import ReadItem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR = False


def as_person(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_an_official_and_the_firm_see_the_same_answer() -> None:
    subject = firm("余杭甲纺织有限公司", "330110", "60000")
    subject.organisation = organisation("余杭甲纺织有限公司", division="330110")
    subject.save()
    address = f"/subjects/{subject.pk}/answer/?as_of=2012-12-31"
    for user in (official(Role.COUNTY, "330110"), owner(subject.organisation)):
        text = as_person(user).get(address).content.decode()
        assert "余杭甲纺织有限公司" in text
        assert "9,000" in text  # 15 % of 60,000 saved
        assert "税务机关" in text
    looks = ReadItem.objects.filter(kind="subject", key=str(subject.pk))
    assert looks.count() >= 2


def test_the_page_is_linked_from_the_subject() -> None:
    subject = firm("余杭甲纺织有限公司", "330110", "60000")
    page = as_person(official(Role.COUNTY, "330110")).get(f"/office/subjects/{subject.pk}/").content.decode()
    assert f"/subjects/{subject.pk}/answer/" in page


def test_another_countys_official_and_strangers_do_not_see_it(client: Client) -> None:
    subject = firm("余杭甲纺织有限公司", "330110", "60000")
    address = f"/subjects/{subject.pk}/answer/"
    assert client.get(address).status_code == 302
    assert as_person(official(Role.COUNTY, "330782")).get(address).status_code == 404
    assert as_person(owner()).get(address).status_code == 404


def test_it_is_taken_away_as_pdf() -> None:
    subject = firm("余杭甲纺织有限公司", "330110", "60000")
    client = as_person(official(Role.COUNTY, "330110"))
    response = client.get(f"/subjects/{subject.pk}/answer/?as_of=2012-12-31&view=pdf")
    content = b"".join(response.streaming_content) if response.streaming else response.content
    assert content.startswith(b"%PDF-")
    assert "余杭甲纺织有限公司-2012-12-31.pdf" in unquote(response["Content-Disposition"])


def test_it_is_printed_with_its_facts_and_with_derivations_where_asked() -> None:
    subject = firm("余杭甲纺织有限公司", "330110", "60000")
    client = as_person(official(Role.COUNTY, "330110"))
    address = f"/subjects/{subject.pk}/answer/?as_of=2012-12-31"
    page = client.get(address).content.decode()
    assert page.index("&amp;view=print") < page.index('aria-label="小结"')  # not below everything on a phone
    printed = client.get(f"{address}&view=print").content.decode()
    assert "少交 9,000 元" in printed
    assert "60,000.00 元" in printed
    assert '<details class="why" open>' not in printed
    assert '<details class="why" open>' in client.get(f"{address}&view=print&why=all").content.decode()
    looks = ReadItem.objects.filter(kind="subject", key=str(subject.pk)).count()
    client.get(f"{address}&view=print")
    assert ReadItem.objects.filter(kind="subject", key=str(subject.pk)).count() > looks


def test_a_missing_fact_is_named() -> None:
    subject = firm("余杭丙纺织有限公司", "330110", None)
    client = as_person(official(Role.COUNTY, "330110"))
    text = client.get(f"/subjects/{subject.pk}/answer/?as_of=2012-12-31").content.decode()
    assert "还需要：" in text
    assert "应纳税所得额" in text


def test_facts_of_the_register_that_contradict_each_other_are_told_and_their_reading_recorded() -> None:
    subject = firm("余杭甲纺织有限公司", "330110", "60000")
    page = as_person(official(Role.COUNTY, "330110")).get(f"/subjects/{subject.pk}/answer/?as_of=2011-02-28")
    assert "成立日期在适用日之后，那一天企业还没有成立（成立日期：2011-03-01）" in page.content.decode()
    looks = ReadItem.objects.filter(kind="subject", key=str(subject.pk))
    assert any(
        "founded_on" in item["fields"]
        for look in looks
        for item in look.reading.items
        if item["key"] == str(subject.pk)
    )
