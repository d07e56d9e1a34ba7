"""Registration in the demonstration: filings of a year in every state, chains, a risk, a refund, two versions of a list."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

from django.core.files.base import File

from zhiwei.law.identifiers import registration_check
from zhiwei.platform.accounts import queries as accounts
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.demo.files import read
from zhiwei.platform.kit import clock, money, uploads
from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.ledger import queries as ledger_queries
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.registration import defects, papers, services
from zhiwei.platform.registration.models import NEW, Filing
from zhiwei.platform.subjects.models import Subject

FIRST_NUMBER = 99_000_001
"""Where the made-up registration numbers of this part begin."""
RETURNS = ("tell", "tell_missing")


def write() -> int:
    """Take down the filings, decide them as far as the file says, pay a fee back, publish the lists; gives the number."""
    data = read("registration")
    pilot = data["pilot"]
    services.file_pilot(
        SYSTEM, division=pilot["division"], document=pilot["document"], from_day=pilot["from"]
    )
    paper = _paper()
    made: dict[str, Filing] = {}
    for number, one in enumerate(data["filings"], start=1):
        made[one["id"]] = _filed(data, one, number, made, paper)
    _refund(data["refund"], _result(made[data["refund"]["of"]]))
    for version in data["lists"]:
        _list(data["division"], version)
    return len(made)


def _viewer(username: str) -> Viewer:
    return accounts.viewer(User.objects.get(username=username))


def _paper() -> StoredFile:
    text = "材料,说明\n登记材料,演示用的材料，并非真实\n".encode("utf-8-sig")
    return uploads.keep(uploads.check(File(io.BytesIO(text), name="登记材料.csv"), {"csv"}))


def _result(filing: Filing) -> Subject:
    """The enterprise that a filing registered, or that it is about."""
    found = filing.entries.first()
    subject = found.subject if found is not None else filing.enterprise
    assert subject is not None
    return subject


def _day(said: Any) -> date:
    """A day of the file: itself, or so many days ago."""
    return clock.today() - timedelta(days=said) if isinstance(said, int) else said


def _filed(
    data: dict[str, Any], one: dict[str, Any], number: int, made: dict[str, Filing], paper: StoredFile
) -> Filing:
    desk, clerk = _viewer("county"), _viewer("registration")
    with clock.stopped(_day(one.get("day", one.get("ago")))):
        about = _result(made[one["of"]]) if "of" in one else None
        filing = services.begin(
            desk, one["kind"], key=f"demo/registration/{one['id']}", enterprise=about,
            division="" if about else data["division"],
        )  # fmt: skip
        if "with" in one:
            services.add_party(desk, filing, _result(made[one["with"]]))
        entry = filing.entries.get()
        if "name" in one:
            said = {"name": one["name"]}
            if one["kind"] in NEW:
                said |= {
                    "legal_form": one["form"], "industry": one["industry"], "employees": one["employees"],
                    "address": data["address"].format(n=number),
                }  # fmt: skip
            services.change_entry(desk, entry, **said)
        for who, kind, yuan, *rest in one["rows"]:
            services.contribute(
                desk, entry, contributor=who, kind=kind, fen=money.parse(yuan), at_founding=bool(rest),
                proof="（示例）浙评〔2013〕1号" if rest else "",
            )  # fmt: skip
        if one.get("papers", True):
            for name in papers.missing(filing, clock.today()):
                services.hand_in(desk, filing, name, paper)
        filing = services.submit(desk, filing)
    for day, step, *words in one["then"]:
        with clock.stopped(_day(day)):
            _step(clerk, filing, step, words[0] if words else "", number)
    return Filing.objects.get(pk=filing.pk)


def _step(clerk: Viewer, filing: Filing, step: str, words: str, number: int) -> None:
    assert filing.case_id is not None
    content: dict[str, Any] = {}
    if step.startswith("approve") and filing.kind in NEW:
        body = f"{filing.division}{FIRST_NUMBER + number:08}"
        content["licence"] = body + registration_check(body)
    if step == "refuse":
        content["reason"] = words
    if step == "correct":
        content["correction"] = words
    named = [words] if words else defects.of(filing, clock.today())
    case = Case.objects.get(pk=filing.case_id)
    cases.act(
        clerk,
        case.pk,
        step,
        revision=case.revision,
        content=content,
        defects=named if step in RETURNS else (),
    )


def _refund(one: dict[str, Any], firm: Subject) -> None:
    year = one["day"].year
    with clock.stopped(one["day"]):
        said = one["fund"]
        fund = ledger.open_fund(
            SYSTEM, name=said["name"], level="county", division=firm.division, budget_year=year, purposes=["17.7"],
            from_day=date(year, 1, 1), to_day=date(year, 12, 31), key="demo/registration/fund",
            document=said["document"],
        )  # fmt: skip
        ledger.appropriate(
            SYSTEM,
            fund,
            money.parse(said["yuan"]),
            document=said["document"],
            key="demo/registration/money",
            on=fund.from_day,
        )
        ledger.give_account(
            SYSTEM, firm, holder=firm.name, bank=one["bank"]["name"], number=one["bank"]["number"]
        )
        claim = {name: str(value) for name, value in one["claim"].items()}
        case = cases.open_case(
            _viewer("county"), "fee_refund", firm, key="demo/registration/refund", origin="counter", content=claim
        )  # fmt: skip
        case = cases.act(_viewer("registration"), case.pk, "check", revision=case.revision)
        cases.act(_viewer("finance"), case.pk, "confirm", revision=case.revision)
    with clock.stopped(one["paid"]):
        maker, checker = _viewer("finance"), _viewer("county")
        made = ledger.make_payment_list(
            maker, fund, ledger_queries.payable(fund), key="demo/registration/list"
        )
        ledger.approve_list(checker, made, revision=made.revision)
        lines = [ledger.Paid(line.pk, one["paid"], f"示例退费{line.number:04}") for line in made.lines.all()]
        ledger.confirm_paid(maker, made, lines)


def _list(division: str, one: dict[str, Any]) -> None:
    maker, checker = _viewer("county"), _viewer("county2")
    with clock.stopped(one["from"]):
        version = services.draft_list(
            maker, division=division, document=one["document"], from_day=one["from"]
        )
        for code in one.get("drop", ()):
            services.drop_item(maker, version.items.get(code=code))
        for code, title, authority, steps, statutory, promised, unit in one["items"]:
            services.put_item(
                maker, version, code=code, title=title, authority=authority, steps=steps, statutory_days=statutory,
                promised_days=promised, unit=unit,
            )  # fmt: skip
        services.publish_list(checker, version)
