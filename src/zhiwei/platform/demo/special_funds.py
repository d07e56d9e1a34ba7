"""Special funds in the demonstration: counties that set one up, the province's by year, projects, transfers, revenue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.demo import guarantees, ventures
from zhiwei.platform.demo.files import read
from zhiwei.platform.demo.paying import account, funded, pay, proof, step, viewer
from zhiwei.platform.funds.special.revenue import enter_revenue
from zhiwei.platform.kit import clock, money
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.models import BankAccount, Fund
from zhiwei.platform.subjects.models import Subject

PROVINCE, HERE = "330000", "330110"
APPLIED, FINISHED, PAID = date(2014, 3, 3), date(2014, 8, 4), date(2014, 9, 1)
LEFT = date(2015, 4, 1)
WAITED = timedelta(days=2)


def write(registered: Mapping[str, Subject]) -> int:
    """Everything of the room of funds beside the reward; gives the number of its cases."""
    data = read("funds")
    before = Case.objects.count()
    for one in data["revenue"]:
        enter_revenue(
            SYSTEM, division=PROVINCE, year=one["year"], fen=money.parse(one["fen"]), document=one["document"]
        )
    for one in data["counties"]:
        yuan = dict(zip(one["from"], one["yuan"], strict=True)) | {"today": one["yuan"][-1]}
        name = f"{name_of(one['division'])}中小企业发展专项资金（示例）"
        funded({"name": name, "purposes": ["26.3"], "yuan": yuan}, "county", one["division"])
    held = {name: _opened(one) for name, one in data["provincial"].items()}
    local = {one["purposes"][0]: funded(one, one["level"], one["division"]) for one in data["local"]}
    guarantees.write(data, registered["guarantor-1"], held["guarantees"], local["32.4"])
    ventures.write(data, registered, held["guide"][2013], local["13.2"])
    _projects(data, [held["sme"][PAID.year], local["26.2"][PAID.year]])
    _upgrading(data, held["upgrading"][PAID.year])
    return Case.objects.count() - before


def _opened(one: Mapping[str, Any]) -> dict[int, Fund]:
    return funded(one, "province", PROVINCE)


def _projects(data: Mapping[str, Any], funds: list[Fund]) -> None:
    for number, told in enumerate(data["projects"]):
        owner = viewer(told["by"])
        firm = Subject.objects.filter(entity="enterprise", organisation__in=owner.organisation_ids).order_by(
            "pk"
        )[0]
        content = {name: told[name] for name in ("title", "use", "science_plan") if name in told}
        past = told["until"] == "paid"
        with clock.stopped(APPLIED if past else clock.today() - WAITED):
            made = cases.open_case(
                owner, "sme_project", firm, key=f"demo/project/{number}", origin="applicant",
                content={**content, "planned_cost": told["planned"]}, documents={"plan": proof("项目方案")},
            )  # fmt: skip
            if "returned" in told:
                by, defects = viewer(told["returned"]["by"]), told["returned"]["for"]
                cases.act(by, made.pk, "return", revision=made.revision, defects=defects)
            if "granted" in told:
                checked = {"matched": told["matched"]} if "matched" in told else {}
                step(viewer("county"), made, "match" if checked else "accept", **checked)
                step(
                    viewer("province"),
                    made,
                    "grant",
                    granted=told["granted"],
                    grant_document=f"（示例）浙财企〔{clock.today().year}〕9号",
                )
        if past:
            _finished(made, told, owner, data["bank"])
    with clock.stopped(PAID):
        for fund in funds:
            pay(fund)
    for told in data["projects"]:
        if told["until"] == "paid":
            _left(told["by"])


def _left(username: str) -> None:
    """The firm leaves the bank of then: what it is promised today waits until it confirms another account."""
    held = BankAccount.objects.filter(
        subject__organisation__in=viewer(username).organisation_ids, state=BankAccount.State.CONFIRMED
    )
    with clock.stopped(LEFT):
        for account_of_then in held:
            ledger.end_account(SYSTEM, account_of_then)


def _finished(case: Case, told: Mapping[str, Any], owner: Any, bank: str) -> None:
    with clock.stopped(FINISHED):
        account(case.subject, bank)
        step(owner, case, "finish", {"accounts": proof("投入凭证")})
        step(
            viewer("county2"), case, "prove", proven_cost=told["proven"], audit_report="（示例）审〔2014〕3号"
        )


def _upgrading(data: Mapping[str, Any], fund: Fund) -> None:
    """Firms of one county, whatever their size, filed for at its desk."""
    rows = Subject.objects.filter(
        entity="enterprise", division=HERE, personal_name=False, state=Subject.State.ACTIVE
    )
    rows = rows.filter(facts__name="revenue", facts__period="2013").distinct().order_by("size_class", "pk")
    with clock.stopped(APPLIED):
        for firm, yuan in zip(rows, data["upgrading"]["yuan"], strict=False):
            account(firm, data["bank"])
            made = cases.open_case(
                viewer("county"), "upgrading", firm, key=f"demo/upgrading/{firm.pk}", origin="counter",
                content={"title": data["upgrading"]["title"]}, documents={"plan": proof("转型升级方案")},
            )  # fmt: skip
            step(viewer("province2"), made, "check")
            step(viewer("province"), made, "grant", amount=yuan, grant_document="（示例）浙财企〔2014〕7号")
    with clock.stopped(PAID):
        pay(fund)
