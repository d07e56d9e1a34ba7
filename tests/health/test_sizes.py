"""No source file grows beyond bounds; the report on sizes is printed at the end of a run (conftest.py)."""

from __future__ import annotations

from tests.health.sizes import CAP, current, lines_of, report
from tests.health.tree import sources


def test_no_source_file_is_above_the_cap() -> None:
    too_long = {name: lines for name, lines in lines_of(sources()).items() if lines > CAP}
    assert too_long == {}


def test_the_report_speaks_of_this_tree() -> None:
    assert current()[0].startswith("source: ")


def test_the_report_counts() -> None:
    source = {"a.py": 40, "b.py": 60, "c.py": 400}
    assert report(source, {"t.py": 1000}) == [
        "source: 3 files, 500 lines; median 60, p95 366, max 400",
        "tests:  1 files, 1000 lines; 2.00 lines of test per line of source",
        "above 350 lines: c.py (400)",
        "above 350 lines: t.py (1000)",
    ]


def test_the_report_on_one_file() -> None:
    assert report({"a.py": 40}, {})[0] == "source: 1 files, 40 lines; median 40, p95 40, max 40"
