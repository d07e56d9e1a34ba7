"""The diagram in the docs is the one that the type gives."""

from __future__ import annotations

from pathlib import Path

from zhiwei.platform.cases import casetypes
from zhiwei.platform.cases.mermaid import mermaid

PAGE = Path(__file__).parents[3] / "docs" / "platform" / "cases.md"


def test_the_diagram_of_the_reward_is_in_step() -> None:
    """Remedy: put what this test shows into docs/platform/cases.md."""
    drawn = mermaid(casetypes.get("reward"))
    assert "    published --> cleared: Notice over, reserve the money\n" in drawn
    assert drawn in PAGE.read_text(encoding="utf-8")
