"""What a long run tells while it works, in Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to be told."""

    zh: str
    en: str

    def text(self, lang: str) -> str:
        """In one of the languages."""
        return self.zh if lang == "zh" else self.en


def compiling() -> Notice:
    """The first run with a rulebook, day and question compiles; later ones do not."""
    return Notice(
        "正在编译规则（每版规则集和每种问法只需一次，约十几秒）…",
        "compiling rules, once for this rulebook and question (ten or twenty seconds) …",
    )


def going_on(rows: int) -> Notice:
    """Earlier work that was broken off is taken up."""
    return Notice(
        f"接着上次中断之处继续：已有 {rows:,} 行",
        f"going on where the last run stopped: {rows:,} rows are done",
    )


def beginning_anew() -> Notice:
    """Unfinished work is there, but of another question, source or rulebook."""
    return Notice(
        "上次未完成的结果属于另一问题、另一来源或另一版规则集，已弃去，从头开始",
        "unfinished work of another question, source or rulebook is discarded; starting from the beginning",
    )
