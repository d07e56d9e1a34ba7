"""Lists are read row by row, and every reading that the code writes down has words for its reader."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils.translation import gettext_lazy, override

import zhiwei.platform
from tests.platform.accounts.people import official
from zhiwei.platform.accounts.queries import viewer
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.audit import reads, words
from zhiwei.platform.audit.lists import read_or_taken
from zhiwei.platform.audit.models import Reading
from zhiwei.platform.audit.tables import whys_of
from zhiwei.platform.kit.tables import Column, Table

CALLS = {"reveal", "reveal_all", "read_or_taken"}
ROOMS = Path(zhiwei.platform.__file__).parent


def _table(name: str, keys: list[str | None], size: int = 50) -> Table:
    rows = [{"key": key} for key in keys]
    return Table([Column("key", "键", head=True)], rows, name=name, size=size, file=name)


def _ask(asking: Viewer, query: str, *tables: Table, public: Table | None = None) -> Any:
    lists: dict[Any, Any] = dict.fromkeys(tables, lambda row: row["key"])
    if public is not None:
        lists[public] = None
    request = RequestFactory().get(f"/{query}")
    return read_or_taken(asking, request, lists, fields=["cases"], why="查看")


def _read() -> list[list[str]]:
    return [[item["key"] for item in row.items] for row in Reading.objects.order_by("seq")]


@pytest.mark.django_db
def test_a_page_reads_the_rows_it_shows_and_no_public_ones() -> None:
    asking = viewer(official())
    one, two = _table("one", ["a", None, "b", "c"], size=3), _table("two", ["d"])
    assert _ask(asking, "", one, two, public=_table("open", ["x"])) is None
    assert _read() == [["a", "b"], ["d"]]
    assert _ask(asking, "?one-page=2", one) is None
    assert _read()[2:] == [["c"]]


@pytest.mark.django_db
def test_a_file_reads_all_its_rows_and_nothing_of_the_other_lists() -> None:
    asking = viewer(official())
    one, two = _table("one", ["a", "b", "c"], size=2), _table("two", ["d"])
    file = _ask(asking, "?one-export=csv", one, two)
    assert "a\r\nb\r\nc" in b"".join(file).decode()
    assert _read() == [["a", "b", "c"]]


@pytest.mark.django_db
def test_a_row_about_several_is_read_for_each_of_them() -> None:
    table = _table("one", ["a", "b"])
    lists: dict[Any, Any] = {table: lambda row: (row["key"], "shared", None)}
    request = RequestFactory().get("/")
    assert read_or_taken(viewer(official()), request, lists, fields=["cases"]) is None
    assert _read() == [["a", "b", "shared"]]


@pytest.mark.django_db
def test_a_file_that_cannot_be_reads_nothing() -> None:
    answer = _ask(viewer(official()), "?one-export=pdf", _table("one", ["a"]))
    assert (answer.status_code, _read()) == (400, [])


def _names(node: ast.expr | None, constants: dict[str, list[str]]) -> list[str]:
    match node:
        case ast.Constant(value=str() as text):
            return [text]
        case ast.List() | ast.Tuple():
            return [name for each in node.elts for name in _names(each, constants)]
        case ast.Name():
            return constants.get(node.id, [])
    return []


def _written() -> Iterator[tuple[str, list[str], list[str]]]:
    """File, kinds and fields of every reading in the code; what is computed there is left out."""
    for path in sorted(ROOMS.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            target.id: _names(node.value, {})
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "attr", getattr(node.func, "id", "")) in CALLS
            ):
                given = {one.arg: one.value for one in node.keywords}
                kinds = _names(given.get("kind"), constants)
                yield str(path.relative_to(ROOMS)), kinds, _names(given.get("fields"), constants)


def test_every_reading_has_words_for_its_kind_and_its_fields() -> None:
    found = list(_written())
    assert len(found) > 40
    bare = set()
    for language, foreign in (("zh-hans", "[A-Za-z]"), ("en", "_|[一-鿿]")):
        with override(language):
            for path, kinds, fields in found:
                told = {k: words.kind(k) for k in kinds} | {f: words.field(f) for f in fields}
                bare |= {(path, name) for name, word in told.items() if re.search(foreign, word)}
    assert bare == set()


def test_the_reason_of_a_reading_is_kept_in_chinese_and_told_in_the_readers_language() -> None:
    """A reason translated before it is kept would be read in the language of whoever looked."""
    early = []
    for path in sorted(ROOMS.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        lazy = re.search(r"gettext_lazy as _$", source, re.MULTILINE)
        if not lazy and re.search(r"\b(reveal|reveal_all|read_or_taken)\(", source):
            early += [path.name] * len(re.findall(r'\bwhy=_\("', source))
    assert early == []


@pytest.mark.django_db
def test_who_looked_is_read_in_both_languages() -> None:
    with override("en"):
        reads.reveal(
            viewer(official()), kind="subject", key="s1", fields=["name"], why=gettext_lazy("查看登记申请")
        )
    row = Reading.objects.get()
    assert row.items[0]["why"] == "查看登记申请"
    with override("en"):
        assert whys_of(row) == str(gettext_lazy("查看登记申请"))
    assert whys_of(row) == "查看登记申请"


def test_the_reason_of_a_reading_is_no_bare_english_word() -> None:
    """A firm reads the reason beside who looked."""
    bare = []
    for path in sorted(ROOMS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "attr", getattr(node.func, "id", "")) in CALLS
            ):
                why = next((one.value for one in node.keywords if one.arg == "why"), None)
                if isinstance(why, ast.Constant) and why.value:
                    bare.append((path.name, why.value))
    assert bare == []
