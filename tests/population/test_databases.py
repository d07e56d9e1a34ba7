"""Tables of databases: the same answers as from a file, names never trusted, errors told."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.engine.sql.engines import Postgres, postgres_programs, postgres_server
from tests.population.tables import write_csv
from zhiwei import rulebook
from zhiwei.population import Question, run
from zhiwei.population.defects import InputDefects

ASKED = Question("2012-12-31", measures=("27.6", "27.5"))
COLUMNS = ["id", "legal_form", "月销售额", "industry_code", "成立日期", "note"]
ROWS = [
    ("a", "individual_business", "19999.99", "0111", "2010-05-01", "x"),
    ("b", "individual_business", "20000", "1830", "2010-05-01", None),
    ("c", "limited_company", None, None, None, None),
    ("d", "limited_company", "many", None, "2010-02-30", None),
    ("a", "limited_company", None, None, None, None),
]


def answered(tmp_path: Path, source: Path | str, name: str) -> tuple[bytes, list[str]]:
    """The answers and what was said of the rows set aside, without the name of the source."""
    target = tmp_path / f"{name}.csv"
    summary = run(rulebook(), source, target, ASKED, engine="trace")
    return target.read_bytes(), [d.describe().removeprefix(d.place.file) for d in summary.defects]


def from_csv(tmp_path: Path) -> tuple[bytes, list[str]]:
    """The same from a text; its first row has number 2."""
    source = write_csv(tmp_path / "in.csv", [[c for c in COLUMNS if c != "note"], *([*r[:-1]] for r in ROWS)])
    content, said = answered(tmp_path, source, "csv")
    for number in range(2, 7):
        said = [line.replace(f"第{number}行", f"第{number - 1}行") for line in said]
    return content, said


@pytest.fixture
def sqlite(tmp_path: Path) -> Path:
    """A file with the table under a name that must be quoted."""
    with closing(sqlite3.connect(tmp_path / "firms.db")) as base:
        base.execute(f'CREATE TABLE "our ""firms" ({", ".join(f"{c} TEXT" for c in COLUMNS)})')
        base.executemany('INSERT INTO "our ""firms" VALUES (?, ?, ?, ?, ?, ?)', ROWS)
        base.commit()
    return tmp_path / "firms.db"


def test_sqlite(tmp_path: Path, sqlite: Path) -> None:
    assert answered(tmp_path, f"sqlite:///{sqlite}?table=our%20%22firms", "sqlite") == from_csv(tmp_path)


def test_sqlite_with_typed_cells(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "t.db")) as base:
        base.execute("CREATE TABLE t (id INTEGER, legal_form TEXT, monthly_sales REAL, employees INTEGER)")
        rows = [(i, "individual_business", 19999.0 + i / 100, i) for i in range(1, 201)]
        base.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", rows)
        base.commit()
    asked = Question("2012-12-31", measures=("27.6",))
    run(rulebook(), f"sqlite:///{tmp_path}/t.db?table=t", tmp_path / "o.csv", asked, engine="trace", rows=64)
    lines = (tmp_path / "o.csv").read_text().splitlines()[1:]
    entitled = [line.split(",")[0] for line in lines if line.split(",")[1] == "entitled"]
    assert entitled == [str(i) for i in range(1, 100)]  # below 20,000.00 yuan


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("sqlite:///{db}", "firms.db: the address names no table. End the address in ?table=NAME."),
        (
            "sqlite:///{db}?table=x; DROP TABLE y",
            'firms.db:x; DROP TABLE y: value "x; DROP TABLE y": the database has no such table. Tables: our "firms.',
        ),
        (
            "mysql://host/base?table=t",
            'base:t: value "mysql": unknown kind of database. Use sqlite or postgresql.',
        ),
        (
            "sqlite:///{db}.gone?table=t",
            "firms.db.gone:t: the file cannot be read (unable to open database file)",
        ),
    ],
)
def test_what_cannot_be_read(sqlite: Path, address: str, what: str) -> None:
    with pytest.raises(InputDefects) as refused:
        run(rulebook(), address.format(db=sqlite), sqlite.with_name("o.csv"), ASKED)
    (defect,) = refused.value.defects
    assert defect.describe("en").startswith(what)


def test_postgresql_without_its_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.delitem(sys.modules, "zhiwei.population.readers.postgres_base", raising=False)
    with pytest.raises(InputDefects) as refused:
        run(rulebook(), "postgresql://host/base?table=t", tmp_path / "o.csv", ASKED)
    (defect,) = refused.value.defects
    assert defect.describe("en") == (
        "base:t: reading PostgreSQL needs psycopg, which is not installed. Run pip install 'zhiwei[postgres]'."
    )


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """A server of these tests' own."""
    programs = postgres_programs()
    if programs is None:
        pytest.skip("no PostgreSQL programs on this machine")
    folder = tmp_path_factory.mktemp("database")
    with postgres_server(programs, folder) as server:
        yield server
    shutil.rmtree(folder, ignore_errors=True)


def test_postgresql(tmp_path: Path, postgres: Postgres) -> None:
    pytest.importorskip("psycopg")
    listed = ", ".join(f'"{c}" text' for c in COLUMNS)
    values = ", ".join(
        "(" + ", ".join("NULL" if cell is None else f"'{cell}'" for cell in row) + ")" for row in ROWS
    )
    postgres.run(
        f'CREATE SCHEMA own; CREATE TABLE own."Firms" ({listed}); INSERT INTO own."Firms" VALUES {values};'
    )
    address = f"postgresql://zhiwei@/postgres?host={postgres.folder}&table=own.Firms"
    assert answered(tmp_path, address, "postgres") == from_csv(tmp_path)
    postgres.run(
        "CREATE TABLE typed AS SELECT i AS id, 'individual_business' AS legal_form, "
        "(19999 + i / 100.0)::numeric(18, 2) AS monthly_sales FROM generate_series(1, 200) i;"
    )
    run(rulebook(), f"postgresql://zhiwei@/postgres?host={postgres.folder}&table=typed", tmp_path / "o.csv",
        Question("2012-12-31", measures=("27.6",)), engine="trace", rows=64)  # fmt: skip
    lines = (tmp_path / "o.csv").read_text().splitlines()
    assert (len(lines), sum("entitled" in line and "not_" not in line for line in lines)) == (201, 99)
    with pytest.raises(InputDefects) as refused:
        run(rulebook(), address.replace("own.Firms", "firms; --"), tmp_path / "p.csv", ASKED)
    assert "the database has no such table" in refused.value.defects[0].describe("en")
    with pytest.raises(InputDefects) as refused:
        run(rulebook(), "postgresql://nobody@/gone?host=/nowhere&table=t", tmp_path / "p.csv", ASKED)
    assert refused.value.defects[0].describe("en").startswith("gone:t: the file cannot be read (")
