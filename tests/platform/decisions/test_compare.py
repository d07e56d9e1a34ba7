"""One sentence in all places: own, inherited, declined and silent values beside each other, on any day, as a file too."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest
from django.test import Client

from tests.platform.decisions.papers import (
    HANGZHOU,
    XIHU,
    YIWU,
    ZHEJIANG,
    ended,
    in_effect,
    submitted,
    viewer,
)
from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.decisions.compare import Line, lines
from zhiwei.platform.decisions.lists import filed_by
from zhiwei.platform.decisions.matrix import Word
from zhiwei.platform.decisions.terms import open_sentences
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db
DAY = date(2012, 12, 31)
GONGSHU = "330105"


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def of(place: str, sentence: str = "27.2", day: date = DAY) -> list[Line]:
    return [one for one in lines(sentence, day) if one.division.code == place]


def rows(client: Client, query: str) -> dict[str, dict[str, str]]:
    raw = b"".join(client.get(f"/decisions/compare/?{query}&export=csv")).decode("utf-8-sig")
    return {row["代码"]: row for row in csv.DictReader(io.StringIO(raw))}


def test_own_inherited_declined_and_silent_stand_beside_each_other(client: Client) -> None:
    in_effect(division=HANGZHOU, document="杭政发〔2012〕3号", fills={"reward_share": "0.4"}, to_day=None)
    own = in_effect(fills={"reward_share": "0.3"})
    in_effect(division=YIWU, document="义政发〔2012〕9号", declines=True, fills={})
    found = rows(client, "sentence=27.2")
    assert len(found) == len(load_divisions().on(DAY))
    shown = {
        place: [
            found[place][head] for head in ("情况", "奖励比例", "沿用哪里的决定", "起始日", "终止日", "文号")
        ]
        for place in (HANGZHOU, XIHU, GONGSHU, YIWU, ZHEJIANG)
    }
    assert shown == {
        HANGZHOU: ["已报备", "40%", "", "2012-01-01", "", "杭政发〔2012〕3号"],
        XIHU: ["已报备", "30%", "", "2012-01-01", "2015-12-31", "西政发〔2012〕18号"],
        GONGSHU: ["沿用上级", "40%", "杭州市", "2012-01-01", "", "杭政发〔2012〕3号"],
        YIWU: ["不实施", "", "", "2012-01-01", "2015-12-31", "义政发〔2012〕9号"],
        ZHEJIANG: ["未报备", "", "", "", "", ""],
    }
    page = client.get("/decisions/compare/?sentence=27.2").content.decode()
    assert f'href="/decisions/{own.pk}/"' in page
    assert "0% 至 100%" in page


def test_terms_that_rest_on_two_decisions_have_a_line_each() -> None:
    start = date(2012, 5, 1)
    in_effect(
        sentence="13.2", division=HANGZHOU, document="杭政发〔2012〕3号", from_day=start,
        fills={"risk_ratio": "0.2", "risk_cap": "100000.00"},
    )  # fmt: skip
    in_effect(sentence="13.2", fills={"risk_ratio": "0.1"}, from_day=start)
    assert [(one.word, one.source, dict(one.values)) for one in of(XIHU, "13.2")] == [
        (Word.FILED, "", {"risk_ratio": Fraction(1, 10)}),
        (Word.INHERITED, "杭州市", {"risk_cap": 100_000_00}),
    ]


def test_values_are_sorted_as_numbers_and_missing_ones_come_last(client: Client) -> None:
    in_effect(division=HANGZHOU, document="杭政发〔2012〕3号", fills={"reward_share": "0.05"})
    in_effect(fills={"reward_share": "1"})
    for order in ("term_reward_share", "-term_reward_share"):
        shares = [row["奖励比例"] for row in rows(client, f"sentence=27.2&sort={order}").values()]
        known = [one for one in shares if one]
        assert shares[: len(known)] == known
        assert (known[0], known[-1]) == (("5%", "100%") if order[0] == "t" else ("100%", "5%"))


def test_a_day_a_city_and_a_state_narrow_it(client: Client) -> None:
    in_effect(division=HANGZHOU, document="杭政发〔2012〕3号", to_day=date(2013, 6, 30))
    assert rows(client, "sentence=27.2&day=2013-06-30")[XIHU]["情况"] == "沿用上级"
    assert rows(client, "sentence=27.2&day=2013-07-01")[XIHU]["情况"] == "未报备"
    assert YIWU not in rows(client, f"sentence=27.2&city={HANGZHOU}")
    assert set(rows(client, "sentence=27.2&word=filed")) == {HANGZHOU}


def test_as_known_before_a_withdrawal_it_still_holds(client: Client) -> None:
    filing = in_effect()
    with clock.stopped(date(2013, 3, 1)):
        ended(filing)
        assert rows(client, "sentence=27.2&day=2012-12-31")[XIHU]["情况"] == "未报备"
        known = rows(client, "sentence=27.2&day=2012-12-31&known_on=2013-02-28")
    assert known[XIHU]["奖励比例"] == "50%"


@pytest.mark.parametrize("sentence", open_sentences())
def test_every_sentence_left_open_has_a_page_that_its_own_page_names(sentence: str, client: Client) -> None:
    assert client.get(f"/decisions/compare/?sentence={sentence}").status_code == 200
    assert f"/decisions/compare/?sentence={sentence}" in client.get(f"/law/{sentence}").content.decode()


def test_lists_and_decisions_lead_to_it(client: Client) -> None:
    filing = in_effect()
    assert (
        'href="/decisions/compare/?sentence=27.2"' in client.get("/decisions/?sentence=27.2").content.decode()
    )
    assert (
        "/decisions/compare/?sentence=27.2&amp;day=2012-12-31"
        in client.get("/decisions/matrix/").content.decode()
    )
    page = client.get(f"/decisions/{filing.pk}/").content.decode()
    assert "/decisions/compare/?sentence=27.2&amp;day=2012-12-31" in page
    with clock.stopped(date(2020, 1, 1)):  # over since: compared with its last day
        page = client.get(f"/decisions/{filing.pk}/").content.decode()
    assert "/decisions/compare/?sentence=27.2&amp;day=2015-12-31" in page


def test_a_decision_names_the_office_that_filed_it_and_no_person(client: Client) -> None:
    filing = in_effect()
    assert filing.made_by is not None
    office = filing.made_by.memberships.get().organisation
    Organisation.objects.filter(pk=office.pk).update(name="西湖区经济和信息化局")
    page = client.get(f"/decisions/{filing.pk}/").content.decode()
    assert "<dt>报备单位</dt><dd>西湖区经济和信息化局</dd>" in page
    assert "<dt>文号</dt><dd>西政发〔2012〕18号</dd>" in page
    assert str(filing.made_by) not in page
    with clock.stopped(date(2013, 1, 31)):  # he has left, the office stays
        filing.made_by.memberships.update(to_day=date(2013, 1, 1))
        assert filed_by(filing) == "西湖区经济和信息化局"


def test_a_draft_is_not_compared() -> None:
    submitted(viewer())
    assert [one.word for one in of(XIHU)] == [Word.SILENT]
