"""Pages for a reader: thirty measures, every verdict among them, and a key that says what stands on each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.reader_pages import COUNT, main
from zhiwei.engine.outcome import VERDICTS
from zhiwei.engine.words import VERDICT_WORDS

SAID = {"不在有效期内": ("尚未施行", "已停止执行")}
"""A page says which of the two it is."""


def test_pages_and_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(str(tmp_path))
    keys = json.loads((tmp_path / "key.json").read_text(encoding="utf-8"))
    assert [one["page"] for one in keys] == list(range(1, COUNT + 1))
    assert len({one["measure"] for one in keys}) == COUNT
    assert {one["verdict"] for one in keys} == {VERDICT_WORDS[v][0] for v in VERDICTS}
    for one in keys:
        page = (tmp_path / f"{one['page']:02}.txt").read_text(encoding="utf-8")
        first, *lines = page.split("\n")
        assert first == f"适用日 {one['as_of']}，对象：{one['whom']}"
        measure = f"{one['measure'].partition('/')[0]} {one['what']}: "
        assert any(
            line.startswith(measure) for line in lines
        )  # facts that contradict each other are told before
        assert any(word in page for word in SAID.get(one["verdict"], (one["verdict"],)))
        assert all(missing in page for missing in one["missing"])
        assert one["why"] is None or f"决定因素：{one['why']}" in page
        if one["amount"] and "value" in one["amount"]:
            assert f"金额 {float(one['amount']['value']):,.2f} 元" in page
    assert capsys.readouterr().out.startswith(f"{COUNT} pages in ")
