"""CSV cut at once gives the rows that the standard library's reader gives, whatever stands in the file."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from zhiwei.population.readers import csv_blocks, open_table
from zhiwei.population.readers.blocks import blocks

CELLS = ("a", "甲", "", " ", "　", "1,2", "x;y", "300", "﻿", "é", "0", "-", "ab cd", "中文字")
ODD = ('"q"', '"two\nlines"', '""', "lone\rreturn", "nul\0", '"open', "tab\tbed", "x" * 120)


def table(rng: random.Random, odd: bool, newline: str) -> str:
    """Lines of three cells, most of them; some blank, short or long, and odd cells if wanted."""
    lines = ["编号,名称,备注"]
    for _ in range(rng.randint(0, 40)):
        luck = rng.random()
        width = 3 if luck < 0.85 else rng.randint(1, 5)
        cells = [rng.choice(CELLS).replace(",", ".") for _ in range(width)]
        if odd and rng.random() < 0.06:
            cells[rng.randrange(width)] = rng.choice(ODD)
        if luck > 0.97:
            cells = [""] * 3 if luck > 0.98 else [" ", "　", ""]
        lines.append(",".join(cells))
        if rng.random() < 0.04:
            lines.append("")
    return newline.join(lines) + rng.choice(["", newline, newline * 3])


def seen(path: Path, size: int) -> tuple[list[Any], list[Any]]:
    """Rows as (number, cells, problem): read one by one, and in blocks by columns and by whole rows."""
    source = open_table(path)
    one_by_one = [(r.number, [*r.cells], r.problem) for r in source.rows()]
    found = []
    for block in blocks(source, size):
        assert 0 < len(block) <= size
        for at in range(len(block)):
            row = block.row(at)
            assert row.number == block.numbers[at]
            problem = block.problems.get(at)
            found.append((row.number, [*row.cells], problem))
            if problem is None:
                width = len(source.headings)
                assert [c[at] for c in block.columns if c is not None] == [*row.cells][:width]
    assert source.done() == source.total
    return one_by_one, found


@pytest.mark.parametrize("odd", [False, True])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_text(tmp_path: Path, encoding: str, odd: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(f"{encoding} {odd}")
    path = tmp_path / "t.csv"
    compared = 0
    for _ in range(150):
        monkeypatch.setattr(csv_blocks, "STRETCH", rng.choice([8, 40, 200, 10_000]))
        monkeypatch.setattr(csv_blocks, "LONGEST", rng.choice([100, 100_000]))
        path.write_bytes(table(rng, odd, rng.choice(["\n", "\r\n"])).encode(encoding))
        one_by_one, found = seen(path, rng.choice([1, 3, 1000]))
        assert found == one_by_one
        compared += len(found)
    assert compared > 1500


def test_most_of_a_clean_file_is_cut_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of three stretches only the one with the short line is read record by record."""
    monkeypatch.setattr(csv_blocks, "STRETCH", 60)
    path = tmp_path / "t.csv"
    path.write_text("a,b\n" + "11,12\n" * 10 + "13\n" + "14,15\n" * 20, encoding="utf-8")
    kinds = [type(part).__name__ for part in csv_blocks.stretches(path, "utf-8", ",", 2, 4, 2)]
    assert kinds == ["Plain", "Odd", "Plain", "Plain"]


def test_a_quoted_heading_of_two_lines(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('编号,"名\n称"\na,b\n', encoding="utf-8")
    one_by_one, found = seen(path, 10)
    assert found == one_by_one == [(3, ["a", "b"], None)]
