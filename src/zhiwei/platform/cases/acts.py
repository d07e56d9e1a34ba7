"""Guards, effects and figures that case types name: functions of the rooms, each under a word.

A room puts them into its module ``case_acts``, which is imported when the platform starts:

    @guard("account_confirmed")
    def _confirmed(context: Context) -> Iterable[str]: ...      # what stands against it, in the reader's words

    @effect("reserve")
    def _reserve(context: Context) -> None: ...                 # within the transaction of the step

    @figures("reward")
    def _shown(context: Context) -> list[Figure]: ...           # what the public notice shows
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from zhiwei.engine.answer import Answer
from zhiwei.engine.outcome import Outcome
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.answers import queries as answers
from zhiwei.platform.cases.models import Case, Step
from zhiwei.platform.kit import clock

if TYPE_CHECKING:
    from zhiwei.platform.answers.models import Receipt
    from zhiwei.platform.cases.casetypes.model import CaseType, Transition
    from zhiwei.platform.kit.models import StoredFile


@dataclass
class Context:
    """One step being taken: who takes it, on which case, with what he wrote. Guards look at it, effects act on it."""

    viewer: Viewer
    case: Case
    type: CaseType
    transition: Transition
    content: dict[str, Any] = field(default_factory=dict)
    documents: Mapping[str, StoredFile] = field(default_factory=dict)
    defects: tuple[str, ...] = ()
    now: datetime = field(default_factory=clock.now)
    step: Step | None = None
    receipt: Receipt | None = None
    """The verdict stored with this step, None where the transition stores none."""

    @cached_property
    def answer(self) -> Answer:
        """What the law says of the subject on the case's day, as known on the day of the step.

        Raises InputError where its facts cannot be read.
        """
        return answers.for_subject(
            self.case.subject,
            as_of=self.case.as_of,
            known_on=clock.day_of(self.now),
            measures=[self.type.measure],
        )

    @property
    def outcome(self) -> Outcome:
        """The verdict on the type's measure."""
        return self.answer.measures[self.type.measure]

    def put(self, name: str, value: Any) -> None:
        """Keep something with the case, in plain values; saved with the step."""
        self.case.data[name] = value


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of a public notice: what it is, what the subject declared and what was verified; texts, '' for none."""

    zh: str
    en: str
    declared: str
    verified: str

    def to_json(self) -> dict[str, str]:
        """As the notice keeps it."""
        return {"zh": self.zh, "en": self.en, "declared": self.declared, "verified": self.verified}


Guard = Callable[[Context], Iterable[str]]
Effect = Callable[[Context], None]
Figures = Callable[[Context], list[Figure]]
F = TypeVar("F", bound=Callable[..., Any])
_guards: dict[str, Guard] = {}
_effects: dict[str, Effect] = {}
_figures: dict[str, Figures] = {}
_entrances: dict[str, str] = {}


def entrance(type_id: str, address: str) -> None:
    """Say on which page a case type begins that an applicant does not begin with the form of its case."""
    _entrances[type_id] = address


def entrance_of(type_id: str) -> str:
    """The page on which a case type begins; '' for the form of its case."""
    return _entrances.get(type_id, "")


def guards() -> Mapping[str, Guard]:
    """Every guard by its name."""
    return _guards


def effects() -> Mapping[str, Effect]:
    """Every effect by its name."""
    return _effects


def figures_named() -> Mapping[str, Figures]:
    """Every maker of figures by its name."""
    return _figures


def guard(name: str) -> Callable[[Guard], Guard]:
    """Register a guard. Raises ValueError for a name that another function has."""
    return _register(_guards, name)


def effect(name: str) -> Callable[[Effect], Effect]:
    """Register an effect. Raises ValueError for a name that another function has."""
    return _register(_effects, name)


def figures(name: str) -> Callable[[Figures], Figures]:
    """Register a maker of figures. Raises ValueError for a name that another function has."""
    return _register(_figures, name)


def _register(table: dict[str, F], name: str) -> Callable[[F], F]:
    def keep(function: F) -> F:
        if table.setdefault(name, function) is not function:
            raise ValueError(f"{name!r} is registered twice: {table[name].__module__}, {function.__module__}")
        return function

    return keep
