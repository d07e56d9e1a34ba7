"""What a service of the room refuses, all at once, with the sentence it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit import refusals


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason in the reader's words; ``code`` is stable for programs, ``sentence`` the id of the sentence quoted."""

    code: str
    text: str
    sentence: str = ""

    def __str__(self) -> str:
        return self.text

    @property
    def field(self) -> str:
        """The field of a form that the reason is about: its code, where a form has such a field; of a key none is seen."""
        return "" if self.code == "key" else self.code


class Refused(refusals.Refused):
    """An act that was not done; nothing of it is booked."""

    faults: list[Fault]

    @property
    def codes(self) -> list[str]:
        """The codes of the faults, in order."""
        return [fault.code for fault in self.faults]


def refuse(code: str, text: str, sentence: str = "") -> Refused:
    """A refusal for one reason."""
    return Refused([Fault(code, text, sentence)])


def quoted(sentence: str) -> str:
    """``第 13.3 句“……”``: the sentence a measure or sentence id stands for, in the document's own words."""
    number = sentence.partition("/")[0]
    found = sentence_of(number)
    return (
        _("第 %(id)s 句“%(text)s”") % {"id": number, "text": found.text}
        if found
        else _("第 %(id)s 句") % {"id": number}
    )
