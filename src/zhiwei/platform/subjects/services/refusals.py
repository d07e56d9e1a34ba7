"""What a service of the room refuses, in words for people."""

from __future__ import annotations

from collections.abc import Sequence

from zhiwei.engine.errors import Defect


class Refused(Exception):
    """The act was not done; ``defects`` say what is wrong and what to do, all at once, in Chinese and English."""

    def __init__(self, defects: Sequence[Defect]) -> None:
        self.defects = tuple(defects)
        super().__init__("\n".join(map(str, self.defects)))

    def texts(self, lang: str) -> list[str]:
        """One line for each defect."""
        return [d.text("zh" if lang.startswith("zh") else "en") for d in self.defects]


def refuse(where: str, zh: str, en: str, remedy_zh: str = "", remedy_en: str = "") -> Refused:
    """A refusal for one reason."""
    return Refused([Defect(where, en, remedy_en, zh, remedy_zh)])
