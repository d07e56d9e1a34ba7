"""A case type in memory: states, transitions, documents, clocks and notice, as its file says them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from zhiwei.platform.kit.language import lang

APPLICANT = "applicant"
"""The actor that is the subject's own organisation."""
SYSTEM_ACTOR = "system"
"""The actor that is the installation itself: clocks, notices, nightly runs."""
OPEN = "open"
"""The name of the transition that opens a case."""
AS_OF = "as_of"
"""The word for the year of a case's day."""
GROUNDS = ("rule", "other_side")
"""Why one official, or none, may decide on money: the rule alone does, or the other side has confirmed what it is for."""
UNITS = ("calendar", "working")
KINDS = ("text", "lines", "money", "count", "rate", "date", "choice", "flag")


@dataclass(frozen=True, slots=True)
class Words:
    """A text in Chinese and English; ``str`` gives the reader's."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.en if lang() == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Call:
    """A guard, an effect or another function of a room, by its name, with the arguments the file gives it."""

    name: str
    arguments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Alone:
    """The exception from the rule that money takes two officials: its ground, one of ``GROUNDS``, and why it holds."""

    ground: str
    why: Words


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a form asks: its kind, its unit (元, 人 …), and for a choice what may be chosen."""

    name: str
    words: Words
    kind: str
    required: bool = True
    unit: Words | None = None
    hint: Words | None = None
    choices: Mapping[str, Words] = field(default_factory=dict)
    shown: bool = True
    """False for a key that a page fills in, such as that of a service: kept, and never printed for people."""
    positive: bool = False
    """Whether an amount or a count of nothing is no answer, such as the planned cost of a project."""


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """A document that may be asked for, by the name that transitions use."""

    name: str
    words: Words
    hint: Words | None = None


CORRECTION = Field(
    "correction",
    Words("补正说明", "explanation of the correction"),
    "lines",
    required=False,
    hint=Words(
        "可以不填。逐条说明怎样补正的，或者为什么不用改；办理机关看得到",
        "optional: how each point was corrected, or why nothing has to change; the office reads it",
    ),
)
"""What every step by which an applicant answers a return asks beside its own form."""
SUPPLEMENTS = ("supplement", "supplement_2", "supplement_3", "supplement_4", "supplement_5")
"""The names of the papers that such a step takes at will, beside the documents of its type."""
SUPPLEMENT = Words("补充材料", "supplementary paper")
"""What they are called."""


@dataclass(frozen=True, slots=True)
class Length:
    """So many days, counted in one of the named readings; ``why`` says where the number and the reading come from."""

    days: int
    reading: str
    why: Words

    def __str__(self) -> str:
        if lang() == "en":
            return f"{self.days} {self.reading} day{'s' if self.days != 1 else ''}"
        return f"{self.days} 个工作日" if self.reading == "working" else f"{self.days} 日（日历日）"


@dataclass(frozen=True, slots=True)
class State:
    """A state, what it is called, and what it means for the applicant in plain words."""

    id: str
    words: Words
    plain: Words
    ends: bool = False
    asks_arrival: bool = False
    """Whether the applicant is asked here if the money came."""


@dataclass(frozen=True, slots=True)
class Transition:
    """What may be done to a case; the one named ``open`` begins it.

    ``actors`` are roles, ``applicant`` and ``system``. ``guard`` are guards that must all find nothing wrong.
    ``others`` are transitions whose doer may not do this one; ``alone`` says why money needs no second official here. ``returns`` asks for every defect at once and may happen
    once until the case is reopened. ``rejects`` goes against the applicant or the other side, so that pages never offer it
    as the first choice. ``amends`` changes what the application said while nobody has answered it, and moves nothing.
    ``corrects`` follows from the others: the applicant hands in again what a return gave back.
    ``ways`` say, of ``open`` only, how a case may begin.
    """

    id: str
    words: Words
    sources: tuple[str, ...]
    to: str
    actors: tuple[str, ...]
    guard: tuple[Call, ...] = ()
    form: tuple[Field, ...] = ()
    documents: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    receipt: bool = False
    effects: tuple[Call, ...] = ()
    returns: bool = False
    withdraws: bool = False
    rejects: bool = False
    reopens: bool = False
    amends: bool = False
    corrects: bool = False
    ways: tuple[str, ...] = ()
    alone: Alone | None = None
    counter: tuple[str, ...] = ()
    """Roles that may open a case for somebody at the counter; of ``open`` only."""

    def guarded_by(self, name: str) -> bool:
        """Whether a guard of this name stands before it."""
        return any(one.name == name for one in self.guard)

    @property
    def at_will(self) -> tuple[str, ...]:
        """The names of the papers that may be handed in beside the documents; none but where a return is answered."""
        return SUPPLEMENTS if self.corrects else ()


@dataclass(frozen=True, slots=True)
class ClockRule:
    """A clock: it starts on entering one of ``runs``, stands still in ``pauses``, and is met anywhere else.

    When it lapses the case is handed to the role ``escalate`` or takes the transition ``then``.
    """

    name: str
    words: Words
    length: Length
    runs: tuple[str, ...]
    pauses: tuple[str, ...] = ()
    escalate: str = ""
    then: str = ""


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """The public notice shown while a case is in ``state``.

    When its days are over and no objection is open, the transition ``then`` follows by itself. ``answers`` are the roles
    that answer objections; ``figures`` names what is shown.
    """

    state: str
    length: Length
    then: str
    answers: tuple[str, ...]
    figures: Call | None = None


@dataclass(frozen=True, slots=True)
class CaseType:
    """A kind of case. ``measure`` is the measure whose verdict guards it, empty for none; ``hash`` is of its content.

    ``asks`` says who asks the law for the measure where it is not asked of the subject with its registered facts.
    ``year`` says of which year a case is, so that its title names it: ``as_of`` for the year of the day whose law counts, or
    the field of the opening form that holds it; '' where cases are of no year.
    """

    id: str
    title: Words
    about: Words
    sentences: tuple[str, ...]
    entity: str
    measure: str
    start: Transition
    states: Mapping[str, State]
    transitions: Mapping[str, Transition]
    documents: Mapping[str, DocumentRule]
    clocks: Mapping[str, ClockRule]
    notice: NoticeRule | None
    rating: bool
    hash: str
    file: str
    raw: Mapping[str, Any]
    asks: Call | None = None
    year: str = ""

    def leaving(self, state: str) -> list[Transition]:
        """The transitions that a state allows, in the order of the file."""
        return [one for one in self.transitions.values() if state in one.sources]

    def document(self, name: str) -> Words | None:
        """What a document or a supplementary paper is called; None for a name of neither."""
        if name in self.documents:
            return self.documents[name].words
        return SUPPLEMENT if name in SUPPLEMENTS else None

    def transition(self, name: str) -> Transition | None:
        """A transition by name, ``open`` included."""
        return self.start if name == OPEN else self.transitions.get(name)
