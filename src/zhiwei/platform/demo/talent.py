"""Talent in the demonstration: moves to firms, a declaration, technology shares, splits and awards, each waiting for somebody."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.core.files.base import File

from zhiwei.platform.accounts import queries as accounts
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.demo.files import read
from zhiwei.platform.kit import clock, money, uploads
from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import add_fact
from zhiwei.platform.talent import services
from zhiwei.platform.talent.kinds import KINDS, AnyRecord
from zhiwei.platform.talent.models import Researcher, Secondment

KEPT_YEARS = 3
"""What the law of the demonstration's days keeps a post; only to let the running move end soon."""


def write(registered: Mapping[str, Subject]) -> int:
    """Enter the researchers and their records; gives the number of records."""
    data = read("talent")
    unit, today = registered[data["unit"]], clock.today()
    clerk = _viewer("institute")
    staff = {one["number"]: services.enter_researcher(clerk, unit, **one) for one in data["researchers"]}
    by_login = dict(zip(("researcher", "researcher2", "researcher3"), staff.values(), strict=False))
    firm = Subject.objects.get(entity="enterprise", organisation__in=_viewer("owner").organisation_ids)
    _moves(data, by_login, firm, today)
    _declaration(data["declared"], by_login, firm, today.year)
    _share(data["share"], firm, today)
    for one in data["splits"]:
        _split(data, one, unit, list(by_login.values()), today)
    for one in data["awards"]:
        _award(one, staff[one["number"]], firm, today)
    services.tick()
    return sum(kind.model.objects.count() for kind in KINDS)


def _viewer(username: str) -> Viewer:
    return accounts.viewer(User.objects.get(username=username))


def _step(who: str, record: AnyRecord, step: str, **content: Any) -> None:
    assert record.case_id is not None
    case = Case.objects.get(pk=record.case_id)
    cases.act(_viewer(who), case.pk, step, revision=case.revision, content=content)


def _ask(
    one: Mapping[str, Any], people: Mapping[str, Researcher], firm: Subject, starts_on: date, key: str
) -> Secondment:
    return services.ask_to_move(
        _viewer(one["log_in"]), people[one["log_in"]], firm, starts_on=starts_on, work=one["work"], task=one["task"],
        key=f"demo/talent/{key}",
    )  # fmt: skip


def _filed(made: Secondment) -> None:
    _step("institute", made, "consent", consent_document="示例院人〔2024〕3号")
    _step("owner", made, "accept", post="技术顾问")
    _step("county", made, "file", filing_number="示例备案号")


def _moves(data: Mapping[str, Any], people: Mapping[str, Researcher], firm: Subject, today: date) -> None:
    """One that ends soon with work and a title, one that waits for the firm, one that returned and moves again."""
    one = data["running"]
    starts = (today + timedelta(days=one["ends_in"])).replace(day=1)
    made = _ask(one, people, firm, starts.replace(year=starts.year - KEPT_YEARS), "running")
    _filed(made)
    made.refresh_from_db()
    services.pay_insurance(_viewer("institute"), made, through=today - timedelta(days=70))
    works = []
    for work in data["work"]:
        stated = services.state_work(
            _viewer("researcher"), made, title=work["title"], done_on=today - timedelta(days=90), text=work["text"]
        )  # fmt: skip
        if work.get("confirmed"):
            works.append(services.confirm_work(_viewer("owner"), stated))
    services.apply_for_title(_viewer("researcher"), made, title=data["title"], works=works)
    one = data["waiting_for_firm"]
    _step(
        "institute", _ask(one, people, firm, today + timedelta(days=30), "firm"), "consent",
        consent_document="示例院人〔2025〕8号",
    )  # fmt: skip
    one = data["returned"]
    back = _ask(one, people, firm, today - timedelta(days=one["started"]), "returned")
    _filed(back)
    returned = today - timedelta(days=one["returned"])
    _step("institute", back, "come_back", returned_on=returned.isoformat())
    again = _ask(data["waiting_for_office"], people, firm, today + timedelta(days=45), "office")
    _step("institute", again, "consent", consent_document="示例院人〔2025〕9号")
    _step("owner", again, "accept", post="研发总监")


def _declaration(one: Mapping[str, Any], people: Mapping[str, Researcher], firm: Subject, year: int) -> None:
    """Last year's confirmed, this year's waiting for the unit."""
    for at in (year - 1, year):
        made = services.declare(
            _viewer(one["log_in"]), people[one["log_in"]], firm, year=at, own_work_done=True, duties=one["duties"],
            key=f"demo/talent/declared/{at}",
        )  # fmt: skip
        if at < year:
            _step("institute", made, "confirm", confirmation=f"示例年度考核{at}")


def _share(one: Mapping[str, Any], firm: Subject, today: date) -> None:
    """One accepted, one that waits for the registration authority."""
    add_fact(SYSTEM, firm, "technology_based", True, source="science", received_on=date(2013, 6, 1))
    amounts = {
        n: money.parse(one[n]) for n in ("asset_value", "share_value", "capital", "other_non_monetary")
    }
    for number in (1, 2):
        given = {**one, **amounts, "report": f"示例评报第{number}号", "valued_on": today - timedelta(days=60)}
        made = services.file_share(
            _viewer("owner"), firm, given, key=f"demo/talent/share/{number}",
            documents={"appraisal": _paper("评估报告"), "resolution": _paper("股东决议")},
        )  # fmt: skip
        if number == 1:
            _step("registration", made, "accept", register_number="示例登记1号")


def _paper(title: str) -> StoredFile:
    """A page that says what it is."""
    text = f"{title},演示用，并非真实材料\n".encode("utf-8-sig")
    return uploads.keep(uploads.check(File(io.BytesIO(text), name=f"{title}.csv"), {"csv"}))


def _split(
    data: Mapping[str, Any], one: Mapping[str, Any], unit: Subject, people: Sequence[Researcher], today: date
) -> None:
    portions = [
        services.Portion(who, Fraction(share)) for who, share in zip(people, one["shares"], strict=True)
    ]
    given = {name: one[name] for name in ("achievement", "contract", "voucher")} | {
        "received_on": today - timedelta(days=40), "proceeds": money.parse(one["proceeds"]),
        "ratio": Fraction(one["ratio"]), "ratio_document": data["ratio_document"],
    }  # fmt: skip
    clerk = _viewer("institute")
    made = services.propose(clerk, unit, given, portions, key=f"demo/talent/{one['voucher']}")
    everybody = ("researcher", "researcher2", "researcher3")
    for who in everybody if one.get("paid") else one["agreed"]:
        _step(who, made, "agree")
    if one.get("paid"):
        _step("institute", made, "fix")
        for member in made.members.select_related("split__subject", "split__unit"):
            member.split.refresh_from_db()
            services.record_payment(clerk, member, on=today, voucher=f"示例付{member.position}")


def _award(one: Mapping[str, Any], researcher: Researcher, firm: Subject, today: date) -> None:
    """As far as the file says: filed, recorded, taken up."""
    given = {name: one[name] for name in ("result", "contract", "form")} | {
        "obtained_on": today - timedelta(days=one["days"]), "value": money.parse(one["value"]),
    }  # fmt: skip
    made = services.file_award(
        _viewer("institute"), researcher, firm, given, key=f"demo/talent/award/{one['number']}"
    )
    if one.get("recorded") or "event" in one:
        _step("tax", made, "record", deferral_number=f"示例递延{one['number']}")
    if "event" in one:
        day = today - timedelta(days=one["reported"])
        _step(
            "researcher", made, "report", event=one["event"], event_on=day.isoformat(), income=one["income"]
        )
        _step("tax", made, "take_up", assessed=one["assessed"], assessment=one["assessment"])
