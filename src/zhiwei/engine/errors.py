"""Errors of the engine: every defect found is reported, each with place and remedy."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing wrong: ``where`` it stands, ``what`` is wrong, ``remedy`` to apply; what users meet also in Chinese."""

    where: str
    what: str
    remedy: str = ""
    what_zh: str = ""
    remedy_zh: str = ""
    where_zh: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f" ({self.remedy})" if self.remedy else "")

    def text(self, lang: str) -> str:
        """One line in Chinese (``zh``, where it is written) or English."""
        if lang != "zh" or not self.what_zh:
            return str(self)
        remedy = self.remedy_zh or _suggestion_zh(self.remedy)
        return f"{self.where_zh or self.where}：{self.what_zh}" + (f"（{remedy}）" if remedy else "")


class DefectError(ValueError):
    """A set of defects, all reported at once."""

    def __init__(self, defects: Iterable[Defect]) -> None:
        self.defects = tuple(defects)
        super().__init__("\n".join(map(str, self.defects)))


class LoadError(DefectError):
    """The rules, parameters or measures cannot be made into a rulebook."""


class InputError(DefectError):
    """Facts, decisions or options given by the user cannot be used."""


def suggest(name: str, known: Iterable[str]) -> str:
    """A remedy naming the known words nearest to an unknown one; empty if none is near."""
    near = difflib.get_close_matches(name, dict.fromkeys(known), n=3)
    return _MEAN + " or ".join(near) + "?" if near else ""


_MEAN = "did you mean "


def _suggestion_zh(remedy: str) -> str:
    if not remedy.startswith(_MEAN):
        return remedy
    return "是不是 " + remedy.removeprefix(_MEAN).removesuffix("?").replace(" or ", " 或 ") + "？"
