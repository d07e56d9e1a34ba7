"""What a registration brings about: subjects, names, numbers, chains, schedules, facts, each with source and day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.engine.errors import InputError
from zhiwei.law.identifiers import tidy
from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.cases.faults import Fault, Refused
from zhiwei.platform.kit import money
from zhiwei.platform.kit.language import lang
from zhiwei.platform.registration import capital, law
from zhiwei.platform.registration.models import Contribution, Entry, Filing, Kind
from zhiwei.platform.subjects.models import Identifier, Relation, Subject
from zhiwei.platform.subjects.services import Refused as SubjectRefused
from zhiwei.platform.subjects.services import add_fact, create_subject, end_identifiers, relate
from zhiwei.platform.subjects.services.building import number_defects
from zhiwei.platform.subjects.sources import REGISTRATION, SELF

UNIFIED_LENGTH = 18


def numbers_of(text: str) -> list[str]:
    """The licence numbers of a form, one for each enterprise registered anew, in order."""
    return [tidy(one) for one in text.replace("，", ",").replace("\n", ",").split(",") if one.strip()]


def kind_of_number(number: str) -> str:
    """The unified code by its length, else a registration number."""
    return Identifier.Kind.USCC if len(number) == UNIFIED_LENGTH else Identifier.Kind.REGISTRATION


def number_faults(filing: Filing, text: str) -> list[str]:
    """Why the numbers given do not fit the enterprises that are registered anew."""
    wanted = filing.entries.filter(anew=True).count()
    given = numbers_of(text)
    if len(given) != wanted:
        return [
            _("须写明 %(wanted)d 个注册号或统一社会信用代码，现有 %(given)d 个")
            % {"wanted": wanted, "given": len(given)}
        ]
    said = _("号码 %(number)s：%(text)s")
    faults = [
        said % {"number": one, "text": each.what_zh if lang() == "zh" else each.what}
        for one in given
        for each in number_defects(kind_of_number(one), one)
    ]
    if len(set(given)) != len(given):
        faults.append(_("号码重复"))
    held = Identifier.objects.filter(number__in=given, to_day=None).values_list("number", flat=True)
    return faults + [_("号码 %(number)s 已登记在另一主体名下") % {"number": one} for one in held]


def register(viewer: Viewer, filing: Filing, day: date, numbers: list[str]) -> None:
    """Bring a filing about on a day, within the caller's transaction. Raises the cases' Refused."""
    try:
        _register(viewer, filing, day, numbers)
    except SubjectRefused as refused:
        raise Refused([Fault("", text) for text in refused.texts(lang())]) from refused


def _register(viewer: Viewer, filing: Filing, day: date, numbers: list[str]) -> None:
    entries = list(filing.entries.select_related("subject"))
    given = iter(numbers)
    for entry in entries:
        if entry.anew:
            _found(viewer, filing, entry, day, next(given))
        elif filing.kind == Kind.CHANGE:
            _change(viewer, entry, day)
    match filing.kind:
        case Kind.CONVERSION:
            _follow(viewer, entries, [filing.enterprise], Relation.Kind.CONVERSION, day)
        case Kind.MERGER:
            merged = [filing.enterprise, *(one.subject for one in filing.parties.select_related("subject"))]
            _follow(viewer, entries, merged, Relation.Kind.MERGER, day)
        case Kind.DIVISION:
            _follow(viewer, entries, [filing.enterprise], Relation.Kind.DIVISION, day)
        case Kind.PAYMENT:
            for paid in filing.paid_in.select_related("contribution"):
                one = paid.contribution
                one.paid_on, one.proof = paid.paid_on, paid.proof
                one.save(update_fields=["paid_on", "proof"])
    for entry in entries:
        _schedule(filing, entry, day)
    _facts(filing, entries, day)


def _found(viewer: Viewer, filing: Filing, entry: Entry, day: date, number: str) -> None:
    """A new enterprise with its number; its numbers and name begin on the day of registration."""
    made = create_subject(
        viewer, entity="enterprise", name=entry.name, division=filing.division, legal_form=entry.legal_form,
        industry=entry.industry, industry_edition=entry.industry_edition if entry.industry else "", founded_on=day,
        received_on=day, identifiers={kind_of_number(number): number}, organisation=_owner(filing),
        contact={"address": entry.address},
    )  # fmt: skip
    if entry.employees is not None:
        add_fact(SYSTEM, made, "employees", entry.employees, source=SELF, received_on=day)
    entry.subject, entry.licence = made, number
    entry.save(update_fields=["subject", "licence"])
    assert filing.subject is not None  # it was handed in
    relate(viewer, filing.subject, made, Relation.Kind.LINK, link="enterprise", on_day=day)


def _owner(filing: Filing) -> Any:
    """Who logs in for what is registered: who filed, else who logged in for the enterprise it comes from."""
    if filing.organisation is not None:
        return filing.organisation
    return filing.enterprise.organisation if filing.enterprise is not None else None


def _change(viewer: Viewer, entry: Entry, day: date) -> None:
    """What is registered otherwise now becomes a fact of the register; the columns and the history of names follow."""
    firm = entry.subject
    assert firm is not None
    said: dict[str, str] = {"name": entry.name, "legal_form": entry.legal_form}
    if entry.industry:
        said |= {"industry_edition": entry.industry_edition, "industry_code": entry.industry}
    for name, value in said.items():
        if value:
            add_fact(viewer, firm, name, value, source=REGISTRATION, received_on=day, holds_from=day)
            firm.refresh_from_db()


def _follow(
    viewer: Viewer, entries: list[Entry], came_from: list[Subject | None], kind: str, day: date
) -> None:
    """Chains from every predecessor to every successor; who does not go on existing is struck off with its numbers."""
    after = [one.subject for one in entries if one.subject is not None]
    for old in came_from:
        if old is None:
            continue
        goes_on = old in after
        if not goes_on:
            end_identifiers(viewer, old, day)
        for new in after:
            if new != old:
                relate(viewer, new, old, kind, on_day=day, ends_other=not goes_on)
        _end_schedule(old, day)


def _end_schedule(enterprise: Subject, day: date) -> None:
    capital.standing(enterprise).update(ended_on=day)


def _schedule(filing: Filing, entry: Entry, day: date) -> None:
    """The contributions become the schedule of the enterprise; what has no agreed day is due on the law's last day."""
    rows = list(entry.contributions.filter(enterprise=None))
    if not rows or entry.subject is None:
        return
    deadline = None
    if entry.anew:
        try:
            deadline = law.capital_tests(entry, day)["payment_deadline"]
        except InputError as error:
            raise Refused([Fault("", one.text(lang())) for one in error.defects]) from error
    for one in rows:
        one.enterprise, one.from_day = entry.subject, day
        if one.at_founding:
            one.paid_on = day
        elif one.due_on is None:
            one.due_on = deadline
    Contribution.objects.bulk_update(rows, ["enterprise", "from_day", "paid_on", "due_on"])


def _facts(filing: Filing, entries: list[Entry], day: date) -> None:
    """What the rulebook calls facts of the filing, stated by the register on the day of the decision."""
    subject = filing.subject
    assert subject is not None
    assert filing.accepted_on is not None
    said: dict[str, Any] = {
        "registration_service": law.SERVICE[filing.kind], "complete_and_lawful": True,
        "accepted_on": filing.accepted_on.isoformat(), "decided_on": day.isoformat(),
        "correction_days": filing.correction_days,
    }  # fmt: skip
    sums = [capital.of(one) for one in entries if one.contributions.exists()]
    if sums:
        said["registered_capital"] = money.yuan(sum(one.registered for one in sums), grouped=False)
    for name, value in said.items():
        add_fact(SYSTEM, subject, name, value, source=REGISTRATION, received_on=day)
