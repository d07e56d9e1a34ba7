"""Training in the demonstration: a year that is over with its money paid, and one on its way in all states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any

from zhiwei.platform.accounts import queries as accounts
from zhiwei.platform.accounts.models import Membership, Organisation, User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.demo import places as funded_places
from zhiwei.platform.demo.files import read
from zhiwei.platform.demo.paying import PAIRS, fund_with
from zhiwei.platform.demo.people import SINCE
from zhiwei.platform.kit import clock, money
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.models import Fund
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.training import services
from zhiwei.platform.training.models import Commission, Course, Enrolment, Year

Trainee = tuple[Viewer, Subject]


def write(firms: Sequence[Mapping[str, Any]], registered: Mapping[str, Subject]) -> int:
    """Make trainees, commissions, courses and places; gives the number of enrolments."""
    data = read("training")
    trainees = _trainees(data, firms)
    with clock.stopped(date(data["past"], 1, 10)):
        ledger.give_account(
            SYSTEM, registered["training-1"], holder=registered["training-1"].name, bank=data["bank"]["name"],
            number=data["bank"]["number"],
        )  # fmt: skip
    _past(data, trainees, registered)
    _today(data, trainees, registered)
    return Enrolment.objects.count()


def _trainees(data: Mapping[str, Any], firms: Sequence[Mapping[str, Any]]) -> list[Trainee]:
    """Owners of small firms in many counties, made at once."""
    chosen, counties = [], set()
    for one in firms:
        if one["size"] in funded_places.SMALL and one["division"] not in counties:
            counties.add(one["division"])
            chosen.append(one["key"])
    chosen = chosen[: data["trainees"]]
    subjects = Subject.objects.filter(pk__in=chosen, organisation=None).order_by("division", "pk")
    rows = list(subjects)
    users = funded_places.log_ins(data, "trainee", len(rows))
    owners = Organisation.objects.bulk_create(
        Organisation(kind=Organisation.Kind.ENTERPRISE, name=one.name, division=one.division) for one in rows
    )
    for subject, organisation in zip(rows, owners, strict=True):
        subject.organisation = organisation
    Subject.objects.bulk_update(rows, ["organisation"])
    Membership.objects.bulk_create(
        Membership(user=user, organisation=organisation, role=Role.OWNER, from_day=SINCE, source="demo")
        for user, organisation in zip(users, owners, strict=True)
    )
    return [(accounts.viewer(user), subject) for user, subject in zip(users, rows, strict=True)]


def _viewer(username: str) -> Viewer:
    return accounts.viewer(User.objects.get(username=username))


def _owner() -> Trainee:
    """The owner who logs in with one click."""
    viewer = _viewer("owner")
    return viewer, Subject.objects.get(entity="enterprise", organisation__in=viewer.organisation_ids)


def _commissions(
    data: Mapping[str, Any], registered: Mapping[str, Subject], first: date, last: date
) -> dict[str, Commission]:
    made = {}
    for name, one in data["commissions"].items():
        made[name] = services.commission(
            _viewer(one["by"]), registered[one["body"]], kind=one["kind"], division=one["division"],
            document=one["document"].format(year=first.year), conditions=one["conditions"], from_day=first, to_day=last,
            fee=money.parse(one["fee"]) if "fee" in one else None,
        )  # fmt: skip
    return made


def _funds(data: Mapping[str, Any], year: int) -> list[Fund]:
    return [
        fund_with(
            money.parse(one["yuan"]), year=year, name=one["name"], level=one["level"], division=one["division"],
            purposes=[one["sentence"]], document=one["document"].format(year=year),
            key=f"demo/training/{one['division']}/{year}",
        )
        for one in data["funds"]
    ]  # fmt: skip


def _published(
    data: Mapping[str, Any], one: Mapping[str, Any], commission: Commission, starts: date, *, on: date
) -> Course:
    """A course as it was offered some days before."""
    with clock.stopped(on):
        return services.publish(
            SYSTEM, commission, title=one["title"], topic=one["topic"], text=data["text"], teacher=data["teacher"],
            division=one["division"], place=data["place"], starts_on=starts,
            ends_on=starts + timedelta(days=one["days"] - 1), hours=one["hours"], seats=one["seats"],
        )  # fmt: skip


def _held(
    data: Mapping[str, Any],
    one: Mapping[str, Any],
    commission: Commission,
    starts: date,
    trainees: Sequence[Trainee],
) -> Course:
    """A course that was chosen, held, signed and confirmed as far as the file says."""
    course = _published(data, one, commission, starts, on=starts - timedelta(days=20))
    with clock.stopped(starts - timedelta(days=10)):
        chosen = _enrolled(course, trainees)
    absent, silent = one.get("absent", 0), one.get("silent", 0)
    with clock.stopped(course.ends_on):
        if not one.get("unmarked"):
            places = {each.pk: number >= absent for number, (each, _) in enumerate(chosen)}
            services.mark(SYSTEM, course, places)
        grades = data["rating"]["grades"]
        for number, (each, viewer) in enumerate(chosen):
            if number < absent + silent or one.get("unmarked"):
                continue
            proved = services.confirm(viewer, each, course.code if number % 2 else "")
            if proved.counts and number % 3:
                services.rate(
                    viewer, proved, grade=grades[number % len(grades)],
                    remark=data["rating"]["remark"] if number % 5 == 0 else "",
                )  # fmt: skip
    return course


def _enrolled(course: Course, trainees: Iterable[Trainee]) -> list[tuple[Enrolment, Viewer]]:
    """Those who could choose a course; a firm that has outgrown the programme stays out."""
    made = []
    for viewer, firm in trainees:
        try:
            made.append((services.enrol(viewer, course, firm), viewer))
        except services.Refused:
            continue
    return made


def _past(data: Mapping[str, Any], trainees: Sequence[Trainee], registered: Mapping[str, Subject]) -> None:
    """The year that is over: courses held, money of the county and the province paid."""
    year = data["past"]
    with clock.stopped(date(year, 1, 10)):
        commissions = _commissions(data, registered, date(year, 1, 1), date(year, 12, 31))
        funds = _funds(data, year)
    start = 0
    for one in data["past_courses"]:
        starts = date.fromisoformat(f"{year}-{one['day']}")
        some = [trainees[(start + n) % len(trainees)] for n in range(min(one["enrolled"], len(trainees)))]
        start += 5
        course = _held(data, one, commissions[one["commission"]], starts, some)
        if one.get("settled"):
            with clock.stopped(course.ends_on + timedelta(days=5)):
                services.settle(_viewer("county"), course)
    _past_places(data, trainees, commissions["ability"])
    with clock.stopped(date(year, 12, 20)):
        for fund in funds:
            _pay(fund)


def _past_places(data: Mapping[str, Any], trainees: Sequence[Trainee], commission: Commission) -> None:
    said, year = data["places"], data["past"]
    counts, some = said["past"], iter(trainees)
    with clock.stopped(date(year, 6, 20)):
        _announce(data, year, said["amount"])
        holders = [_placed(data, some) for _ in range(counts["trained"])]
        _step("province", _applied(data, some)[0], "reject", reason=said["reason"])
        left, leaver = _placed(data, some)
        _act(leaver[0], left, "give_up")
    _trained(data, commission, date(year, 9, 16), [one for _case, one in holders])


def _announce(data: Mapping[str, Any], year: int, amount: str | None) -> Year:
    said = data["places"]
    return services.announce(
        _viewer("province"), year=year, document=said["document"].format(year=year), criteria=said["criteria"],
        opens_on=date(year, 1, 1), closes_on=date(year, 12, 31), amount=money.parse(amount) if amount else None,
    )  # fmt: skip


def _applied(data: Mapping[str, Any], some: Iterator[Trainee]) -> tuple[Case, Trainee]:
    """An application of the next trainee who may apply."""
    for viewer, firm in some:
        key = f"training/demo/{clock.today().year}/{firm.pk}"
        try:
            return services.apply(viewer, firm, key=key, plan=data["places"]["plan"]), (viewer, firm)
        except cases.Refused:  # outgrown, or figures that are not there yet
            continue
    raise LookupError("the demonstration has too few trainees who may apply for a place")


def _placed(data: Mapping[str, Any], some: Iterator[Trainee]) -> tuple[Case, Trainee]:
    case, trainee = _applied(data, some)
    _step("province2", case, "review")
    _step("province", case, "place", finding=data["places"]["finding"])
    return case, trainee


def _trained(data: Mapping[str, Any], commission: Commission, starts: date, some: Sequence[Trainee]) -> None:
    """Holders of places take the course in start-up ability; what is due to their firms can then be paid."""
    _held(data, data["places"]["ability"], commission, starts, some)
    with clock.stopped(starts):
        for number, (viewer, firm) in enumerate(some):
            if not firm.bank_accounts.exists():
                ledger.give_account(
                    viewer,
                    firm,
                    holder=firm.name,
                    bank=data["bank"]["name"],
                    number=f"62003301020001{number:02}",
                )


def _step(who: str, case: Case, step: str, **content: str) -> None:
    _act(_viewer(who), case, step, **content)


def _act(viewer: Viewer, case: Case, step: str, **content: str) -> None:
    revision = Case.objects.values_list("revision", flat=True).get(pk=case.pk)
    cases.act(viewer, case.pk, step, revision=revision, content=content)


def _pay(fund: Fund) -> None:
    maker, checker = map(_viewer, PAIRS[fund.level])
    made = ledger.make_payment_list(maker, fund, books.payable(fund), key=f"{fund.key}/list")
    ledger.approve_list(checker, made, revision=made.revision)
    day = clock.today()
    lines = [ledger.Paid(one.pk, day, f"示例培{fund.level}{one.number:04}") for one in made.lines.all()]
    ledger.confirm_paid(maker, made, lines)


def _today(data: Mapping[str, Any], trainees: Sequence[Trainee], registered: Mapping[str, Subject]) -> None:
    """The year on its way: courses to come, to be confirmed, to be settled; places applied for, held, used."""
    today, owner = clock.today(), _owner()
    first, last = date(today.year - 1, 1, 1), date(today.year + 1, 12, 31)
    with clock.stopped(first):
        commissions = _commissions(data, registered, first, last)
    _funds(data, today.year)
    some = _turning(trainees)
    for one in data["courses"]:
        starts, commission = today + timedelta(days=one["in"]), commissions[one["commission"]]
        chosen = list(islice(some, one["enrolled"]))
        if one["in"] < 0:
            _held(data, one, commission, starts, chosen)
        else:
            course = _published(data, one, commission, starts, on=today)
            _enrolled(course, [owner, *chosen] if one.get("owner") else chosen)
    dropped = _published(
        data, data["cancelled"], commissions[data["cancelled"]["commission"]],
        today + timedelta(days=data["cancelled"]["in"]), on=today,
    )  # fmt: skip
    services.cancel(SYSTEM, dropped, data["cancelled"]["why"])
    _waiting_for_the_owner(data, commissions, owner)
    _todays_places(data, trainees, commissions["ability"])


def _turning(trainees: Sequence[Trainee]) -> Iterator[Trainee]:
    """Trainees one after the other, again and again."""
    while True:
        yield from trainees


def _waiting_for_the_owner(
    data: Mapping[str, Any], commissions: Mapping[str, Commission], owner: Trainee
) -> None:
    """A course of last week that the owner has still to confirm."""
    one = next(each for each in data["courses"] if each.get("owner") == "present")
    starts = clock.today() + timedelta(days=one["in"] + 4)
    viewer, firm = owner
    own = {**one, "title": f"{one['title']}（第二期）"}
    course = _published(data, own, commissions[one["commission"]], starts, on=starts - timedelta(days=9))
    with clock.stopped(starts - timedelta(days=5)):
        chosen = services.enrol(viewer, course, firm)
    with clock.stopped(course.ends_on):
        services.mark(SYSTEM, course, {chosen.pk: True})


def _todays_places(data: Mapping[str, Any], trainees: Sequence[Trainee], commission: Commission) -> None:
    said, today = data["places"], clock.today()
    counts, some = said["today"], iter(trainees)
    year = _announce(data, today.year, said["amount"])
    holders = [_placed(data, some) for _ in range(counts["placed"])]
    left, leaver = _placed(data, some)
    _step("province", _applied(data, some)[0], "reject", reason=said["reason"])
    funded_places.fill(year, data)
    for _ in range(counts["waiting"]):
        case, _owner = _applied(data, some)
        _step("province2", case, "review")
        _step("province", case, "wait", finding=said["finding"])
    _act(leaver[0], left, "give_up")  # the first who waits moves up
    for _ in range(counts["applied"]):
        _applied(data, some)
    starts = min(today + timedelta(days=21), date(today.year, 12, 31))
    course = _published(data, said["ability"], commission, starts, on=today)
    _enrolled(course, [one for _case, one in holders[:-1]])
