"""The answer for one subject: outcomes, and their explanation as data, text and HTML."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from zhiwei.engine.evaluate import Evaluation
from zhiwei.engine.facts import Case
from zhiwei.engine.outcome import Outcome
from zhiwei.engine.plan import Law

if TYPE_CHECKING:
    from zhiwei.engine.rulebook import Rulebook


class Answer:
    """Verdicts and amounts by measure id. The explanation is made when asked for."""

    def __init__(
        self, book: Rulebook, law: Law, case: Case, evaluation: Evaluation, measures: Mapping[str, Outcome]
    ) -> None:
        self.book, self.law, self.case, self.evaluation, self.measures = book, law, case, evaluation, measures

    @cached_property
    def explanation(self) -> dict[str, Any]:
        """The explanation as plain data, readable without the engine: the stable JSON form of ``zhiwei answer``."""
        from zhiwei.engine.trace import explain

        return explain(self)

    def to_json(self) -> dict[str, Any]:
        """The same as :attr:`explanation`."""
        return self.explanation

    def text(self, lang: str = "zh", brief: bool = False) -> str:
        """Plain text in Chinese or English; ``brief`` without the derivation."""
        from zhiwei.engine.render_text import render_text

        return render_text(self.explanation, lang, brief)

    def html(self, lang: str = "zh") -> str:
        """An HTML fragment in Chinese or English."""
        from zhiwei.engine.render_html import render_html

        return render_html(self.explanation, lang)
