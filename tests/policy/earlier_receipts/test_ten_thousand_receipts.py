"""Ten thousand receipts written under an earlier rulebook, by the engine of that time (:mod:`write`).

Since then a parameter and two rules have changed: the share of the reward is looked up on the day and not on the first day
of the tax year (27.2), the counted share of income reads its limits in another way, and a firm that is not founded yet has
no years of age (27.5). Each receipt runs again to what it said; what today's rulebook says otherwise is predicted here from
the facts.
"""

from __future__ import annotations

import json
import lzma
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from zhiwei import rulebook
from zhiwei.engine import receipt
from zhiwei.engine.rulebook import Rulebook
from zhiwei.policy import library

EARLIER = Path(__file__).parents[1] / "data" / "earlier"
RECEIPTS = EARLIER / "receipts.jsonl.xz"
RULEBOOK = "007c936f9a0886e94fafd64fd5adb8de22351fa65af0405df8d2bb16409e210d"
FEW = 120
"""Receipts that every test run looks at; all of them take minutes."""

Said = Mapping[str, tuple[str, str | None, frozenset[str]]]
"""By measure: verdict, amount in yuan, missing facts."""


@pytest.fixture(scope="module")
def stored() -> Rulebook:
    return library.find(RULEBOOK, [EARLIER / "rulebooks"])


def records() -> Iterator[dict[str, Any]]:
    with lzma.open(RECEIPTS, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def value(record: Mapping[str, Any], name: str) -> Any:
    """A fact of the receipt, with or without its period; None where it is missing, refused or not applicable."""
    facts = record["subject"]["facts"]
    found = facts.get(name) or facts.get(f"{name}@{record['as_of'][:4]}") or {}
    return found.get("value")


def decided_within_the_year(record: Mapping[str, Any]) -> str | None:
    """The share of a decision that began after the first day of the tax year and was known by then; else None."""
    for one in record["decisions"]:
        began = f"{record['as_of'][:4]}-01-01" < one["from"] <= record["as_of"]
        if began and (record["known_on"] is None or one["filed_on"] <= record["known_on"]):
            share: str | None = one.get("fills", {}).get("reward_share")
            return share
    return None


def to_fen(amount: Fraction) -> int:
    """Half up."""
    return (amount * 2 + 1) // 2


def reward(record: Mapping[str, Any], share: str) -> str:
    """27.2 by hand: of what is above 60,000, at 20 % (15 % with a high-tech certificate), 40 % is local; of that the share."""
    rate = Fraction(15, 100) if value(record, "high_tech_certified") else Fraction(20, 100)
    excess = Fraction(value(record, "taxable_income")) - 60_000
    fen = to_fen(to_fen(excess * 100 * rate * Fraction(40, 100)) * Fraction(share))
    return f"{fen // 100}.{fen % 100:02}"


def not_founded_yet(record: Mapping[str, Any]) -> bool:
    """Whether the day of founding lies ahead, whichever way years are counted."""
    return bool((value(record, "founded_on") or "") > record["as_of"])


def predicted(record: Mapping[str, Any]) -> Said:
    """What today's rulebook says otherwise."""
    then = {one["id"]: one for one in record["answer"]["measures"]}
    found: dict[str, tuple[str, str | None, frozenset[str]]] = {}
    share = decided_within_the_year(record)
    verdict, missing = then["27.2"]["verdict"], frozenset(then["27.2"]["missing"])
    if share is not None and verdict == "entitled":
        found["27.2"] = (verdict, reward(record, share), missing)
    elif share is not None and verdict == "undetermined" and value(record, "high_tech_certified") is None:
        found["27.2"] = (verdict, None, missing | {"high_tech_certified"})  # the amount hangs on it now
    relief = then.get("27.5", {}).get("verdict")
    if not_founded_yet(record) and relief in ("entitled", "undetermined", "unknown_law"):
        found["27.5"] = ("not_entitled", None, frozenset())
    return found


def differing(record: Mapping[str, Any], today: Rulebook) -> Said:
    listed = {one["measure"]: one["now"] for one in receipt.against(record, today)}
    return {
        name: (now["verdict"], now["amount"], frozenset() if name == "27.5" else frozenset(now["missing"]))
        for name, now in listed.items()
    }


def look(found: Iterator[dict[str, Any]], stored: Rulebook, today: Rulebook) -> Counter[str]:
    """Run each again under both rulebooks; how many there were, and how many differ today by measure."""
    seen: Counter[str] = Counter()
    for number, record in enumerate(found):
        assert record["rulebook"] == RULEBOOK
        assert receipt.check(record, stored) == [], number
        expected = predicted(record)
        assert differing(record, today) == expected, number
        seen.update(["receipts", *expected])
    return seen


def test_the_first_of_them_run_again(stored: Rulebook) -> None:
    assert look(islice(records(), FEW), stored, rulebook()) == {"receipts": FEW, "27.2": 1, "27.5": 4}


@pytest.mark.large
def test_all_ten_thousand_run_again(stored: Rulebook) -> None:
    assert look(records(), stored, rulebook()) == {"receipts": 10_000, "27.2": 56, "27.5": 208}


def test_what_changed_since(stored: Rulebook) -> None:
    then, now = stored.data, rulebook().data
    assert then.parameters["reward_share"].applies == "period_start"
    assert now.parameters["reward_share"].applies == "day"
    assert then.rules["enterprise", "slp_counted_share"] != now.rules["enterprise", "slp_counted_share"]


def test_a_figure_changed_in_the_file_is_found(stored: Rulebook) -> None:
    record = next(one for one in records() if one["answer"]["measures"][0]["verdict"] == "not_entitled")
    record["answer"]["measures"][0]["verdict"] = "entitled"
    assert receipt.check(record, stored) == [
        "answer.measures[0].verdict: 'entitled' then, 'not_entitled' now"
    ]
