"""Platforms, agencies under departments, the register of agencies and research by firms in the demonstration."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from zlib import crc32

from django.core.files.base import File

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts import queries as accounts
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.agencies import services
from zhiwei.platform.agencies.models import Body, Platform
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.demo.files import read
from zhiwei.platform.kit import clock, uploads
from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.subjects.models import FactRecord, Relation, Subject
from zhiwei.platform.subjects.services import create_subject, relate

COST = (
    "core_research_cost",
    "other_research_cost",
    "domestic_commissioned_cost",
    "foreign_commissioned_cost",
)


def write(rich: Sequence[Mapping[str, Any]]) -> int:
    """Make all of it; gives the number of platforms and bodies."""
    data = read("agencies")
    for one in data["platforms"]:
        _platform(data, one)
    for one in data["bodies"]:
        _body(data, one)
    _listing(data)
    _research(data["research"], rich)
    return Platform.objects.count() + Body.objects.count()


def _viewer(username: str) -> Viewer:
    return accounts.viewer(User.objects.get(username=username))


def _pair(data: Mapping[str, Any], division: str) -> tuple[Viewer, Viewer]:
    """Who reports at the counter of a county, and who confirms."""
    return _viewer(data["makers"][division]), _viewer(data["checkers"][division])


def _paper(title: str) -> StoredFile:
    """A made-up document; a page that says so."""
    text = f"文件,{title}\n说明,演示用的材料，并非真实文件\n".encode("utf-8-sig")
    return uploads.keep(uploads.check(File(io.BytesIO(text), name="材料.csv"), {"csv"}))


def _opened(viewer: Viewer, kind: str, subject: Subject, paper: str, content: Mapping[str, Any]) -> Case:
    return cases.open_case(
        viewer, kind, subject, key=f"demo/{kind}/{subject.pk}", origin="counter", content=content,
        documents={paper: _paper(subject.name)},
    )  # fmt: skip


def _step(viewer: Viewer, case: Case, name: str, paper: str = "", **content: Any) -> None:
    held = Case.objects.select_related("subject").get(pk=case.pk)
    documents = {paper: _paper(held.subject.name)} if paper else {}
    cases.act(viewer, case.pk, name, revision=held.revision, content=content, documents=documents)


def _platform(data: Mapping[str, Any], one: Mapping[str, Any]) -> None:
    maker, checker = _pair(data, one["division"])
    given = {name: one[name] for name in ("name", "division", "nature", "set_up_on", "department")}
    with clock.stopped(data["registered"]):
        made = services.register_platform(maker, **given)
    plan = one.get("plan")
    if plan is None:
        return
    today = clock.today()
    due = plan.get("due") or today + timedelta(days=plan["in"])
    filed = today - timedelta(days=30) if "in" in plan else date(due.year - 1, 3, 3)
    with clock.stopped(filed):
        content = {"way": plan["way"], "document": plan["document"], "due": due.isoformat()}
        case = _opened(maker, "platform_transition", made.subject, "plan", content)
        _step(checker, case, "accept")
    if done := one.get("done"):
        with clock.stopped(done["day"] + timedelta(days=7)):
            _step(maker, case, "report", "proof", day=done["day"].isoformat(), end_document=done["document"])
            _step(checker, case, "close")


def _body(data: Mapping[str, Any], one: Mapping[str, Any]) -> None:
    maker, checker = _pair(data, one["division"])
    with clock.stopped(data["registered"]):
        names = ("name", "division", "department", "person", "since", "document")
        made = services.list_body(maker, **{name: one[name] for name in names})
        if plan := one.get("plan"):
            services.plan(
                maker, made, document=plan["document"], separate_by=plan["separate_by"],
                convert_by=plan.get("convert_by"),
            )  # fmt: skip
    for stage, kind, more in (
        ("separated", "agency_separation", data["apart"]),
        ("converted", "agency_conversion", {"licence": "（示例）33010600001"}),
    ):
        if stage in one:
            with clock.stopped(one[stage] + timedelta(days=5)):
                content = {"day": one[stage].isoformat(), "document": one["plan"]["document"], **more}
                _step(checker, _opened(maker, kind, made.subject, "proof", content), "confirm")


def _listing(data: Mapping[str, Any]) -> None:
    """One agency that is listed, one firm whose application waits."""
    one, waiting = data["listing"], data["applied"]
    agency = _viewer(one["username"])
    subject = Subject.objects.get(entity="agency", organisation__in=agency.organisation_ids)
    with clock.stopped(data["registered"]):
        case = services.apply(agency, subject, kinds=one["kinds"], services=one["services"], key="demo")
        _step(_viewer(one["checker"]), case, "admit")
    owner = _viewer(waiting["username"])
    firm = Subject.objects.get(entity="enterprise", organisation__in=owner.organisation_ids)
    services.apply(owner, firm, kinds=waiting["kinds"], services=waiting["services"], key="demo/waiting")


def _research(wanted: Mapping[str, int], rich: Sequence[Mapping[str, Any]]) -> None:
    """Claims of some firms in some counties over the last years; their spending is a share of their revenue."""
    by_county: dict[str, list[Any]] = {}
    for row in rich:
        by_county.setdefault(row["division"], []).append(row["key"])
    today, divisions = clock.today(), load_divisions()
    lasting = (code for code in by_county if divisions[code].exists(today))
    counties = sorted(code for code in lasting if len(by_county[code]) >= wanted["firms"])
    keys = [key for code in counties[: wanted["counties"]] for key in by_county[code][: wanted["firms"]]]
    last = clock.today().year - 1
    years = range(last - wanted["years"] + 1, last + 1)
    claims = {}
    for firm in Subject.objects.filter(pk__in=keys).order_by("pk"):
        claims[firm.pk] = create_subject(
            SYSTEM,
            entity="research_claim",
            name=f"{firm.name}研发费用",
            division=firm.division,
            personal_name=False,
        )
        relate(SYSTEM, claims[firm.pk], firm, Relation.Kind.LINK, link="firm")
    FactRecord.objects.bulk_create(_costs(claims, years))


def _costs(claims: Mapping[Any, Subject], years: Iterable[int]) -> Iterator[FactRecord]:
    said = FactRecord.objects.filter(
        subject__in=list(claims),
        name="revenue",
        period__in=[str(year) for year in years],
        source="statistics",
    )
    for revenue in said.order_by("subject", "period"):
        permille = 8 + crc32(f"{revenue.subject_id}/{revenue.period}".encode()) % 50
        spent = (Decimal(str(revenue.value)) * permille / 1000).quantize(Decimal("0.01"))
        received = date(int(revenue.period) + 1, 5, 31)
        for name, value in zip(COST, (spent, 0, 0, 0), strict=True):
            yield FactRecord(
                subject=claims[revenue.subject_id], name=name, period=revenue.period, value=str(value), source="tax",
                received_on=received, known_from=received,
            )  # fmt: skip
