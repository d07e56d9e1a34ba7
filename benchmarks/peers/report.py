"""The measurements as JSON in `benchmarks/results/` and as tables in `docs/benchmarks.md`.

`python -m benchmarks.peers.report` writes the tables anew from the JSON files.
"""

from __future__ import annotations

import json
from typing import Any

from benchmarks.peers.environment import ROOT

RESULTS = ROOT / "benchmarks" / "results"
PAGE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- tables: written by benchmarks/peers/report.py -->", "<!-- end of tables -->"
NAMES = {
    "ours": "Zhiwei, complete facts",
    "ours_three_valued": "Zhiwei, 5 % of the facts missing, exact",
    "ours_open": "Zhiwei, 5 % of the facts missing, kernel alone",
    "product": "`zhiwei run`",
    "traced": "Zhiwei, traced, with its cited trace",
    "c": "C by hand",
    "polars": "polars by hand",
    "duckdb": "DuckDB by hand",
    "openfisca": "OpenFisca, one simulation",
    "openfisca_batches": "OpenFisca, a simulation for each 262,144 rows",
    "openfisca_traced": "OpenFisca with its tracer",
}
TASKS = (
    ("memory", "plain", "In memory"),
    ("totals", "plain", "Parquet (plain columns) to totals by division and measure"),
    ("file", "plain", "Parquet (plain columns) to Parquet, every verdict and amount"),
    ("totals", "register", "Parquet (register: yuan, words) to totals"),
    ("file", "register", "Parquet (register) to Parquet"),
)
PEER, BATCHED = "openfisca", "openfisca_batches"
Found = dict[str, Any]


def keep(found: Found) -> None:
    """Store one run's measurements under the number of its rows."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"peers-{found['rows']}.json"
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")


def kept() -> list[Found]:
    """What was stored, fewest rows first."""
    return sorted((json.loads(p.read_text("utf-8")) for p in RESULTS.glob("peers-*.json")), key=_rows)


def _rows(found: Found) -> int:
    return int(found["rows"])


def write_page() -> None:
    """Put the tables into the page, between its two marks."""
    page = PAGE.read_text("utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n\n{tables(kept())}\n\n{END}{after}", "utf-8")


def tables(found: list[Found]) -> str:
    """All tables in Markdown."""
    parts: list[str] = []
    for one in found:
        parts.append(f"### {one['rows']:,} firms\n\n{_machine(one)}")
        for task, form, title in TASKS:
            lines = [r for r in one["results"] if (r["task"], r["form"]) == (task, form)]
            if lines:
                parts.append(f"**{title}**\n\n{_task(lines, one['rows'])}")
    for one in found[-1:]:
        parts += ["### One firm, start, size of the rulebook", _single(one)]
    return "\n\n".join(parts)


def _machine(one: Found) -> str:
    about = one["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in about["packages"].items())
    return (
        f"{about['processor']}, {about['cores']} cores, {about['memory_gb']} GB, {about['system']}, Python "
        f"{about['python']}, {versions}. Medians of {one['repeats']}. Copying memory: "
        f"{one['copy_gb_per_second']:.0f} GB/s."
    )


def _task(lines: list[Found], rows: int) -> str:
    peer = next((r["median"] for r in lines if r["runner"] == PEER), None)
    batched = next((r["median"] for r in lines if r["runner"] == BATCHED), None)
    polars = next((r["median"] for r in lines if r["runner"] == "polars"), None)
    out = [
        "| | threads | s | M firms/s | times OpenFisca | in batches | times polars | peak MB | MB written |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for r in sorted(lines, key=lambda r: r["median"]):
        seconds = r["median"]
        cells = [
            NAMES[r["runner"]], "1" if r["runner"] == PEER else str(r["threads"]), f"{seconds:.3g}",
            f"{rows / seconds / 1e6:.3g}", _times(peer, seconds), _times(batched, seconds), _times(polars, seconds),
            f"{r['peak_mb']:,.0f}", "–" if r.get("mb_written") is None else f"{r['mb_written']:,.0f}",
        ]  # fmt: skip
        out.append(f"| {' | '.join(cells)} |")
    return "\n".join(out)


def _times(other: float | None, seconds: float) -> str:
    return "–" if other is None else f"{other / seconds:.3g}"


def _single(one: Found) -> str:
    out = ["| one firm | p50 ms | p99 ms |", "|---|---|---|"]
    out += [f"| {NAMES[r['runner']]} | {r['p50'] * 1e3:.3f} | {r['p99'] * 1e3:.3f} |" for r in one["latency"]]
    out += ["", "| from start of the process to ready | s | peak MB |", "|---|---|---|"]
    out += [f"| {NAMES[r['runner']]} | {r['seconds']:.2f} | {r['peak_mb']:,.0f} |" for r in one["start"]]
    out += [
        "",
        "| rulebook | rules | measures | facts | ns per row and rule, complete | three-valued | first compile s |",
        "|---|---|---|---|---|---|---|",
    ]
    for r in one["scaling"]:
        cells = [
            f"{r['copies']} ×", r["rules"], r["measures"], r["facts"], f"{r['complete']['ns_per_row_and_rule']:.2f}",
            f"{r['three_valued']['ns_per_row_and_rule']:.2f}",
            f"{r['complete']['first_seconds']:.1f}, {r['three_valued']['first_seconds']:.1f}",
        ]  # fmt: skip
        out.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(out)


def summary() -> str:
    """The ratios that the house holds itself to, for each size."""
    return "\n".join(line for one in kept() for line in _summary(one))


def _summary(one: Found) -> list[str]:
    by = {(r["runner"], r["task"], r["form"], r["threads"]): r for r in one["results"]}
    lines = [f"{one['rows']:,} firms:"]
    for task, form, runner in (
        ("memory", "plain", "ours"),
        ("memory", "plain", "ours_open"),
        ("memory", "plain", "ours_three_valued"),
        ("totals", "plain", "ours"),
        ("file", "plain", "ours"),
        ("totals", "register", "product"),
        ("file", "register", "product"),
    ):
        mine = by.get((runner, task, form, 2))
        if mine is None:
            continue
        said = [f"{one['rows'] / mine['median'] / 1e6:.1f} M firms/s, {mine['peak_mb']:,.0f} MB"]
        for other in ("openfisca", "openfisca_batches", "polars", "duckdb", "c"):
            if (theirs := by.get((other, task, form, 2))) is not None:
                times, memory = theirs["median"] / mine["median"], theirs["peak_mb"] / mine["peak_mb"]
                said.append(f"{times:.2f} × {other} ({memory:.1f} × memory)")
        lines.append(f"  {NAMES[runner]}, {task} ({form}): {'; '.join(said)}")
    return lines


if __name__ == "__main__":
    write_page()
    print(summary())
