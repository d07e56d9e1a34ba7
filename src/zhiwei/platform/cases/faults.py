"""What a service refuses, in words for people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in the reader's words; ``field`` is a field of the form, the name of a document, or ''."""

    field: str
    text: str

    def __str__(self) -> str:
        return self.text


class Refused(Exception):
    """An act that was not done; ``faults`` say why, all at once."""

    def __init__(self, found: Iterable[Fault | str]) -> None:
        self.faults = [one if isinstance(one, Fault) else Fault("", one) for one in found]
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "；".join(map(str, self.faults))
