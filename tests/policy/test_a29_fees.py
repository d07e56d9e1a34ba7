"""29.2: administrative fees waived; 29.3: service charges and dues at 60 %; 29.5: monopoly services."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import LARGE, MEDIUM, MICRO, SIZE_FACTS, SMALL, calc, decision, judge
from zhiwei import rulebook
from zhiwei.policy import a29_fees as fees
from zhiwei.policy.vocabulary_procedure import FeeItem, MonopolySector

IN_2012, TODAY = "2012-06-30", "2026-11-23"

# ---------------------------------------------------------------- 29.2

NATIONAL = [
    "企业注册登记费", "税务发票工本费", "海关监管手续费", "装船证费", "手工制品证书费", "纺织品原产地证明书费",
    "签发一般原产地证书费", "一般原产地证工本费", "组织机构代码证书工本费", "货物原产地证明书费", "ATA单证册收费", "土地登记费",
    "计算机软件著作权登记费", "农机监理费", "新兽药审批费", "《进口兽药许可证》审批费", "已生产兽药品种注册登记费", "林权证工本费",
    "星级标牌(含星级证书)工本费", "A级旅游景区标牌工本费", "工农业旅游示范点标牌(含证书)工本费", "清真食品认证费",
]  # fmt: skip
PROVINCIAL = ["政府采购招标文件制作工本费"]
KNOWN = [m for m in FeeItem if m is not FeeItem.OTHER]


def fee(name: str, item: str, firm: dict[str, Any], day: str = IN_2012) -> Any:
    return calc("administrative_fee", name, {"fee_item": item, "tariff": "1000"}, day, {"payer": firm})


def waiver(item: str, firm: dict[str, Any], day: str = IN_2012) -> tuple[Any, ...]:
    found = judge("administrative_fee", "29.2", {"fee_item": item, "tariff": "1000"}, day, {"payer": firm})
    return found.verdict, found.deciding, found.amount.value if found.amount else None


def test_the_list_has_the_22_national_items_and_the_one_of_zhejiang() -> None:
    assert [m.zh for m in KNOWN] == NATIONAL + PROVINCIAL
    first = rulebook().data.parameters["fee_items_waived"].values[0]
    assert set(first.value) == {m.value for m in KNOWN if m.zh in NATIONAL}
    assert (first.source, first.starts.isoformat(), first.ends.isoformat()) == (
        "财综〔2011〕104号",
        "2012-01-01",
        "2014-12-31",
    )


def sources(item: str, day: str) -> dict[str, str]:
    """The first text of each value that the answer read, by parameter."""
    answer = rulebook().answer(
        {"fee_item": item, "tariff": "1000"}, entity="administrative_fee", as_of=day, links={"payer": SMALL},
        measures=["29.2"],
    )  # fmt: skip
    return {n: s["cites"][0] for n, s in answer.to_json()["steps"].items() if s["kind"] == "parameter"}


def test_29_2_an_added_item_shows_the_act_that_added_it() -> None:
    added, national = sources("tender_document", "2012-01-31"), sources("land_registration", "2012-01-31")
    assert added["fee_added_waived"] == "浙财综〔2011〕126号"
    assert "fee_items_waived" not in added
    assert national["fee_items_waived"] == "财综〔2011〕104号"
    assert "fee_added_waived" not in national
    assert sources("land_registration", "2015-01-01")["fee_items_waived"] == "财税〔2014〕101号#二"


def test_nine_of_the_32_items_are_not_known() -> None:
    (count,) = rulebook().data.parameters["fee_waived_item_count"].values
    assert (count.value, len(KNOWN)) == (32, 23)


@pytest.mark.parametrize("item", [m.value for m in KNOWN])
def test_known_items_cost_a_small_firm_nothing_and_others_the_tariff(item: str) -> None:
    assert fee("fee_payable", item, SMALL, "2012-01-01") == "0.00"
    assert fee("fee_payable", item, MICRO, "2012-01-01") == "0.00"
    assert fee("fee_payable", item, MEDIUM, "2012-01-01") == "1000.00"
    assert waiver(item, SMALL, "2012-01-01") == ("entitled", None, 1_000_00)
    assert waiver(item, MEDIUM, "2012-01-01") == ("not_entitled", "fee_payer_is_small", None)
    assert waiver(item, SMALL, "2011-12-31")[0] == "not_in_force"


@pytest.mark.parametrize("item", [m.value for m in FeeItem])
def test_29_2_before_the_dates_everybody_pays_the_tariff(item: str) -> None:
    """The three years end with 2014; what holds then is told by the tests of later texts below."""
    assert [fee("fee_payable", item, f, "2011-12-31") for f in (SMALL, MICRO, LARGE)] == ["1000.00"] * 3
    assert calc("administrative_fee", "fee_payable", {"tariff": "1000"}, "2011-12-31") == "1000.00"


def test_an_item_outside_the_known_list_is_unknown_not_refused() -> None:
    assert fee("fee_payable", "other", SMALL) == ("unknown_law",)
    assert waiver("other", SMALL) == ("unknown_law", "fee_item_waived", None)
    assert waiver("other", MEDIUM)[0] == "not_entitled"


@pytest.mark.parametrize(
    ("item", "last_day", "next_day"),
    [("tender_document", "2012-01-31", "2012-02-01"), ("tax_invoice", "2012-12-31", "2013-01-01")],
)
def test_items_abolished_during_the_waiver(item: str, last_day: str, next_day: str) -> None:
    assert [fee("fee_payable", item, LARGE, d) for d in (last_day, next_day)] == ["1000.00", "0.00"]
    assert waiver(item, SMALL, last_day)[0] == "entitled"
    assert waiver(item, SMALL, next_day) == ("not_entitled", "fee_still_charged", None)


@pytest.mark.parametrize(
    ("item", "in_2014", "in_2015", "in_2016", "of_large_in_2016"),
    [
        ("land_registration", "entitled", "entitled", "entitled", "1000.00"),
        ("new_veterinary_drug", "entitled", "entitled", "not_entitled", "0.00"),
        ("veterinary_import", "entitled", "entitled", "not_entitled", "0.00"),
        ("enterprise_registration", "entitled", "not_entitled", "not_entitled", "0.00"),
        ("organisation_code", "entitled", "unknown_law", "unknown_law", ("unknown_law",)),
        ("other", "unknown_law", "unknown_law", "unknown_law", ("unknown_law",)),
    ],
)
def test_after_the_three_years(
    item: str, in_2014: str, in_2015: str, in_2016: str, of_large_in_2016: Any
) -> None:
    days = ["2014-12-31", "2015-01-01", "2016-05-01"]
    assert [waiver(item, SMALL, d)[0] for d in days] == [in_2014, in_2015, in_2016]
    assert fee("fee_payable", item, LARGE, "2016-05-01") == of_large_in_2016


def test_the_land_fee_is_unknown_once_41_items_fell_whose_list_was_not_seen() -> None:
    """财税〔2017〕20号, in force 2017-04-01: nothing says whether the land registration fee is among the 41."""
    days = ["2017-03-31", "2017-04-01", TODAY]
    assert [fee("fee_payable", "land_registration", LARGE, d) for d in days] == [
        "1000.00",
        ("unknown_law",),
        ("unknown_law",),
    ]
    assert [waiver("land_registration", SMALL, d)[0] for d in days] == [
        "entitled",
        "unknown_law",
        "unknown_law",
    ]
    assert [fee("fee_payable", "new_veterinary_drug", LARGE, d) for d in days] == ["0.00"] * 3


def test_an_abolished_item_asks_for_nobodys_size() -> None:
    found = calc("administrative_fee", "fee_payable", {"fee_item": "tax_invoice"}, "2013-01-01")
    assert found == "0.00"
    found = calc("administrative_fee", "fee_payable", {"fee_item": "tax_invoice"}, "2012-12-31")
    assert found == ("missing", *(f"payer.{n}" for n in SIZE_FACTS), "tariff")


# ---------------------------------------------------------------- 29.3


def charge(tariff: str, kind: str, firm: dict[str, Any], day: str = IN_2012) -> Any:
    return calc(
        "service_charge", "charge_payable", {"tariff": tariff, "payee_kind": kind}, day, {"payer": firm}
    )


def reduction(kind: str, firm: dict[str, Any], day: str = IN_2012) -> tuple[Any, ...]:
    found = judge("service_charge", "29.3", {"tariff": "1000", "payee_kind": kind}, day, {"payer": firm})
    return found.verdict, found.deciding, found.amount.value if found.amount else None


@pytest.mark.parametrize("kind", ["administrative", "public_institution", "social_organisation"])
def test_a_thousand_becomes_six_hundred_for_small_firms(kind: str) -> None:
    assert [charge("1000", kind, f) for f in (SMALL, MICRO, MEDIUM, LARGE)] == [
        "600.00",
        "600.00",
        "1000.00",
        "1000.00",
    ]
    assert reduction(kind, SMALL) == ("entitled", None, 400_00)
    assert reduction(kind, MEDIUM) == ("not_entitled", "charge_payer_is_small", None)


def test_a_payee_of_another_kind_is_out_of_scope() -> None:
    assert charge("1000", "other", SMALL) == "1000.00"
    assert reduction("other", SMALL) == ("out_of_scope", "payee_covered", None)


@pytest.mark.parametrize(
    ("tariff", "payable"),
    [
        ("0.01", "0.01"),
        ("0.02", "0.01"),
        ("0.03", "0.02"),
        ("0.04", "0.02"),
        ("0.05", "0.03"),
        ("999.99", "599.99"),
    ],
)
def test_the_charge_is_rounded_half_up_to_the_fen(tariff: str, payable: str) -> None:
    assert charge(tariff, "administrative", SMALL) == payable


def test_the_charge_by_hand() -> None:
    share = rulebook().data.parameters["service_charge_share"].values[0].value
    assert (
        fees.charge_payable(
            tariff=100_000, payee_covered=True, charge_payer_is_small=True, service_charge_share=share
        )
        == 60_000
    )
    assert (
        fees.charge_payable(
            tariff=100_000, payee_covered=False, charge_payer_is_small=True, service_charge_share=share
        )
        == 100_000
    )


def test_the_reduction_starts_with_the_opinions_and_has_no_end() -> None:
    assert reduction("administrative", SMALL, "2012-04-23")[0] == "not_in_force"
    assert reduction("administrative", SMALL, "2012-04-24")[0] == "entitled"
    assert reduction("administrative", SMALL, TODAY)[0] == "entitled"


def test_a_charge_of_another_payee_needs_no_size() -> None:
    facts = {"tariff": "1000", "payee_kind": "other"}
    assert calc("service_charge", "charge_payable", facts, IN_2012) == "1000.00"
    found = calc("service_charge", "charge_payable", {**facts, "payee_kind": "administrative"}, IN_2012)
    assert found == ("missing", *(f"payer.{n}" for n in SIZE_FACTS))
    assert calc("service_charge", "charge_payable", {"tariff": "1000"}, IN_2012, {"payer": SMALL}) == (
        "missing",
        "payee_kind",
    )


# ---------------------------------------------------------------- 29.5


def monopoly(sector: str, firm: dict[str, Any], *decisions: Any) -> tuple[Any, ...]:
    facts = {"monopoly_sector": sector, "tariff": "1000"}
    found = judge("monopoly_charge", "29.5", facts, IN_2012, {"payer": firm}, decisions=decisions)
    return found.verdict, found.amount.value if found.amount else None


SECTORS = ["road", "railway", "airport", "port", "telecommunication", "customs", "commodity_inspection"]


def test_seven_sectors_are_named() -> None:
    assert [m.zh for m in MonopolySector] == ["公路", "铁路", "机场", "港口", "通信", "海关", "商检"]


@pytest.mark.parametrize("sector", SECTORS)
def test_each_sector_has_a_discount_filed_or_none(sector: str) -> None:
    filed = decision("29.5", {f"{sector}_discount": "0.05"})
    assert monopoly(sector, SMALL) == ("no_decision_filed", None)
    assert monopoly(sector, SMALL, filed) == ("entitled", 50_00)
    assert monopoly(sector, MEDIUM, filed) == ("not_entitled", None)
    other = SECTORS[(SECTORS.index(sector) + 1) % len(SECTORS)]
    assert monopoly(other, SMALL, filed) == ("no_decision_filed", None)


def test_29_5_the_answer_names_the_act_of_the_discount() -> None:
    filed = decision("29.5", {"road_discount": "0.05"})
    answer = rulebook().answer(
        {"monopoly_sector": "road", "tariff": "1000"}, entity="monopoly_charge", as_of=IN_2012,
        links={"payer": SMALL}, measures=["29.5"], decisions=[filed],
    )  # fmt: skip
    act = answer.to_json()["steps"]["road_discount"]["decision"]
    assert (act["document"], act["sentence"], act["from"]) == ("（示例）1号", "29.5", "2012-05-02")
