"""西湖区 in November 2012: founders, an individual business, a registration authority, and filings of every kind."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.platform.accounts import people
from zhiwei.law.identifiers import registration_check
from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock, uploads
from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.models import Fund
from zhiwei.platform.registration import papers, services
from zhiwei.platform.registration.models import Entry, Filing, Kind
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import add_fact, create_subject

XIHU, YIWU, ZHEJIANG = "330106", "330782", "330000"
DAY = date(2012, 11, 5)
"""A Monday under the law of the Opinions and the Company Law of 2005."""
YUAN = 100
_numbers = count(1)


def number(place: str = XIHU) -> str:
    """A registration number nobody holds, with its check digit."""
    body = f"{place}{next(_numbers):08}"
    return body + registration_check(body)


def founder() -> Viewer:
    """Somebody of a unit of his own, who may found enterprises."""
    made = Organisation.objects.create(kind="enterprise", name=f"创办人{next(_numbers)}", division=XIHU)
    return people.viewer(people.owner(made))


def official(role: Role = Role.REGISTRATION, division: str = XIHU) -> Viewer:
    """An official of the registration authority."""
    return people.viewer(people.official(role, division))


def of(firm: Subject) -> Viewer:
    """Somebody who acts for a firm."""
    return people.viewer(people.owner(firm.organisation))


def enterprise(
    name: str, *, form: str = "limited_company", founded: date = date(2010, 3, 1), employees: int | None = 12,
    division: str = XIHU, industry: str = "3399",
) -> Subject:  # fmt: skip
    """A registered enterprise with somebody who logs in for it; 12 people make it small whatever it earns."""
    made = create_subject(
        SYSTEM, entity="enterprise", name=name, division=division, legal_form=form, industry=industry,
        industry_edition="2011", founded_on=founded, received_on=founded,
        identifiers={"registration_number": number(division)},
        organisation=Organisation.objects.create(kind="enterprise", name=name, division=division),
    )  # fmt: skip
    if employees is not None:
        add_fact(SYSTEM, made, "employees", employees, source="statistics", received_on=founded)
    return made


def picture() -> StoredFile:
    """A paper, as a picture."""
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f0005fe02fe"
        "a72d1b580000000049454e44ae426082"
    )
    return uploads.keep(uploads.check(SimpleUploadedFile("paper.png", png), {"png"}))


def all_papers(viewer: Viewer, filing: Filing) -> None:
    """Hand in everything that is needed."""
    paper = picture()
    for name in papers.missing(filing, clock.today()):
        services.hand_in(viewer, filing, name, paper)


def drafted(
    viewer: Viewer, name: str = "杭州晨光五金制品有限公司", form: str = "limited_company",
    rows: tuple[tuple[str, int, bool], ...] = (("money", 200_000, True), ("money", 800_000, False)),
    key: str = "", **said: Any,
) -> Filing:  # fmt: skip
    """A founding: by default a million of which a fifth is paid. Rows: kind, yuan, paid at founding."""
    filing = services.begin(
        viewer, Kind.ESTABLISHMENT, key=key or f"k{next(_numbers)}", division=XIHU,
        organisation=next(iter(viewer.organisation_ids), None),
    )  # fmt: skip
    entry = filing.entries.get()
    given = {"legal_form": form, "industry": "3399", "address": "文三路 90 号", "employees": 12, **said}
    services.change_entry(viewer, entry, name=name, **given)
    for kind, yuan, first in rows:
        contributed(viewer, entry, kind, yuan, first)
    return filing


def contributed(viewer: Viewer, entry: Entry, kind: str, yuan: int | str, first: bool, **more: Any) -> None:
    """One instalment, in yuan."""
    fen = int(yuan * YUAN) if isinstance(yuan, int) else int(yuan.replace(".", ""))
    services.contribute(
        viewer, entry, contributor="沈余", kind=kind, fen=fen, at_founding=first, proof="浙评〔2012〕3号" if first else "",
        **more,
    )  # fmt: skip


def submitted(viewer: Viewer, filing: Filing, *, complete: bool = True) -> Filing:
    """Handed in, with all papers unless said otherwise."""
    if complete:
        all_papers(viewer, filing)
    return services.submit(viewer, filing)


def step(
    viewer: Viewer, filing: Filing, name: str, *, defects: list[str] | None = None, **content: Any
) -> Filing:
    """Take a step of the filing's case as it is now; gives the filing afresh."""
    case = Case.objects.get(filing=filing.pk)
    cases.act(viewer, case.pk, name, revision=case.revision, content=content, defects=defects or [])
    return Filing.objects.select_related("case", "enterprise", "subject").get(pk=filing.pk)


def registered(viewer: Viewer, filing: Filing, *, numbers: int = 1) -> Filing:
    """Handed in complete and registered on the spot."""
    submitted(viewer, filing)
    licence = "\n".join(number() for _each in range(numbers))
    return step(official(), filing, "approve_now", **({"licence": licence} if numbers else {}))


def founded(viewer: Viewer, **changes: Any) -> Subject:
    """A firm registered by the room."""
    done = registered(viewer, drafted(viewer, **changes))
    found = done.entries.get().subject
    assert found is not None
    return found


def fund(fen: int = 10_000 * YUAN) -> Fund:
    """Money of the county to pay fees back."""
    made = ledger.open_fund(
        SYSTEM, name="登记费退付", level="county", division=XIHU, budget_year=2012, purposes=["17.7"],
        from_day=date(2012, 1, 1), to_day=date(2012, 12, 31), key="17.7",
    )  # fmt: skip
    ledger.appropriate(SYSTEM, made, fen, document="西财〔2012〕9号", key="17.7/1")
    return made
