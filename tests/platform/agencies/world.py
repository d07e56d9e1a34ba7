"""A county with a public platform, a body under a department, agencies, and firms that do research."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.platform.accounts import people
from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.agencies import services
from zhiwei.platform.agencies.models import Body, Platform
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import uploads
from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.subjects.models import Relation, Subject
from zhiwei.platform.subjects.services import add_fact, create_subject, relate

XIHU, HANGZHOU, ZHEJIANG, YIWU = "330106", "330100", "330000", "330782"
DAY = date(2012, 11, 5)
_numbers = count(30_000)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f0005fe02fe"
    "a72d1b580000000049454e44ae426082"
)


def paper() -> StoredFile:
    """A file that proves something."""
    return uploads.keep(uploads.check(SimpleUploadedFile("proof.png", PNG), {"png"}))


def official(role: Role = Role.COUNTY, division: str = XIHU) -> Viewer:
    """An official; a new person each time."""
    return people.viewer(people.official(role, division))


def platform(nature: str = "public_institution", set_up_on: date = date(2010, 3, 1), **more: Any) -> Platform:
    """A registered platform of the county."""
    given = {
        "name": f"西湖区技术服务中心{next(_numbers)}",
        "division": XIHU,
        "department": "西湖区科技局",
        **more,
    }
    return services.register_platform(official(), nature=nature, set_up_on=set_up_on, **given)


def body(person: str = "institution", *, since: date = date(2006, 5, 1), **more: Any) -> Body:
    """A body of a department, in the list."""
    given = {
        "name": f"西湖区测绘服务所{next(_numbers)}",
        "division": XIHU,
        "department": "西湖区规划局",
        **more,
    }
    return services.list_body(
        official(division=given["division"]), person=person, since=since, document="西编〔2006〕5号", **given
    )


def run_by(subject: Subject, role: Role = Role.AGENCY) -> Viewer:
    """Somebody who acts for a subject."""
    if subject.organisation is None:
        subject.organisation = Organisation.objects.create(
            kind="agency", name=subject.name, division=subject.division
        )
        subject.save()
    return people.viewer(people.owner(subject.organisation, role))


def legal_person(entity: str = "enterprise", legal_form: str = "limited_company", name: str = "") -> Subject:
    """A body with an organisation of its own."""
    called = name or f"杭州文三{next(_numbers)}咨询有限公司"
    organisation = Organisation.objects.create(kind="enterprise", name=called, division=XIHU)
    return create_subject(
        SYSTEM, entity=entity, name=called, division=XIHU, legal_form=legal_form, organisation=organisation
    )


def opened(viewer: Viewer, kind: str, subject: Subject, papers: str = "", **content: Any) -> Case:
    """A case of a subject, by its own people or at the counter."""
    own = subject.organisation_id in viewer.organisation_ids
    documents = {papers: paper()} if papers else {}
    return cases.open_case(
        viewer, kind, subject, key=f"{kind}/{next(_numbers)}", origin="applicant" if own else "counter",
        content=content, documents=documents,
    )  # fmt: skip


def step(viewer: Viewer, case: Case, name: str, /, papers: str = "", **content: Any) -> Case:
    """Take a step of a case as it is now."""
    now = Case.objects.get(pk=case.pk)
    documents = {papers: paper()} if papers else {}
    return cases.act(viewer, case.pk, name, revision=now.revision, content=content, documents=documents)


PLAN = {"way": "enterprise", "document": "西科〔2012〕9号", "due": "2013-06-30"}
APART = {
    "people": "公务员全部退出",
    "money": "单独开户",
    "premises": "另租办公用房",
    "functions": "审批职能收回",
}


def claimed(spent: dict[int, str | None], revenue: dict[int, str | None], division: str = XIHU) -> Subject:
    """A firm with what it spent on research and earned by year; None for what is not stated."""
    firm = create_subject(
        SYSTEM, entity="enterprise", name=f"杭州云栖{next(_numbers)}软件有限公司", division=division,
        legal_form="limited_company", founded_on=date(2005, 1, 4), received_on=date(2005, 1, 4),
    )  # fmt: skip
    claim = create_subject(
        SYSTEM, entity="research_claim", name=f"{firm.name}研发费用", division=division, personal_name=False
    )
    relate(SYSTEM, claim, firm, Relation.Kind.LINK, link="firm", received_on=date(2012, 1, 4))
    for year, yuan in spent.items():
        facts = {"core_research_cost": yuan, "other_research_cost": "0"}
        facts |= {"domestic_commissioned_cost": "0", "foreign_commissioned_cost": "0"}
        for name, value in facts.items():
            if value is not None:
                add_fact(SYSTEM, claim, f"{name}@{year}", value, source="tax", received_on=date(2012, 3, 1))
    for year, yuan in revenue.items():
        if yuan is not None:
            add_fact(SYSTEM, firm, f"revenue@{year}", yuan, source="tax", received_on=date(2012, 3, 1))
    return firm
