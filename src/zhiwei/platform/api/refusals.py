"""What a service refuses, told in Chinese and English with the place of each defect in the body."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction
from django.utils import translation

from zhiwei.platform.api.problems import Fault
from zhiwei.platform.kit import refusals
from zhiwei.platform.kit.language import lang

T = TypeVar("T")
LANGUAGES = {"zh": "zh-hans", "en": "en"}


class Undone(Exception):
    """Takes back what the second telling did."""


class Told(Exception):
    """An act that was not done; ``faults`` are ready for a problem."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("; ".join(one.en for one in faults))


def both(work: Callable[[], T], pointer: Callable[[str], str]) -> T:
    """Do it; where a service refuses, ask again in the other language and raise :class:`Told`.

    Services speak the reader's language alone. The second asking is undone whatever comes of it; where it is not refused in
    as many points (somebody changed something meanwhile), the first words stand for both.
    """
    mine = lang()
    try:
        with transaction.atomic():
            return work()
    except refusals.Refused as refused:
        first, after = list(refused.faults), refused.after
    second = first
    try:
        with translation.override(LANGUAGES["en" if mine == "zh" else "zh"]), transaction.atomic():
            work()
            raise Undone
    except Undone:
        pass
    except refusals.Refused as again:
        if len(again.faults) == len(first):
            second = list(again.faults)
    if after is not None:
        after()
    zh, en = (first, second) if mine == "zh" else (second, first)
    faults = [Fault(pointer(one.field), one.text, other.text) for one, other in zip(zh, en, strict=True)]
    raise Told(faults)
