"""Writes the ten thousand receipts of an earlier rulebook that :mod:`test_ten_thousand_receipts` runs again.

They are written by the engine of that time, not by today's. Its commit and the call:

    git archive 49e1d08 src | tar x -C FOLDER
    PYTHONPATH=FOLDER/src python tests/policy/earlier_receipts/write.py RULEBOOK.json OUT.jsonl.xz [COUNT]

The facts come from a seed: firms of nine places, on and beside every limit of article 27, with gaps, refusals, sources,
decisions filed before and after the day of knowledge, and other readings. Of each answer the part is kept that must come
out the same for ever (engine/receipt.py compares no other): verdicts, amounts, missing facts, steps with values and inputs.
"""

from __future__ import annotations

import json
import lzma
import random
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from zhiwei.engine import receipt
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.store import from_bytes

SEED = 47_2012
PLACES = ("330106", "330102", "330110", "330681", "330782", "331081", "330203", "330100", "330702")
MEASURES = ("27.2", "27.3", "27.4", "27.5", "27.6", "27.6/occasion", "27.8")
INCOMES = (
    "-5000.00",
    "0.00",
    "59999.99",
    "60000.00",
    "60000.01",
    "100000.00",
    "299999.99",
    "300000.00",
    "300000.01",
)
SOURCES = ("2012年度企业所得税申报表", "税务", "工商登记", "企业申报")
MEASURE = (
    "id",
    "verdict",
    "deciding",
    "missing",
    "amount",
    "cites",
    "sources",
    "recalled",
    "readings",
    "steps",
)
STEP = ("kind", "name", "status", "value", "missing", "cites", "sources", "inputs", "decision", "period")
"""What of a measure and of a step is kept."""


def some_day(chance: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=chance.randrange((last - first).days + 1))


def money(chance: random.Random, largest: int) -> str:
    fen = chance.randrange(largest * 100)
    return f"{fen // 100}.{fen % 100:02}"


def known(chance: random.Random) -> dict[str, Any]:
    """Every fact of a firm, as file form writes it."""
    return {
        "legal_form": chance.choice(
            ["limited_company"] * 6 + ["one_person_company", "joint_stock_company", "partnership"]
            + ["individual_business"] * 2 + ["other_individual"]
        ),
        "taxable_income": chance.choice(INCOMES) if chance.random() < 0.5 else money(chance, 320_000),
        "tax_industry": chance.choice(["industrial", "other"]),
        "average_employees": chance.choice(["79.75", "80", "80.25", "100", "100.25", "12", "46.5", "64"]),
        "average_total_assets": chance.choice(["10000000.00", "10000000.01", "30000000.00", "30000000.01", money(chance, 9_000_000)]),
        "restricted_or_prohibited_industry": chance.random() < 0.06,
        "collection_method": chance.choice(["audited"] * 9 + ["assessed"]),
        "high_tech_certified": chance.random() < 0.1,
        "founded_on": some_day(chance, date(2005, 1, 1), date(2013, 12, 31)).isoformat(),
        "predecessor_founded_on": {"status": "not_applicable"},
        "conforms_to_industrial_policy": chance.random() < 0.9,
        "industry_code": chance.choice(["1830", "1713", "3311", "5211", "6510", "7010"]),
        "industry_edition": "2011",
        "employees": chance.choice([3, 9, 19, 20, 46, 99, 299, 300, 301]),
        "revenue": money(chance, 25_000_000),
        "total_assets": money(chance, 25_000_000),
        "monthly_sales": chance.choice(["19999.99", "20000.00", "30000.00", money(chance, 40_000)]),
        "monthly_turnover": money(chance, 40_000),
        "transaction_sales": chance.choice(["499.99", "500.00", money(chance, 900)]),
        "vat_taxpayer_kind": chance.choice(["general", "small_scale", "small_scale"]),
        "invoice_fee_tariff": chance.choice(["12.50", "60.00"]),
    }  # fmt: skip


def facts(chance: random.Random, year: int) -> dict[str, Any]:
    """Some of them missing, refused, of a named period, or with their source."""
    given: dict[str, Any] = {}
    gaps = chance.choice([0, 0, 0, 0.04, 0.12, 0.4])
    for name, value in known(chance).items():
        draw = chance.random()
        if draw < gaps:
            if draw < gaps / 4:
                given[name] = {"status": "refused"}
            continue
        if isinstance(value, dict):
            given[name] = value
        elif name in ("taxable_income", "revenue") and chance.random() < 0.4:
            period = f"{name}@{year}"
            given[period] = {
                "value": value,
                "source": chance.choice(SOURCES),
                "received_on": f"{year + 1}-05-20",
            }
        elif chance.random() < 0.3:
            given[name] = {"value": value, "source": chance.choice(SOURCES)}
        else:
            given[name] = value
    given["division"] = chance.choice(PLACES)
    return given


def decisions(chance: random.Random, place: str) -> list[dict[str, Any]]:
    """What the place, or its city, decided of the reward: nothing, a share from some day on, or that it declines."""
    kind = chance.random()
    if kind < 0.3:
        return []
    first = chance.choice([date(2012, 1, 1), date(2012, 5, 2), date(2013, 1, 1), date(2013, 7, 15)])
    made: dict[str, Any] = {
        "division": place if chance.random() < 0.8 else place[:4] + "00",
        "document": f"（示例）政发〔{first.year}〕{chance.randrange(1, 60)}号",
        "filed_on": (first - timedelta(days=chance.choice([0, 0, 20]))).isoformat(),
        "sentence": "27.2", "from": first.isoformat(), "to": "2015-12-31",
    }  # fmt: skip
    if kind > 0.93:
        return [made | {"declines": True}]
    return [made | {"fills": {"reward_share": chance.choice(["0.1", "0.3", "0.5", "0.55", "1"])}}]


def readings(chance: random.Random) -> dict[str, str]:
    found = {}
    if chance.random() < 0.1:
        found["water_fund_year_counting"] = "calendar_year"
    if chance.random() < 0.1:
        found["water_fund_founding_date"] = "predecessor"
    return found


def one(book: Rulebook, number: int) -> dict[str, Any]:
    """The receipt of a number; the same on every run."""
    chance = random.Random(SEED * 100_000 + number)
    day = some_day(chance, date(2011, 12, 1), date(2016, 2, 29))
    given = facts(chance, day.year)
    wanted = ["27.2"] if number % 2 else list(MEASURES)
    answer = book.answer(
        given, as_of=day, decisions=decisions(chance, given["division"]), readings=readings(chance), measures=wanted,
        known_on=some_day(chance, date(2012, 1, 1), date(2016, 12, 31)) if chance.random() < 0.2 else None,
    )  # fmt: skip
    record = receipt.receipt(answer)
    whole = record["answer"]
    return record | {
        "answer": {
            "as_of": whole["as_of"],
            "known_on": whole["known_on"],
            "measures": [{name: m.get(name) for name in MEASURE} for m in whole["measures"]],
            "steps": {k: {f: s[f] for f in STEP if f in s} for k, s in whole["steps"].items()},
        }
    }


def main() -> None:
    """Write them, one a line, under the hash that the rulebook's file has."""
    stored, out = Path(sys.argv[1]), Path(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 10_000
    book = Rulebook(from_bytes(stored.read_bytes()))
    assert book.hash == stored.stem
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 26}]
    with lzma.open(out, "wt", encoding="utf-8", format=lzma.FORMAT_XZ, filters=filters) as file:
        for number in range(count):
            line = json.dumps(one(book, number), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            file.write(line + "\n")
            if number % 500 == 0:
                print(number, file=sys.stderr)


if __name__ == "__main__":
    main()
