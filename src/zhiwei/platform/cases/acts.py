"""Guards, effects and figures that case types name: functions of the rooms, each under a word.

A room puts them into its module ``case_acts``, which is imported when the platform starts:

    @guard("account_confirmed")
    def _confirmed(context: Context) -> Iterable[str]: ...      # what stands against it, in the reader's words;
                                                                # a Fault where it concerns one box of the form

    @effect("reserve")
    def _reserve(context: Context) -> None: ...                 # within the transaction of the step

    @figures("reward")
    def _shown(context: Context) -> list[Figure]: ...           # what the public notice shows

    @answerer("computed")
    def _asked(context: Context, *, facts: str) -> Answer: ...  # what the law says, where ``asks`` names it

Keyword-only parameters are arguments that the file may give; ``check`` looks at them when a case type is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Concatenate, TypeVar

from django.utils.translation import override

from zhiwei.engine.answer import Answer
from zhiwei.engine.outcome import Outcome
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.answers import queries as answers
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.cases.casetypes import arguments
from zhiwei.platform.cases.casetypes.arguments import Check, Declared
from zhiwei.platform.cases.casetypes.model import Words
from zhiwei.platform.cases.faults import Fault
from zhiwei.platform.cases.models import Case, Notice, Step
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
    counter: dict[str, str] = field(default_factory=dict)
    """For whom an official takes the applicant's step at the counter, and why; kept with the step."""
    now: datetime = field(default_factory=clock.now)
    step: Step | None = None
    receipt: Receipt | None = None
    """The verdict stored with this step, None where the transition stores none."""

    @cached_property
    def answer(self) -> Answer:
        """What the law says of the subject on the case's day, as known on the day of the step.

        Raises InputError where its facts cannot be read.
        """
        if (asks := self.type.asks) is not None:
            return _answerers[asks.name](self, **asks.arguments)
        return answers.for_subject(
            self.case.subject,
            as_of=self.case.as_of,
            known_on=clock.day_of(self.now),
            measures=[self.type.measure],
        )

    @cached_property
    def notice(self) -> Notice | None:
        """The latest public notice of the case before the step, None where there was none."""
        return self.case.notices.order_by("-number").first()

    @cached_property
    def objections(self) -> frozenset[str]:
        """The states of what was said against that notice. Read after the notice is over: nothing more comes in then."""
        said = () if self.notice is None else self.notice.objections.values_list("state", flat=True)
        return frozenset(said)

    @property
    def outcome(self) -> Outcome:
        """The verdict on the type's measure."""
        return self.answer.measures[self.type.measure]

    @property
    def entity(self) -> str:
        """Whom the measure speaks of: the subject, or what it is asked about in its place."""
        return str(current().measures[self.type.measure].entity)

    def put(self, name: str, value: Any) -> None:
        """Keep something with the case, in plain values; saved with the step."""
        self.case.data[name] = value


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of a public notice: what it is, what the subject declared and what was verified; '' for none, Words for a value
    that reads differently in the two languages."""

    zh: str
    en: str
    declared: str | Words
    verified: str | Words

    def to_json(self) -> dict[str, str]:
        """As the notice keeps it: values in Chinese, beside them the English of those that have one."""
        found = {"zh": self.zh, "en": self.en}
        for name, value in (("declared", self.declared), ("verified", self.verified)):
            if isinstance(value, Words):
                found |= {name: value.zh, f"{name}_en": value.en}
            else:
                found[name] = value
        return found


def in_both(text: Callable[[], str]) -> Words:
    """A text as readers of both languages get it."""
    with override("zh-hans"):
        zh = text()
    with override("en"):
        return Words(zh, text())


Guard = Callable[Concatenate[Context, ...], Iterable[str | Fault]]
Effect = Callable[Concatenate[Context, ...], None]
Figures = Callable[Concatenate[Context, ...], list[Figure]]
Answerer = Callable[Concatenate[Context, ...], Answer]
F = TypeVar("F", bound=Callable[..., Any])
_guards: dict[str, Guard] = {}
_effects: dict[str, Effect] = {}
_figures: dict[str, Figures] = {}
_answerers: dict[str, Answerer] = {}
_declared: dict[Callable[..., Any], Declared] = {}
_binding: set[str] = set()
_entrances: dict[str, str] = {}
_enterers: dict[str, Callable[[Viewer], bool]] = {}


def entrance(type_id: str, address: str, whose: Callable[[Viewer], bool] | None = None) -> None:
    """Say on which page a case type begins that an applicant does not begin with the form of its case.

    ``whose`` tells who may begin there what speaks of no subject of his yet, such as the filing that founds a firm.
    """
    _entrances[type_id] = address
    if whose is not None:
        _enterers[type_id] = whose


def may_enter(type_id: str, viewer: Viewer) -> bool:
    """Whether the viewer may begin on the page of a case type without a subject of its kind."""
    whose = _enterers.get(type_id)
    return whose is not None and whose(viewer)


def entrance_of(type_id: str) -> str:
    """The page on which a case type begins; '' for the form of its case."""
    return _entrances.get(type_id, "")


def guards() -> Mapping[str, Guard]:
    """Every guard by its name."""
    return _guards


def effects() -> Mapping[str, Effect]:
    """Every effect by its name."""
    return _effects


def binding() -> frozenset[str]:
    """The effects that promise money firmly or claim it back."""
    return frozenset(_binding)


def figures_named() -> Mapping[str, Figures]:
    """Every maker of figures by its name."""
    return _figures


def answerers() -> Mapping[str, Answerer]:
    """Every way to ask the law by its name."""
    return _answerers


def declared(table: Mapping[str, Callable[..., Any]]) -> dict[str, Declared]:
    """The arguments that functions take, by their names."""
    return {name: _declared[function] for name, function in table.items()}


def guard(name: str, check: Check | None = None) -> Callable[[F], F]:
    """Register a guard. Raises ValueError for a name that another function has."""
    return _register(_guards, name, check)


def effect(name: str, check: Check | None = None, *, binds: bool = False) -> Callable[[F], F]:
    """Register an effect; ``binds`` says that it promises money firmly or claims it back, which takes two officials.

    Raises ValueError for a name that another function has.
    """
    if binds:
        _binding.add(name)
    return _register(_effects, name, check)


def figures(name: str, check: Check | None = None) -> Callable[[F], F]:
    """Register a maker of figures. Raises ValueError for a name that another function has."""
    return _register(_figures, name, check)


def answerer(name: str, check: Check | None = None) -> Callable[[F], F]:
    """Register a way to ask the law. Raises ValueError for a name that another function has."""
    return _register(_answerers, name, check)


def _register(table: dict[str, Any], name: str, check: Check | None) -> Callable[[F], F]:
    def keep(function: F) -> F:
        _declared[function] = arguments.declared(function, check)
        if table.setdefault(name, function) is not function:
            raise ValueError(f"{name!r} is registered twice: {table[name].__module__}, {function.__module__}")
        return function

    return keep
