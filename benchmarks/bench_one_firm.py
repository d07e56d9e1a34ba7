"""One firm: time to an answer with its cited trace, by how much is known; start-up time and memory."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

AS_OF = "2012-06-30"
FACTS: dict[str, Any] = {
    "legal_form": "limited_company", "division": "330106", "founded_on": "2010-05-01", "industry_code": "1830",
    "industry_edition": "2011", "employees": 50, "revenue": "5000000", "revenue@2011": "4000000",
    "total_assets": "8000000", "average_employees": 50, "average_total_assets": "8000000",
    "tax_industry": "industrial", "restricted_or_prohibited_industry": False, "taxable_income": "60000.01",
    "collection_method": "audited", "high_tech_certified": False, "technology_based": False,
    "vat_taxpayer_kind": "small_scale", "monthly_sales": "15000", "transaction_sales": "300",
    "conforms_to_industrial_policy": True, "predecessor_founded_on": "n/a", "invoice_fee_tariff": "12.00",
}  # fmt: skip
_START = (
    "import resource, time; t = time.perf_counter(); import zhiwei; zhiwei.rulebook();"
    "print(time.perf_counter() - t, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
)


def main() -> None:
    """Print the measurements."""
    starts = [_started() for _ in range(6)][1:]
    seconds, kilobytes = (statistics.median(column) for column in zip(*starts, strict=True))
    print(
        f"import, load and check, kept rulebook: {seconds * 1e3:.0f} ms, {kilobytes / 1024:.0f} MB (hold: 300 ms, 80 MB)"
    )

    from zhiwei import rulebook

    book = rulebook()
    law, measures = book.law(AS_OF), book.select("enterprise", None)
    steps = 0
    for words, facts in (
        ("every fact known", FACTS),
        ("every second fact known", dict(list(FACTS.items())[::2])),
        ("no fact known", {}),
    ):
        case = book.case(facts, law.as_of)

        def answered(case: Any = case) -> Any:
            return book.answer_case(case, law, measures).evaluation.trace()

        steps = len(answered())
        print(f"answer with cited trace, {words}: {_spread(answered)}")
    case = book.case(FACTS, law.as_of)
    print(f"answer, rendered as data with words in two languages: "
          f"{_spread(lambda: book.answer_case(case, law, measures).to_json(), 40)}")  # fmt: skip
    print(f"{steps} rules, {len(measures)} measures of an enterprise; hold: p50 0.5 ms, p99 2 ms; numba loaded: "
          f"{'numba' in sys.modules}")  # fmt: skip


def _started() -> tuple[float, float]:
    out = subprocess.run([sys.executable, "-c", _START], check=True, capture_output=True, text=True).stdout
    seconds, kilobytes = out.split()
    return float(seconds), float(kilobytes)


def _spread(run: Callable[[], Any], times: int = 400) -> str:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    taken.sort()
    return f"p50 {taken[times // 2] * 1e3:.2f} ms, p99 {taken[int(times * 0.99)] * 1e3:.2f} ms"


if __name__ == "__main__":
    main()
