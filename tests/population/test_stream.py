"""The stream of batches against the rows read one by one: same values, states, rows set aside and reasons."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.population.tables import WRITERS, write_csv, write_parquet, write_xlsx
from zhiwei import rulebook
from zhiwei.engine.errors import InputError
from zhiwei.engine.facts import KNOWN, NOT_APPLICABLE
from zhiwei.engine.native.layout import COLUMN_SCALE
from zhiwei.engine.plan import FactSlot
from zhiwei.population import Question
from zhiwei.population.lists import code_lists
from zhiwei.population.readers import open_table
from zhiwei.population.stream import Stream, open_stream
from zhiwei.population.subjects import Subjects, refused

DAY = "2012-12-31"
Cells = list[list[Any]]


def one_by_one(source: Path, question: Question) -> tuple[list[Any], list[Any], list[str]]:
    """Good rows as (id, facts by label), rows set aside as (number, id, reasons), warnings: by the reader of rows."""
    book = rulebook()
    subjects = Subjects(
        open_table(source), book.entities[question.entity], code_lists(book), division=question.division
    )
    law = book.law(question.as_of)
    names = tuple(dict.fromkeys(n for m in question.measures for n in book.measures[m].variables()))
    slots = [s for s in book.plan(question.entity, names, law).facts if not s.path]
    good, bad = [], []
    for subject in subjects:
        if not subject.defects:
            try:
                case = book.case(subject.facts, law.as_of, entity=question.entity, division=question.division)
            except InputError as error:
                subject.defects = refused(error, subject.row, subjects)
        if subject.defects:
            bad.append((subject.row.number, subject.id, [d.describe() for d in subject.defects]))
            continue
        cells = {}
        for slot in slots:
            fact = case.find("", slot.variable, slot.day, law.as_of, None)
            state = "missing" if fact is None or fact.state not in (KNOWN, NOT_APPLICABLE) else fact.state
            value = number(fact.value, slot) if fact is not None and state == KNOWN else None
            cells[slot.label] = (state, value)
        good.append((subject.id, cells))
    warnings = [d.describe() for d in (*subjects.defects, *subjects.warnings())]
    return good, bad, warnings


def number(value: Any, slot: FactSlot) -> Fraction:
    """The number by which a column carries a value, written down anew for the test."""
    variable = slot.variable
    match variable.type.kind:
        case "number" | "rate":
            return Fraction(value) * COLUMN_SCALE
        case "date":
            return Fraction(value.toordinal())
        case "enum":
            return Fraction([m.value for m in variable.enum].index(value))
        case "code":
            return Fraction(rulebook().data.code_lists[variable.list_name or ""].index(value))
    return Fraction(int(value))


def in_batches(
    source: Path, question: Question, rows: int | None, **more: Any
) -> tuple[list[Any], list[Any], list[str]]:
    """The same by the stream."""
    book = rulebook()
    stream = open_stream(book, source, question, rows=rows, **more)
    law = book.law(question.as_of)
    names = tuple(dict.fromkeys(n for m in question.measures for n in book.measures[m].variables()))
    slots = {s.label: s for s in book.plan(question.entity, names, law).facts if not s.path}
    good, bad = [], []
    for batch in stream.batches():
        assert batch.rows == len(batch.ids)
        assert batch.read == batch.rows + len(batch.rejects)
        for i in range(batch.rows):
            cells: dict[str, Any] = {}
            for label, slot in slots.items():
                column = batch.facts.get(label)
                state = 1 if column is None else 0 if column.states is None else int(column.states[i])
                word = {0: KNOWN, 1: "missing", 6: NOT_APPLICABLE}[state]
                value = None
                if word == KNOWN and column is not None:
                    given = batch.exact.get(i, {}).get(label)
                    value = Fraction(column.values[i]) if given is None else number(given, slot)
                cells[label] = (word, value)
            good.append((str(batch.ids[i]), cells))
        bad += [(s.row.number, s.id, [d.describe() for d in s.defects]) for s in batch.rejects]
    return good, bad, [d.describe() for d in (*stream.defects, *stream.warnings())]


def same(
    source: Path, question: Question, *, sizes: tuple[int | None, ...] = (None, 7, 1), **more: Any
) -> None:
    """Hold the stream against the rows, whatever the size of a batch."""
    wanted = one_by_one(source, question)
    for rows in sizes:
        assert in_batches(source, question, rows, **more) == wanted


def enterprises(**more: Any) -> Question:
    """All measures of an enterprise."""
    return Question(DAY, measures=rulebook().select("enterprise", None), **more)


HEADINGS = [
    "编号", "组织形式", "所在行政区划", "成立日期", "行业代码", "行业分类版本", "从业人员", "营业收入（万元）",
    "营业收入@2011", "营业收入@2012", "资产总额", "应纳税所得额", "从业人数（年度平均）", "高新技术企业证书有效", "注册号", "名称", "备注",
]  # fmt: skip
AMOUNTS = (
    "300", "300.05", "300.005", "-1", "6万元", "300元", "１２３", "(1,234.50)", "1,23", "1.2E+05", "—", "六万", "0", "-0",
    "9007199254740993", "90071992547409.93", "99999999999999999", " 12 ", "¥300", "1e3", "", "无", "拒绝", "12.3456",
)  # fmt: skip
POOLS: list[tuple[Any, ...]] = [
    ("a", "b", "c", "ｄ", " e", "", "7", "7.0"),
    ("有限责任公司", "limited_company", "个体工商户", "bad", "", "无", "拒绝"),
    ("330106", "330681", "330000", "3301", "999999", ""),
    ("2012-06-30", "2010/5/1", "20100501", "2012-02-30", "41090", "2010年5月1日", "2012-06-30 08:00", ""),
    ("1830", "6242", "0111", "111", "01", "zz", ""),
    ("2011", "2017", "", "1999"),
    ("50", "-1", "1,200", "50人", "50.5", "50.0", "无", ""),
    AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS,
    ("50", "33.3", "33.333333", "33.3333333333", "80人", "-1", ""),
    ("是", "否", "yes", "1", "0", "true", "maybe", ""),
    ("110108000000016", "110108000000017", "", "无"),
    ("甲", "乙", ""),
    ("x", ""),
]  # fmt: skip


def messy(seed: int, rows: int) -> Cells:
    """Random rows in which anything may be wrong."""
    rng = random.Random(seed)
    body = [[str(i) if rng.random() < 0.7 else rng.choice(POOLS[0]), *(rng.choice(p) for p in POOLS[1:])]
            for i in range(rows)]  # fmt: skip
    tame = [(p[0], p[-1]) for p in POOLS]
    for row in body[::2]:
        row[1:] = [rng.choice(t) for t in tame[1:]]
    return [HEADINGS, *body]


@pytest.mark.parametrize("seed", range(6))
def test_messy_text(tmp_path: Path, seed: int) -> None:
    same(write_csv(tmp_path / "t.csv", messy(seed, 60)), enterprises())


@pytest.mark.parametrize("seed", range(3))
def test_messy_workbooks(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    cells = messy(seed, 40)
    for row in cells[1:]:
        for i, kind in ((6, int), (8, float), (12, float)):
            if rng.random() < 0.5:
                row[i] = kind(rng.randint(0, 10**6)) / 8 if kind is float else rng.randint(-1, 99)
        if rng.random() < 0.3:
            row[3] = datetime.date(2010, 5, 1)
        if rng.random() < 0.1:
            row[10] = "#DIV/0!"
    same(write_xlsx(tmp_path / "t.xlsx", cells), enterprises())


def test_messy_text_kept_in_parquet(tmp_path: Path) -> None:
    """Of Parquet only needed columns are read, so here all are made needed."""
    unread = ("注册号", "营业收入@2012")
    keep = [i for i, h in enumerate(HEADINGS) if h not in unread]
    source = write_parquet(tmp_path / "t.parquet", [[row[i] for i in keep] for row in messy(9, 80)])
    same(source, enterprises(), also=tuple(rulebook().entities["enterprise"].facts))


TYPED: dict[str, Callable[[random.Random], Any]] = {
    "id": lambda r: r.randint(0, 400),
    "legal_form": lambda r: r.choice(["limited_company", "individual_business", None]),
    "founded_on": lambda r: datetime.date(1995, 1, 1) + datetime.timedelta(days=r.randint(0, 7000)),
    "revenue": lambda r: Decimal(r.randint(-5, 10**9)) / 100,
    "revenue@2011": lambda r: r.choice([0.1 + 0.2, 1e11 + 0.01, r.randint(0, 10**8) / 100, 12.005, 1e14, None]),
    "total_assets": lambda r: r.choice([r.randint(0, 10**15), 10**17, None, -1]),
    "average_employees": lambda r: r.choice([r.randint(0, 400) / 4, 100 / 3, None, -0.5]),
    "taxable_income": lambda r: Decimal(r.randint(-(10**10), 10**10)).scaleb(-3),
    "employees": lambda r: r.choice([1.0, 2.5, 300.0, None, float("nan"), -1.0]),
    "restricted_or_prohibited_industry": lambda r: r.choice([True, False, None]),
    "high_tech_certified": lambda r: r.randint(0, 2),
    "industry_code": lambda r: r.choice([1830, 111, 6242, None]),
    "industry_edition": lambda r: r.choice([2011, 2017, None]),
    "division": lambda r: r.choice(["330106", "330681", None]),
}  # fmt: skip


def test_decimals_of_any_scale_and_size(tmp_path: Path) -> None:
    """Stored with more or fewer decimals than a fen has, and beyond what 64 bits or a float hold."""
    big = ["0", "-1", "12.5", "90071992547409.91", "90071992547409.92", "123456789012345678901", None]
    frame = pl.DataFrame({"id": range(len(big))}).with_columns(
        *(
            pl.Series(name, [None if b is None else Decimal(b) for b in big], dtype=pl.Decimal(38, scale))
            for name, scale in (
                ("revenue", 2),
                ("total_assets", 6),
                ("taxable_income", 4),
                ("average_employees", 3),
            )
        ),
        pl.Series("营业收入@2011（万元）", [1, 2, 3, None, 10**12, -1, 0], dtype=pl.Decimal(20, 0)),
    )
    frame.write_parquet(tmp_path / "t.parquet")
    same(tmp_path / "t.parquet", enterprises())


@pytest.mark.parametrize("seed", range(4))
def test_typed_columns(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    frame = pl.DataFrame({name: [draw(rng) for _ in range(120)] for name, draw in TYPED.items()})
    frame = frame.with_columns(pl.col("division").cast(pl.Categorical))
    frame.write_parquet(tmp_path / "t.parquet")
    same(tmp_path / "t.parquet", enterprises(), sizes=(None, 50))
    same(tmp_path / "t.parquet", enterprises(division="330106"), sizes=(None, 50))


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the compiled test of whole columns look at small blocks too."""
    monkeypatch.setattr("zhiwei.population.vector.columns.MANY", 1)


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("seed", range(3))
def test_typed_columns_taken_as_they_are_stored(tmp_path: Path, seed: int) -> None:
    """Whole numbers and decimals; with and without one cell that must be read singly, so that blocks differ."""
    rng = random.Random(seed)
    whole = {
        "id": range(90),
        "revenue": [rng.randint(0, 10**9) for _ in range(90)],
        "total_assets": [rng.choice([rng.randint(0, 10**12), None]) for _ in range(90)],
        "employees": [rng.choice([5, 300, None]) for _ in range(90)],
        "taxable_income": [Decimal(rng.randint(-(10**10), 10**10)) / 100 for _ in range(90)],
        "average_employees": [Decimal(rng.randint(0, 10**4)) / 100 for _ in range(90)],
        "revenue@2011": [rng.choice([rng.randint(0, 10**11) / 100, None]) for _ in range(90)],
        "monthly_sales": [rng.randint(0, 10**7) / 100 for _ in range(90)],
        "founded_on": [datetime.date(2000, 1, 1) + datetime.timedelta(days=i * 50) for i in range(90)],
        "high_tech_certified": [True, None, False] * 30,
    }
    odd = {
        "revenue": [-1, 10**15, 2**62], "total_assets": [-1, 10**16, 2**53], "employees": [-1, 2**31 - 1],
        "taxable_income": [Decimal("1e14")], "average_employees": [Decimal(-1)],
        "founded_on": [datetime.date(1400, 1, 1)], "revenue@2011": [0.1 + 0.2, 1e13, -0.01],
        "monthly_sales": [12.005, float("nan"), float("inf")],
    }  # fmt: skip
    if seed:
        for name, values in odd.items():
            for value in values:
                whole[name][rng.randint(0, 89)] = value  # type: ignore[index]
    frame = pl.DataFrame(
        whole, schema_overrides={"taxable_income": pl.Decimal(30, 2), "average_employees": pl.Decimal(9, 2)}
    )
    frame = frame.with_columns(pl.col("employees").cast(pl.Int32))
    frame.write_parquet(tmp_path / "t.parquet", row_group_size=40)
    same(tmp_path / "t.parquet", enterprises(), sizes=(None, 30, 7))


@pytest.mark.usefixtures("at_once")
def test_words_of_a_fixed_vocabulary(tmp_path: Path) -> None:
    """The fact's own vocabulary in its order, another order, and one with words that mean nothing or not applicable."""
    own = [m.value for m in rulebook().entities["enterprise"].facts["legal_form"].enum]
    for words in (own, own[::-1], [*own, "nonsense", "无", "拒绝"]):
        cells = [words[i % len(words)] if i % 7 else None for i in range(60)]
        frame = pl.DataFrame(
            {
                "id": range(60),
                "legal_form": pl.Series(cells, dtype=pl.Enum(words)),
                "division": ["330106"] * 60,
            }
        )
        frame.write_parquet(tmp_path / "t.parquet")
        same(tmp_path / "t.parquet", enterprises(), sizes=(None, 11))


def test_rows_of_parquet_come_whole_whatever_its_row_groups(tmp_path: Path) -> None:
    frame = pl.DataFrame({"id": range(1000), "employees": range(1000)})
    for groups in (7, 300, 5000):
        frame.write_parquet(tmp_path / "t.parquet", row_group_size=groups)
        stream = open_stream(rulebook(), tmp_path / "t.parquet", enterprises(), rows=128)
        batches = list(stream.batches())
        assert [b.rows for b in batches] == [128] * 7 + [104]
        assert [i for b in batches for i in b.ids.to_list()] == list(range(1000))
        assert [int(n) for b in batches for n in b.facts["employees"].values] == list(range(1000))


def test_constraints_between_facts(tmp_path: Path) -> None:
    rng = random.Random(1)
    amounts = ["", "0", "100", "200", "200.01", "99999999999999999999"]
    names = ["grant_amount", "grant_spent", "grant_returned"]
    book = rulebook()
    known = [n for n in names if n in book.entities["grant"].facts]
    assert known == names
    rows = [["编号", *names], *([str(i), *(rng.choice(amounts) for _ in names)] for i in range(120))]
    measures = book.select("grant", None)
    same(write_csv(tmp_path / "t.csv", rows), Question(DAY, "grant", measures), sizes=(None, 50))
    _, bad, _ = in_batches(tmp_path / "t.csv", Question(DAY, "grant", measures), None)
    assert len(bad) > 20


def test_constraints_between_flags_and_words(tmp_path: Path) -> None:
    criteria = ["", "none", "relative", "national_catalogue", "miit_guide_2010"]
    rows = [
        ["编号", "conforms_to_industrial_policy", "outdated_capacity_criterion"],
        *([f"{flag}-{word}", flag, word] for flag in ("", "是", "否") for word in criteria),
    ]
    asked = Question(DAY, measures=("27.5",))
    for size in (None, 4):
        good, bad, _ = in_batches(write_csv(tmp_path / "t.csv", rows), asked, size)
        assert [one for _, one, _ in bad] == ["是-national_catalogue", "是-miit_guide_2010"]
        assert len(good) == 13
    same(tmp_path / "t.csv", asked, sizes=(None, 4))


@pytest.mark.parametrize("suffix", WRITERS)
def test_batches_from_the_middle_are_the_same_batches(tmp_path: Path, suffix: str) -> None:
    rows = [
        ["编号", "从业人员", "资产总额"],
        *([str(i % 40), "5", "1万元" if i == 3 else "2"] for i in range(50)),
    ]
    source = WRITERS[suffix](tmp_path / f"t{suffix}", rows)

    def told(start: int) -> list[Any]:
        stream = open_stream(rulebook(), source, enterprises(), rows=8)
        batches = list(stream.batches(start))
        return [(b.number, b.ids.to_list(), [s.id for s in b.rejects]) for b in batches]

    assert told(0)[3:] == told(3)
    assert [ids for _, _, rejected in told(5) for ids in rejected] == [str(i) for i in range(10)]


def test_only_needed_columns_of_parquet_are_read(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {"id": ["a"], "legal_form": ["limited_company"], "employees": ["many"], "monthly_sales": [1]}
    )
    frame.write_parquet(tmp_path / "t.parquet")

    def labels(*measures: str, also: tuple[str, ...] = ()) -> list[str]:
        stream: Stream = open_stream(
            rulebook(), tmp_path / "t.parquet", Question(DAY, measures=measures), also=also
        )
        (batch,) = stream.batches()
        return [*sorted(batch.facts), *(d.describe("en") for s in batch.rejects for d in s.defects)]

    assert labels("27.6") == ["legal_form", "monthly_sales"]
    found = labels("27.6", also=("employees",))
    assert found[:3] == ["employees", "legal_form", "monthly_sales"]
    assert found[3].startswith('t.parquet, row 1, column 3 "employees": value "many": not a number.')


def test_a_division_that_does_not_exist_is_told_once(tmp_path: Path) -> None:
    source = write_csv(tmp_path / "t.csv", [["编号"], ["a"], ["b"]])
    with pytest.raises(InputError) as refused_once:
        open_stream(rulebook(), source, enterprises(division="999999"))
    assert [d.what for d in refused_once.value.defects] == ["unknown division 999999"]
