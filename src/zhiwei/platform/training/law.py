"""What the law says of attendances, places and targets: verdicts on 16.2 and 16.3 from the room's own registers.

Every fact names the register it was computed from and the day; nothing of it is typed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.engine.answer import Answer
from zhiwei.engine.errors import InputError
from zhiwei.engine.outcome import Outcome
from zhiwei.platform.accounts.models import Membership
from zhiwei.platform.accounts.models.memberships import on
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.answers import services as answers
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import lang, listed
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.training.models import Enrolment, Place, Year

ENTITY, FIRM = "training_place", "firm"
ATTENDANCE, PLACE = "16.2/attendance", "16.3/place"
SHORT, ABILITY = "16.2", "16.3"
"""The sentences; a fund must be for them to pay."""
PLACES, ATTENDANCES = "funded_owners_per_year", "training_attendances_minimum"
"""The parameters that the two sentences set."""
LEFT = "training_place_left"
"""The criterion that sends an owner to the waiting list."""
SMALL = "trainee_firm_is_small"
"""The criterion on the firm."""
REVENUE = "revenue"
YEARLY = f"{REVENUE}@"
"""The fact of the size class that is of a year."""
POTENTIAL = "potential_confirmed"
"""The fact that only the review gives."""


def attendance(one: Enrolment) -> Answer:
    """The verdict on a proved attendance, on the last day of its course. Raises InputError for facts that cannot be read."""
    course = one.course
    register = _("培训登记，%(day)s") % {"day": clock.today()}
    facts = {
        "trainer_qualified": course.qualified, "chosen_by_trainee": one.chosen_by_id == one.person_id,
        "attendance_proved": one.proved,
    }  # fmt: skip
    return _ask(_sourced(facts, register), one.firm, course.ends_on, ATTENDANCE)


def place(person_id: int, firm: Subject, year: Year, potential: bool | None) -> Answer:
    """The verdict on a place for an owner today; ``potential`` is None before the review."""
    today = clock.today()
    register = _("资助培训登记，%(day)s") % {"day": today}
    held = Place.objects.filter(year=year, holds=True)
    facts: dict[str, Any] = {
        "owner_of_firm": owns(person_id, firm, today), "funded_this_year": held.filter(person_id=person_id).exists(),
        "places_taken": held.count(),
    }  # fmt: skip
    sourced = _sourced(facts, register)
    if potential is not None:
        sourced |= _sourced({POTENTIAL: potential}, _("省级评审"))
    return _ask(sourced, firm, today, PLACE)


def firm_is_small(firm: Subject, day: date) -> bool | None:
    """Whether a firm is small or micro on a day; None where its facts do not settle it, or cannot be read."""
    try:
        answer = _ask({}, firm, day, ATTENDANCE)
    except InputError:
        return None
    found = answer.measures[ATTENDANCE].components[SMALL]
    return bool(found.value) if found.status == "known" else None


def owns(person_id: int, firm: Subject, day: date) -> bool:
    """Whether somebody is an owner of a firm on a day, by his account's roles."""
    held = Membership.objects.filter(on(day), user=person_id, role=Role.OWNER)
    return firm.organisation_id is not None and held.filter(organisation=firm.organisation_id).exists()


def _sourced(facts: Mapping[str, Any], source: str) -> dict[str, Any]:
    return {name: {"value": value, "source": source} for name, value in facts.items()}


def _ask(facts: Mapping[str, Any], firm: Subject, day: date, measure: str) -> Answer:
    known = subjects.facts(firm, as_of=day, known_on=clock.today())
    known.setdefault("division", {"value": firm.division, "source": _("主体登记")})
    _last_year(known, day.year)
    return answers.answer(facts, as_of=day, entity=ENTITY, measures=[measure], links={FIRM: {"facts": known}})


def _last_year(known: dict[str, Any], year: int) -> None:
    """Where a year's revenue is not stated yet, the last year's counts: that of the current year exists only after it.

    The reading the register takes for the size class it shows; the fact says of which year it is.
    """
    stated = {int(name.removeprefix(YEARLY)): name for name in known if name.startswith(YEARLY)}
    earlier = [one for one in stated if one < year]
    if year in stated or REVENUE in known or not earlier:
        return
    last = max(earlier)
    fact = dict(known[stated[last]])
    source = _("%(source)s（%(year)d 年度，当年数据还没有）")
    known[REVENUE] = fact | {"source": source % {"source": fact.get("source", ""), "year": last}}


def why_not(answer: Answer | InputError, measure: str, *, without: tuple[str, ...] = ()) -> list[str]:
    """What stands against a verdict in the reader's words: the criterion that decided, and what is missing.

    ``without`` names criteria and facts that do not count here. Nothing, where the verdict is in favour.
    """
    if isinstance(answer, InputError):
        return [defect.text(lang()) for defect in answer.defects]
    outcome = answer.measures[measure]
    if outcome.positive:
        return []
    found = []
    if outcome.deciding and outcome.deciding not in without:
        found.append(_("条件不符：%(name)s") % {"name": words(outcome.deciding)})
    missing = [one for one in outcome.missing if one not in without]
    if missing and not outcome.deciding:
        found.append(_("还缺少：%(names)s") % {"names": listed(map(words, missing))})
    return found


def words(name: str) -> str:
    """A criterion or a fact, of the place or of its firm, as people call it."""
    plain = name.rpartition("__")[2].rpartition(".")[2]
    variables = current().data.variables
    found = (
        variables.get((ENTITY, name))
        or variables.get((ENTITY, plain))
        or variables.get(("enterprise", plain))
    )
    if found is None:
        return name
    return found.zh if lang() == "zh" else found.en


def number(parameter: str, day: date) -> int:
    """What a sentence sets, by the law of a day."""
    found = next(one for one in current().data.parameters[parameter].values if one.covers(day))
    return int(found.value)


@dataclass(frozen=True, slots=True)
class Reached:
    """A target with what was counted: the verdict (met, missed …), the number set, and how far it is reached."""

    counted: int
    target: int
    verdict: str
    progress: Fraction | None

    @property
    def percent(self) -> int:
        """Whole percent reached, cut down, for the bar of a page; at most 100."""
        return 0 if self.progress is None else min(int(self.progress * 100), 100)


def target(sentence: str, year: int, counted: int) -> Reached:
    """The verdict on a target of a year (16.2/target, 16.3/target) for what the register counts."""
    day = min(clock.today(), date(year, 12, 31))
    fact, parameter = {
        SHORT: ("training_attendances", ATTENDANCES), ABILITY: ("owners_funded", PLACES),
    }[sentence]  # fmt: skip
    measure = f"{sentence}/target"
    answer = answers.answer({fact: counted}, as_of=day, entity="programme", measures=[measure])
    outcome: Outcome = answer.measures[measure]
    known = outcome.progress is not None and outcome.progress.status == "known"
    progress = Fraction(outcome.progress.value) if known and outcome.progress is not None else None
    return Reached(counted, number(parameter, day), outcome.verdict, progress)
