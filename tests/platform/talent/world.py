"""An institute with its clerk and three researchers, small firms, and the offices that file, accept and record."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.platform.accounts import people
from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import uploads
from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import add_fact, create_subject
from zhiwei.platform.talent import services
from zhiwei.platform.talent.kinds import AnyRecord
from zhiwei.platform.talent.models import (
    EquityAward,
    Researcher,
    Secondment,
    SpareTime,
    Split,
    TechnologyShare,
)

XIHU, YIWU, HANGZHOU, ZHEJIANG = "330106", "330782", "330100", "330000"
DAY = date(2012, 11, 5)
YUAN = 100
_numbers = count(1)
SHARE: dict[str, Any] = {
    "asset": "一种精密轴承", "kind": "patent", "valuer": "浙江示例资产评估有限公司", "report": "浙评报〔2012〕18号",
    "valued_on": date(2012, 9, 30), "asset_value": 1_000_000 * YUAN, "share_value": 600_000 * YUAN,
    "capital": 1_000_000 * YUAN, "other_non_monetary": 0, "votes_for": 80, "votes_all": 100,
    "resolution": "2012年10月8日股东会决议",
}  # fmt: skip
SPLIT: dict[str, Any] = {
    "achievement": "低温焊接工艺", "contract": "技转2012-07", "voucher": "银收20121001", "received_on": date(2012, 10, 1),
    "proceeds": 1_000_000_01, "ratio": Fraction(3, 5), "ratio_document": "院发〔2012〕9号",
}  # fmt: skip
AWARD: dict[str, Any] = {
    "result": "低温焊接工艺", "contract": "院决〔2012〕3号", "form": "shares", "obtained_on": date(2012, 10, 20),
    "value": 200_000 * YUAN,
}  # fmt: skip


def organisation(name: str, kind: str, division: str = XIHU) -> Organisation:
    """An organisation."""
    return Organisation.objects.create(kind=kind, name=name, division=division)


def firm(
    *, employees: int = 20, revenue: str = "5000000", technology: bool | None = None, division: str = XIHU
) -> Subject:
    """A firm with the facts of its size; small unless told otherwise."""
    name = f"杭州晨光{next(_numbers)}精密仪器有限公司"
    made = create_subject(
        SYSTEM, entity="enterprise", name=name, division=division, legal_form="limited_company", industry="1713", industry_edition="2011",
        founded_on=date(2010, 3, 1), organisation=organisation(name, "enterprise", division),
    )  # fmt: skip
    # a manufacturer: small from 20 persons and 3 million yuan of revenue
    facts = {"employees": employees, "revenue@2011": revenue, "total_assets": "1000000"}
    for fact, value in facts.items():
        add_fact(SYSTEM, made, fact, value, source="tax", received_on=date(2012, 3, 1))
    if technology is not None:
        add_fact(SYSTEM, made, "technology_based", technology, source="science", received_on=date(2012, 3, 1))
    return made


def institute(division: str = XIHU, entity: str = "institute") -> Subject:
    """An institute with an account."""
    name = f"浙江示例第{next(_numbers)}研究院"
    return create_subject(
        SYSTEM,
        entity=entity,
        name=name,
        division=division,
        organisation=organisation(name, "institute", division),
    )


def of(subject: Subject, role: Role = Role.OWNER) -> Viewer:
    """Somebody who acts for a subject."""
    return people.viewer(people.owner(subject.organisation, role))


def official(role: Role = Role.COUNTY, division: str = XIHU) -> Viewer:
    """An official."""
    return people.viewer(people.official(role, division))


def paper() -> StoredFile:
    """A file that shows something."""
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f0005fe02fe"
        "a72d1b580000000049454e44ae426082"
    )
    return uploads.keep(uploads.check(SimpleUploadedFile("paper.png", png), {"png"}))


def act(viewer: Viewer, record: AnyRecord, step: str, **content: Any) -> Any:
    """Take a step of the record's case; gives the record as it then is."""
    case = Case.objects.get(pk=record.case_id)
    cases.act(viewer, case.pk, step, revision=case.revision, content=content)
    return type(record).objects.select_related("case", "subject").get(pk=record.pk)


class World:
    """Everybody that article 20 speaks of."""

    def __init__(self) -> None:
        self.unit, self.firm = institute(), firm()
        self.clerk, self.boss = of(self.unit, Role.INSTITUTE), of(self.firm)
        self.hr = official()
        self.people = [
            services.enter_researcher(
                self.clerk, self.unit, name=name, number=f"{at:04}", title="高级工程师", high_level=at == 1,
                high_level_basis="正高级职称" if at == 1 else "",
            )
            for at, name in enumerate(("柯研之", "李工", "王小试"), start=1)
        ]  # fmt: skip
        self.selves = [people.viewer(people.owner(one.organisation, Role.RESEARCHER)) for one in self.people]

    @property
    def expert(self) -> Researcher:
        """The high-level expert."""
        return self.people[0]

    def moving(self, key: str = "move", **changes: Any) -> Secondment:
        """The expert asks to move."""
        given = {"starts_on": date(2012, 11, 1), "work": "research", "task": "研发", **changes}
        return services.ask_to_move(self.selves[0], self.expert, self.firm, key=key, **given)

    def at_firm(self, key: str = "move") -> Secondment:
        """With consent, acceptance and filing."""
        one = act(self.clerk, self.moving(key), "consent", consent_document="院人〔2012〕5号")
        one = act(self.boss, one, "accept", post="总工程师")
        return act(self.hr, one, "file", filing_number="杭人备2012-1")  # type: ignore[no-any-return]

    def declared(self, key: str = "declare", **changes: Any) -> SpareTime:
        """The second researcher declares."""
        given = {"year": 2012, "own_work_done": True, "duties": "完成课题", **changes}
        return services.declare(self.selves[1], self.people[1], self.firm, key=key, **given)

    def split(
        self, shares: tuple[str, ...] = ("1/3", "1/3", "1/3"), key: str = "split", **changes: Any
    ) -> Split:
        """The institute proposes a split."""
        return services.propose(self.clerk, self.unit, {**SPLIT, **changes}, self.portions(shares), key=key)

    def portions(self, shares: tuple[str, ...]) -> list[services.Portion]:
        """Shares of the researchers in order."""
        return [
            services.Portion(one, Fraction(share)) for one, share in zip(self.people, shares, strict=False)
        ]

    def award(self, key: str = "award", **changes: Any) -> EquityAward:
        """The institute files an award of the expert."""
        return services.file_award(self.clerk, self.expert, self.firm, {**AWARD, **changes}, key=key)


def conversion(body: Subject, owner: Viewer, key: str = "share", **changes: Any) -> TechnologyShare:
    """A firm files a conversion."""
    papers = {"appraisal": paper(), "resolution": paper()}
    return services.file_share(owner, body, {**SHARE, **changes}, key=key, documents=papers)
