"""Sizes of the Python files, for people to look at: a file has one reason to exist."""

from __future__ import annotations

from pathlib import Path
from statistics import median, quantiles

from tests.health.tree import ROOT, name_of, sources

LONG = 350
CAP = 600


def lines_of(files: list[Path]) -> dict[str, int]:
    """Lines per file, by its name from the root."""
    return {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}


def report(source: dict[str, int], tests: dict[str, int]) -> list[str]:
    """The report's lines: median, 95th percentile and maximum, the long files, the test-to-source ratio."""
    sizes = sorted(source.values())
    p95 = quantiles(sizes, n=20, method="inclusive")[-1] if len(sizes) > 1 else sizes[0]
    total, tested = sum(sizes), sum(tests.values())
    spread = f"median {median(sizes):.0f}, p95 {p95:.0f}, max {sizes[-1]}"
    return [
        f"source: {len(sizes)} files, {total} lines; {spread}",
        f"tests:  {len(tests)} files, {tested} lines; {tested / total:.2f} lines of test per line of source",
        *(f"above {LONG} lines: {name} ({n})" for name, n in sorted({**source, **tests}.items()) if n > LONG),
    ]


def current() -> list[str]:
    """The report on this tree."""
    return report(lines_of(sources()), lines_of(sorted((ROOT / "tests").rglob("*.py"))))
