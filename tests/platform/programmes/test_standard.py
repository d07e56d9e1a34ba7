"""The standard guards and effects: once, money of three levels, bounds, accounts, taking back; nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils.translation import override

from tests.platform.cases.trial import owner_of
from tests.platform.funds.world import DAY, correct, decided, firm, officer
from tests.platform.programmes.world import YUAN, account, act, applied, funds, pay, raw, types
from zhiwei.engine.errors import Defect, InputError, LoadError
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.casetypes.registry import load
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.chart import Level, Place
from zhiwei.platform.ledger.models import Commitment
from zhiwei.platform.programmes.models import Claim
from zhiwei.platform.programmes.money import promises
from zhiwei.platform.programmes.money.splitting import split
from zhiwei.platform.programmes.standard.effects import _not_decided
from zhiwei.platform.programmes.standard.guards import facts_known
from zhiwei.platform.programmes.standard.values import value_of

REWARD = 9_600 * YUAN
"""Half of 19,200 yuan, as in the tests of the reward."""


@pytest.fixture(autouse=True)
def _trial(monkeypatch: pytest.MonkeyPatch) -> None:
    found = types()
    monkeypatch.setattr(registry, "all_types", lambda: found)


def at(there: dict[str, Any], place: Place) -> list[int]:
    """Yuan of province, city and county in one place."""
    return [books.balance(there[level], place) // YUAN for level in ("province", "city", "county")]


@pytest.mark.django_db
def test_money_of_three_levels_from_the_verdict_to_the_last_payment() -> None:
    decided()
    there, one = funds(), firm(0, "300000.00")
    case = act(officer(), applied(one), "settle")
    assert case.data["amount"] == REWARD
    assert at(there, Place.RESERVED) == [3_840, 4_800, 960]  # 0.4, the locality's 0.5, the rest
    account(one)
    case = act(owner_of(one), case, "confirm")
    assert at(there, Place.COMMITTED) == [3_840, 4_800, 960]
    for level in ("county", "province"):
        pay(there[level])
        assert Case.objects.get(pk=case.pk).state == "ready"
    pay(there["city"])
    assert Case.objects.get(pk=case.pk).state == "paid"
    assert at(there, Place.PAID) == [3_840, 4_800, 960]
    act(officer(), case, "doubt")
    case = act(officer(), case, "claim_back", reason="发票作废")
    assert at(there, Place.RECEIVABLE) == [3_840, 4_800, 960]
    with pytest.raises(PermissionDenied):
        act(officer(), case, "refund", document="1")
    act(officer(Role.FINANCE, "330000"), case, "refund", document="退库 1 号")
    assert at(there, Place.RETURNED) == [3_840, 4_800, 960]


@pytest.mark.django_db
def test_one_transfer_is_booked_for_one_case_whatever_promises_of_it_it_pays_back() -> None:
    decided()
    there, asked = funds(), [firm(number, "300000.00") for number in (0, 1)]
    ones = [act(officer(), applied(one, f"033-{at}"), "settle") for at, one in enumerate(asked)]
    for one, case in zip(asked, ones, strict=True):
        account(one)
        act(owner_of(one), case, "confirm")
    for level in ("county", "province", "city"):
        pay(there[level])
    promised = Commitment.objects.get(case=str(ones[0].pk), level="county")
    more = ledger.supplement(SYSTEM, promised, 40 * YUAN, reason="补付", key="more")
    ledger.commit(SYSTEM, more, key="more:commit")
    pay(there["county"])
    for case in ones:
        act(officer(), case, "doubt")
        act(officer(), case, "claim_back", reason="发票作废")
    finance = officer(Role.FINANCE, "330000")
    act(finance, ones[0], "refund", document="退库 1 号")
    assert at(there, Place.RETURNED) == [3_840, 4_800, 1_000]
    assert {one.state for one in Commitment.objects.filter(case=str(ones[0].pk))} == {"returned"}
    with pytest.raises(Refused) as refused:
        act(finance, ones[1], "refund", document=" 退库 1 号 ")
    day = clock.today()
    assert str(refused.value) == f"流水号“退库 1 号”已于 {day} 入账 4,800 元，不能再记"
    assert Case.objects.get(pk=ones[1].pk).state == "claimed"
    promises.receive_back(SYSTEM, Case.objects.get(pk=ones[0].pk), document="退库 1 号")  # again: nothing
    act(finance, ones[1], "refund", document="退库 2 号")
    assert at(there, Place.RETURNED) == [7_680, 9_600, 1_960]


@pytest.mark.django_db
def test_an_account_confirmed_elsewhere_moves_the_case(django_capture_on_commit_callbacks: Any) -> None:
    from zhiwei.platform.ledger.models import BankAccount

    decided()
    funds()
    one = firm(0, "300000.00")
    case = act(officer(), applied(one), "settle")
    account(one)
    with django_capture_on_commit_callbacks(execute=True):
        ledger.confirm_account(owner_of(one), BankAccount.objects.get(subject=one))
    assert Case.objects.get(pk=case.pk).state == "ready"


@pytest.mark.django_db
def test_what_stands_against_a_step_is_told_at_once() -> None:
    one = firm(0, None)
    case = applied(one, held_on="2013-07-01")
    with pytest.raises(Refused) as refused:
        act(officer(), case, "settle")
    said = [fault.text for fault in refused.value.faults]
    assert said[0] == "“展会日期”是 2013-07-01，到那天才能办理"
    assert said[1].startswith("当地还没有报备第 27.2 句“")
    assert said[2] == "还缺少：应纳税所得额"
    assert said[3].startswith("第 27.2 句在 2012-12-31 的判定是“")
    assert said[-1] == "金额还不能算出，或为零"


@pytest.mark.parametrize(
    ("lang", "broken", "open_"),
    [
        ("zh-hans", "从业人员：不是整数", "“奖励比例”还没有规定，当地也没有报备决定"),
        (
            "en",
            "employees: no whole number",
            "“share of the local tax contribution that is rewarded” is not laid down, and the place has filed no decision",
        ),
    ],
)
def test_what_stands_against_a_step_is_told_in_the_readers_language(
    lang: str, broken: str, open_: str
) -> None:
    class Broken:
        @property
        def outcome(self) -> object:
            raise InputError(
                [Defect("employees", "no whole number", what_zh="不是整数", where_zh="从业人员")]
            )

    with override(lang):
        assert list(facts_known(Broken(), facts=["employees"])) == [broken]  # type: ignore[arg-type]
        assert _not_decided("reward_share") == open_


@pytest.mark.django_db
def test_a_level_without_money_is_named() -> None:
    decided()
    case = applied(firm(0, "300000.00"))
    with pytest.raises(Refused) as refused:
        act(officer(), case, "settle")
    assert [fault.text for fault in refused.value.faults] == [
        "浙江省还没有可用于第 27.2 句的省级资金",
        "杭州市还没有可用于第 27.2 句的市级资金",
        "杭州市西湖区还没有可用于第 27.2 句的县级资金",
    ]


@pytest.mark.django_db
def test_once_for_a_firm_and_year_and_once_for_an_invoice() -> None:
    one, other = firm(0, "300000.00"), firm(1, "300000.00")
    first = applied(one, "033-1")
    with pytest.raises(Refused) as refused:
        applied(one, "033-2")
    assert str(refused.value) == f"这一项已由办件 {first.number} 占用，只能办一次"
    with pytest.raises(Refused):
        applied(other, " 033 -1")  # the same number, written otherwise
    assert Claim.objects.filter(freed_at=None).count() == 2
    act(officer(), first, "refuse")
    assert Claim.objects.filter(freed_at=None).count() == 0
    second = applied(one, "033-1")
    with pytest.raises(Refused, match=second.number):
        act(officer(), first, "reopen")
    act(officer(), second, "refuse")
    act(officer(), first, "reopen")
    assert set(Claim.objects.filter(freed_at=None).values_list("case", flat=True)) == {first.pk}


@pytest.mark.django_db
def test_an_amount_filled_in_stays_within_the_verdict() -> None:
    decided()
    there, one = funds(), firm(0, "300000.00")
    case = applied(one)
    for amount, said in (("9600.01", "“补贴金额”不能超过 9,600 元"), ("0", "“补贴金额”须大于零")):
        with pytest.raises(Refused) as refused:
            act(officer(), case, "grant", amount=amount)
        assert [(fault.field, fault.text) for fault in refused.value.faults] == [("amount", said)]
    act(officer(), case, "grant", amount="9600")
    held = Commitment.objects.get()
    assert (held.fen, held.level, held.basis_key, held.case) == (REWARD, "county", "033-1", str(case.pk))
    assert at(there, Place.RESERVED) == [0, 0, 9_600]


@pytest.mark.django_db
def test_a_refusal_after_the_settlement_frees_the_money() -> None:
    decided()
    there, one = funds(), firm(0, "300000.00")
    case = act(officer(), applied(one), "settle")
    act(officer(), case, "refuse")
    assert at(there, Place.RESERVED) == [0, 0, 0]
    assert at(there, Place.AVAILABLE) == [100_000] * 3


@pytest.mark.django_db
def test_what_was_set_aside_is_carried_by_the_next_budget_or_waits() -> None:
    decided()
    there, one = funds(), firm(0, "300000.00")
    case = act(officer(), applied(one), "settle")
    account(one)
    with clock.stopped(date(2014, 1, 8)):
        with pytest.raises(Refused, match="9,600 元的预算期间已过"):
            act(owner_of(one), case, "confirm")
        later = funds(year=2014)
        act(owner_of(one), case, "confirm")
        assert at(later, Place.COMMITTED) == [3_840, 4_800, 960]
    assert at(there, Place.RESERVED) == [0, 0, 0]


@pytest.mark.django_db
def test_the_notice_shows_what_was_declared_what_counted_and_the_amount() -> None:
    decided()
    one = firm(0, "300000.00")
    case = act(officer(), applied(one), "publish")
    notice = case.notices.get()
    assert [(row["zh"], row["declared"], row["verified"]) for row in notice.figures] == [
        ("发票号码", "033-1", ""),
        ("展会日期", "2013-05-20", ""),
        ("应纳税所得额", "", "300,000.00 元"),
        ("金额（元）", "", "9,600.00"),
    ]
    assert notice.figures[2]["verified_en"] == "CNY 300,000.00"
    with override("zh-hans"):  # what the page activates ends here
        read = Client(headers={"accept-language": "en"}).get(f"/notices/{notice.pk}/").content.decode()
    assert "CNY 300,000.00" in read
    assert "300,000.00 元" not in read
    correct(one, "100000.00")
    with clock.stopped(DAY + timedelta(days=7)):
        done = cases.tick()
    assert [why for _case, why in done.failed] == ["现在算出的金额是 1,600 元，核定的是 9,600 元；须重新核定"]


@pytest.mark.django_db
def test_a_fact_corrected_after_the_receipt_does_not_change_what_was_settled() -> None:
    decided()
    funds()
    one = firm(0, "300000.00")
    case = act(officer(), applied(one), "settle")
    correct(one, "100000.00")
    assert Case.objects.get(pk=case.pk).data["amount"] == REWARD


def test_cut_to_the_fen() -> None:
    from fractions import Fraction

    third = Fraction(1, 3)
    assert split(100, {Level.PROVINCE: third, Level.CITY: third}, Level.COUNTY) == {
        Level.PROVINCE: 33, Level.CITY: 33, Level.COUNTY: 34,
    }  # fmt: skip
    assert split(1, {Level.PROVINCE: third}, Level.COUNTY) == {Level.COUNTY: 1}


@pytest.mark.django_db
def test_a_parameter_is_what_the_nearest_decision_says_or_the_law() -> None:
    day = date(2013, 6, 3)
    assert value_of("reward_share", day=day, division="330106") is None
    decided("0.5")
    assert str(value_of("reward_share", day=day, division="330106")) == "1/2"
    assert value_of("reward_share", day=day, division="330782") is None
    assert value_of("reward_income_floor", day=day, division="330782") == 60_000 * YUAN


Change = Callable[[dict[str, Any]], Any]


def effects(step: str, *given: Any) -> Change:
    return lambda data: data["transitions"][step].__setitem__("effects", list(given))


def guards(step: str, *given: Any) -> Change:
    return lambda data: data["transitions"][step].__setitem__("guard", list(given))


RESERVE = {"sentence": "27.2", "basis": "trial", "key": ["subject"]}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (effects("settle", {"reserve": {**RESERVE, "sentence": "27.22"}}), ["settle.effects.reserve.sentence: '27.22' is neither sentence nor measure"]),
        (effects("settle", {"reserve": {**RESERVE, "key": ["subjekt"]}}), ["settle.effects.reserve.key: 'subjekt' is no part of a key (did you mean subject?)"]),
        (effects("settle", {"reserve": {**RESERVE, "key": []}}), ["settle.effects.reserve.key: names no part (some of subject, year, case, division, invoice, held_on, reason, amount, document)"]),
        (effects("settle", {"reserve": {**RESERVE, "amount": "invoice"}}), ["settle.effects.reserve.amount: 'invoice' is of the kind text (it has to be money)"]),
        (effects("settle", {"reserve": {**RESERVE, "amount": "amont"}}), ["settle.effects.reserve.amount: 'amont' is no field of a form (did you mean amount?)"]),
        (effects("settle", {"reserve": {**RESERVE, "within": "reward_shar"}}), ["settle.effects.reserve.within: 'reward_shar' is no parameter (did you mean reward_share or reward_ratio or reward_base_reading?)"]),
        (effects("settle", {"reserve": {**RESERVE, "levels": {"province": "0.6", "city": "0.5", "county": "rest"}}}), ["settle.effects.reserve.levels: the shares make more than 1"]),
        (effects("settle", {"reserve": {**RESERVE, "levels": {"province": "0.6", "county": "0.4"}}}), ["settle.effects.reserve.levels: 0 levels bear the rest (write rest at one level)"]),
        (effects("settle", {"reserve": {**RESERVE, "levels": ["village"]}}), ["settle.effects.reserve.levels: 'village' is no level (some of province, city, county)"]),
        (effects("settle", {"reserve": {**RESERVE, "levels": ["city", "county"]}}), ["settle.effects.reserve.levels: names several levels without shares (write {level: share})"]),
        (guards("settle", {"not_before": {"date": "invoice"}}), ["settle.guard.not_before.date: 'invoice' is of the kind text (it has to be date)"]),
        (guards("settle", {"once": {"per": ["invoise"]}}), ["settle.guard.once.per: 'invoise' is no part of a key (did you mean invoice?)"]),
        (lambda data: data["notice"]["figures"]["settled"].__setitem__("facts", ["taxable_incom"]), ["notice.figures.settled.facts: 'taxable_incom' is no fact of enterprise (did you mean taxable_income?)"]),
        (effects("claim_back", {"take_back": {"reason": "document", "amount": "reason"}}), ["claim_back.effects.take_back.amount: 'reason' is of the kind lines (it has to be money)"]),
    ],
)  # fmt: skip
def test_arguments_that_name_nothing_are_refused_at_load(
    tmp_path: Path, change: Change, said: list[str]
) -> None:
    data = raw()
    change(data)
    file = tmp_path / "room" / "case_types" / "t.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    with pytest.raises(LoadError) as error:
        load([file])
    place = "room/case_types/t.yaml: "
    assert [str(one).removeprefix(place).removeprefix("transitions.") for one in error.value.defects] == said
