"""Answers with explanation for firms never seen before, by the share of facts that are missing: CPU time per firm."""

from __future__ import annotations

import json
import os
import random
import statistics
import time
from typing import Any

from zhiwei import rulebook
from zhiwei.engine.errors import InputError
from zhiwei.engine.rulebook import Rulebook

FIRMS = int(os.environ.get("ZHIWEI_BENCH_ROWS", "400"))
DAYS = ("2012-06-30", "2013-09-01", "2014-10-01", "2018-03-01", "2026-11-26")
SHARES = (0.0, 0.15, 0.5, 0.85, 1.0)


def firm(book: Rulebook, draw: random.Random, missing: float) -> dict[str, Any]:
    """A firm with every fact drawn anew, some of them left out."""

    def yuan(low: int, high: int) -> str:
        return f"{draw.randint(low * 100, high * 100) / 100:.2f}"

    industry = book.data.variables["enterprise", "industry_code"].list_name or ""
    facts = {
        "legal_form": draw.choice(["limited_company", "individual_business", "partnership"]),
        "division": draw.choice(list(book.data.parents)),
        "industry_code": draw.choice(book.data.code_lists[industry]), "industry_edition": "2011",
        "founded_on": f"20{draw.randint(0, 12):02}-0{draw.randint(1, 9)}-1{draw.randint(0, 9)}",
        "employees": draw.randint(1, 900), "revenue": yuan(10**4, 10**9), "total_assets": yuan(10**4, 10**9),
        "taxable_income": yuan(-(10**5), 10**6), "tax_industry": draw.choice(["industrial", "other"]),
        "average_employees": draw.randint(1, 400), "average_total_assets": yuan(10**4, 10**8),
        "restricted_or_prohibited_industry": draw.random() < 0.1,
        "collection_method": draw.choice(["audited", "assessed"]), "high_tech_certified": draw.random() < 0.1,
        "vat_taxpayer_kind": draw.choice(["general", "small_scale"]), "monthly_sales": yuan(10**3, 10**6),
    }  # fmt: skip
    return {name: value for name, value in facts.items() if draw.random() >= missing}


def main() -> None:
    """Print a line for each share of missing facts."""
    book, draw = rulebook(), random.Random(5)
    for day in DAYS:  # plans are made once a day
        _ = book.answer({}, as_of=day).explanation
    print(f"{'missing':>8} {'answer ms':>10} {'explain ms':>11} {'json ms':>8} {'p50 ms':>7} {'p95 ms':>7}")
    for share in SHARES:
        parts: list[tuple[float, float, float]] = []
        while len(parts) < FIRMS:
            facts, day = firm(book, draw, share), draw.choice(DAYS)
            began = time.process_time()
            try:
                answer = book.answer(facts, as_of=day)
            except InputError:  # drawn facts may contradict each other
                continue
            answered = time.process_time()
            explanation = answer.explanation
            explained = time.process_time()
            json.dumps(explanation, ensure_ascii=False)
            parts.append((answered - began, explained - answered, time.process_time() - explained))
        means = [statistics.mean(part) * 1000 for part in zip(*parts, strict=True)]
        totals = sorted(sum(part) * 1000 for part in parts)
        p50, p95 = totals[len(totals) // 2], totals[len(totals) * 95 // 100]
        print(f"{share:>8.0%} {means[0]:>10.2f} {means[1]:>11.2f} {means[2]:>8.2f} {p50:>7.1f} {p95:>7.1f}")


if __name__ == "__main__":
    main()
