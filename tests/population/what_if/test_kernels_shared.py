"""A thousand variants of values run one compiled kernel; only another shape of the law needs another."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.what_if import read_reform, what_if
from zhiwei.population.what_if.compare import Comparison
from zhiwei.population.what_if.groups import groupings
from zhiwei.population.what_if.lines import choose

DAY = "2012-12-31"


def comparison(book: Rulebook, kernels: Path, variants: object) -> Comparison:
    reform = read_reform(book, {"title": "a trial", "as_of": DAY, "variants": variants})
    law = book.law(DAY)
    lines = choose(
        book, "enterprise", ["27.3"], ["corporate_income_tax"], None, [(book, law)], reform.names()
    )
    return Comparison(book, law, reform, lines, groupings(book, "enterprise"), cache=kernels)


def test_values_share_one_kernel(book: Rulebook, kernels: Path) -> None:
    grid = {
        "slp_half_limit": {"from": "10000", "to": "100000", "step": "10000"},
        "slp_rate": {"from": "11%", "to": "20%", "step": "1%"},
    }
    found = comparison(book, kernels, grid)
    assert len(found.varied) == 100
    assert len({engine.kernel.text for engine in (found.present, found.supposed, *found.varied)}) == 1


def test_a_law_that_ends_is_another_kernel(book: Rulebook, kernels: Path) -> None:
    reform = read_reform(book, {"title": "a trial", "as_of": DAY, "repeal": ["27.3"]})
    law = book.law(DAY)
    lines = choose(book, "enterprise", ["27.3"], [], None, [(book, law)], reform.names())
    found = Comparison(book, law, reform, lines, (), cache=kernels)
    assert found.present.kernel.text != found.supposed.kernel.text


def test_one_compile_for_all(
    book: Rulebook, province: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for loaded in [name for name in sys.modules if name.startswith("kernel_")]:
        monkeypatch.delitem(sys.modules, loaded)  # another test of this process may have loaded one
    reform = read_reform(
        book, {"title": "a trial", "as_of": DAY, "variants": {"vat_threshold_month_high": ["10000", "30000"]}}
    )
    what_if(book, reform, province, cache=tmp_path, measures=["27.6"], notch_seconds=0, rows=100)
    assert len(list(tmp_path.glob("kernel_*.py"))) == 2  # the lines, and the groups they are told by


def test_the_data_are_shared(book: Rulebook) -> None:
    reform = read_reform(book, {"title": "a trial", "as_of": DAY, "changes": {"slp_rate": "10%"}})
    supposed = reform.supposition.book(book)
    for part in ("entities", "variables", "rules", "measures", "code_lists", "parents", "vocabularies"):
        assert getattr(supposed.data, part) is getattr(book.data, part)
    assert supposed.data.parameters["cit_standard_rate"] is book.data.parameters["cit_standard_rate"]
    assert supposed.data.parameters["slp_rate"] is not book.data.parameters["slp_rate"]
