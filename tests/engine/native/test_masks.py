"""Masks of missing facts have 64 bits: each measure and variable has its own, so that all together may lack more facts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from tests.engine import meadowland
from tests.engine.meadowland import fact, parameter, value
from tests.engine.native.rows import differences, native, subjects
from tests.engine.written import module
from zhiwei.engine import Force, Measure, Modality, Rulebook
from zhiwei.engine.assemble import assemble
from zhiwei.engine.model import Entity
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.native.masks import TooManyFacts
from zhiwei.engine.outcome import VERDICTS
from zhiwei.population import Question, run
from zhiwei.population.defects import InputDefects

AS_OF = "2005-01-01"
BEDS = 6
"""Beds of a garden, each with a measure of its own over its own facts."""
KINDS = {"dug": "flag", "wet": "flag", "rows": "count", "rent": "money", "debt": "money", "sown_on": "date"}
LABELS = [f"{kind}_{bed}_{half}" for bed in range(BEDS) for kind in KINDS for half in "ab"]
PARAMETERS = [parameter("few", "count", value("2000-01-01", 9), unit="row")]
MORE = [f"stone_{k}" for k in range(65)]
"""Facts of one variable alone, one more than a mask has bits."""


def rules() -> str:
    """A verdict and an amount for each bed, and a variable over too many facts."""
    text = ""
    for n in range(BEDS):
        text += f'''
@rule(entity="garden", zh="好{n}", en="good {n}", cites=("1.1",))
def good_{n}(dug_{n}_a: Flag, dug_{n}_b: Flag, wet_{n}_a: Flag, wet_{n}_b: Flag, rows_{n}_a: Count, rows_{n}_b: Count, few: Count,
             sown_on_{n}_a: Date, sown_on_{n}_b: Date, as_of: Date) -> Flag:
    """Dug or wet, with rows, sown in time."""
    ready = dug_{n}_a and dug_{n}_b or wet_{n}_a and wet_{n}_b
    return ready and (rows_{n}_a > few or rows_{n}_b > few) and (sown_on_{n}_a <= as_of or sown_on_{n}_b <= as_of)


@rule(entity="garden", zh="补{n}", en="due {n}", cites=("1.1",))
def due_{n}(rent_{n}_a: Money, rent_{n}_b: Money, debt_{n}_a: Money, debt_{n}_b: Money) -> Money:
    """The rents, or what is owed where there are none."""
    if rent_{n}_a > 0:
        return rent_{n}_a + rent_{n}_b
    return debt_{n}_a if debt_{n}_b > 0 else 0
'''
    given = ", ".join(f"{name}: Count" for name in MORE)
    total = " + ".join(MORE)
    return (
        text
        + f'''
@rule(entity="garden", zh="石", en="stones", cites=("1.1",))
def stones({given}) -> Count:
    """All stones."""
    return {total}
'''
    )


def measure(n: int) -> Measure:
    return Measure(
        id=f"{n + 1}.1", entity="garden", modality=Modality.BENEFIT, force=Force.MUST, zh="补", en="aid",
        criteria=(f"good_{n}",), amount=f"due_{n}", cites=("1.1",),
    )  # fmt: skip


@pytest.fixture(scope="module")
def book() -> Rulebook:
    facts = {
        label: fact(label, KINDS[label.rsplit("_", 2)[0]], "garden", unit="row" if "rows" in label else None)
        for label in LABELS
    }
    facts |= {label: fact(label, "count", "garden", unit="stone", minimum=0) for label in MORE}
    written = module(rules())
    written.__dict__.update({f"M{n}": measure(n) for n in range(BEDS)})
    return Rulebook(
        assemble(
            entities=[Entity("garden", "园", "garden", facts, {}, ())], modules=[written], parameters=PARAMETERS,
            citation=meadowland.citation, code_lists={}, vocabularies=(),
        )
    )  # fmt: skip


def everything(book: Rulebook) -> Sequence[str]:
    return book.select("garden", None)


@pytest.mark.parametrize("missing", [0.05, 0.4, 0.95])
def test_more_facts_together_than_a_mask_has_bits(book: Rulebook, kernels: Path, missing: float) -> None:
    asked = [f"due_{n}" for n in range(BEDS)]
    engine = native(book, AS_OF, kernels, entity="garden", measures=everything(book), variables=asked)
    assert len(engine.facts) == 72
    cases, columns = subjects(book, engine, 200, missing, seed=int(missing * 100))
    assert differences(book, engine, cases, columns) == []


def test_every_measure_has_bits_of_its_own(book: Rulebook, kernels: Path) -> None:
    engine = native(book, AS_OF, kernels, entity="garden", measures=everything(book))
    states = {label: np.zeros(1, np.uint8) for label in LABELS}
    states["wet_5_b"][0] = states["rent_4_a"][0] = 1
    kept = {"rows": 100.0, "sown_on": 731_000.0, "wet": 1.0, "rent": 5.0}
    columns = {
        label: FactColumn(np.full(1, kept.get(label.rsplit("_", 2)[0], 0.0)), state)
        for label, state in states.items()
    }
    found = engine.run(columns, 1)
    assert found.facts["6.1"] == tuple(sorted(label for label in LABELS if "_5_" in label))
    masks = {name: int(columns.missing[0]) for name, columns in found.measures.items() if columns.missing is not None}  # fmt: skip
    assert masks == {
        **dict.fromkeys(("1.1", "2.1", "3.1", "4.1"), 0),
        "5.1": 1 << found.facts["5.1"].index("rent_4_a"),
        "6.1": 1 << found.facts["6.1"].index("wet_5_b"),
    }
    assert [VERDICTS[columns.verdict[0]] for columns in found.measures.values()] == ["entitled"] * 5 + [
        "undetermined"
    ]


def test_one_variable_with_more_facts_than_bits_is_refused_by_name(book: Rulebook, kernels: Path) -> None:
    told = "stones may lack 65 facts, more than the 64 bits of a mask: leave it to the traced engine"
    with pytest.raises(TooManyFacts, match=told):
        native(book, AS_OF, kernels, entity="garden", variables=["stones"])
    engine = native(book, AS_OF, kernels, entity="garden", variables=["stones"], exact=False)
    found = engine.run({name: FactColumn(np.array([2.0, 3.0])) for name in MORE}, 2)
    assert found.variables["stones"].value.tolist() == [130, 195]


def table(path: Path) -> Path:
    """Three gardens: whole, without one fact of the last bed, with too little in the first bed."""
    words = {"flag": "true", "count": "100", "money": "0.05", "date": "2002-01-01"}
    whole = {label: words[KINDS[label.rsplit("_", 2)[0]]] for label in LABELS}
    few = {"rows_0_a": "9", "rows_0_b": "9"}
    rows = [whole, {**whole, "rent_5_b": None}, {**whole, **few}]
    pl.DataFrame([{"id": str(k), **row} for k, row in enumerate(rows)], infer_schema_length=3).write_csv(path)
    return path


@pytest.mark.parametrize("engine", ["native", "trace"])
def test_a_table_as_codes_and_its_totals(book: Rulebook, tmp_path: Path, engine: str) -> None:
    target, totals = tmp_path / "out.parquet", tmp_path / "totals.json"
    asked = Question(AS_OF, entity="garden", measures=tuple(everything(book)))
    run(
        book,
        table(tmp_path / "in.csv"),
        target,
        asked,
        encode="codes",
        engine=engine,
        totals=totals,
        cache=tmp_path,
    )
    meaning = json.loads(target.with_name("out.parquet.dictionary.json").read_text("utf-8"))["measures"]
    frame = pl.read_parquet(target)
    named = {
        m: [[f for bit, f in enumerate(meaning[m]["missing_bits"]) if mask >> bit & 1] for mask in frame[f"{m}_missing"]]
        for m in everything(book)
    }  # fmt: skip
    assert named["6.1"] == [[], ["rent_5_b"], []]
    assert all(found == [[], [], []] for m, found in named.items() if m != "6.1")
    assert frame["1.1_amount"].to_list() == [10, 10, None]
    assert [VERDICTS[v] for v in frame["1.1_verdict"]] == ["entitled", "entitled", "not_entitled"]
    assert '"rent_5_b"' in totals.read_text("utf-8")


def test_a_table_with_a_variable_of_too_many_facts(book: Rulebook, tmp_path: Path) -> None:
    asked = Question(AS_OF, entity="garden", variables=("stones",))
    source = tmp_path / "in.csv"
    pl.DataFrame({"id": ["a"], **{name: [2] for name in MORE}}).write_csv(source)
    target = tmp_path / "out.csv"
    with pytest.raises(InputDefects) as refused:
        run(book, source, target, asked, engine="native", cache=tmp_path)
    (defect,) = refused.value.defects
    assert defect.problem.en == "stones may lack 65 facts, more than the 64 bits of a mask"
    run(book, source, target, asked, engine="trace", cache=tmp_path)
    assert pl.read_csv(target)["stones"].to_list() == [130]
