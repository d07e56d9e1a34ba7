"""Three levels with money, a county with a share and a scheme, an agency with services, small firms."""

from __future__ import annotations

from datetime import date
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.platform.accounts import people
from tests.platform.decisions.papers import in_effect
from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock, uploads
from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.ledger import queries
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.models import Fund, PaymentList
from zhiwei.platform.services import services
from zhiwei.platform.services.models import Offer, Order
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import create_subject

XIHU, HANGZHOU, ZHEJIANG = "330106", "330100", "330000"
DAY = date(2012, 11, 5)
YUAN = 100
LEVELS = (("province", ZHEJIANG), ("city", HANGZHOU), ("county", XIHU))
_numbers = count(10_000)


def organisation(name: str, kind: str) -> Organisation:
    """An organisation in the county."""
    return Organisation.objects.create(kind=kind, name=name, division=XIHU)


def firm(size: str = "micro") -> Subject:
    """A firm; its size stands as the register computed it."""
    name = f"杭州晨光{next(_numbers)}五金制品有限公司"
    made = create_subject(
        SYSTEM, entity="enterprise", name=name, division=XIHU, legal_form="limited_company",
        organisation=organisation(name, "enterprise"),
    )  # fmt: skip
    Subject.objects.filter(pk=made.pk).update(size_class=size)
    made.refresh_from_db()
    return made


def agency() -> Subject:
    """An agency with a confirmed account."""
    name = f"杭州文三{next(_numbers)}创业服务有限公司"
    made = create_subject(
        SYSTEM, entity="agency", name=name, division=XIHU, organisation=organisation(name, "agency")
    )
    ledger.give_account(SYSTEM, made, holder=name, bank="中国工商银行杭州分行", number="1202020219900012345")
    return made


def of(subject: Subject, role: Role = Role.OWNER) -> Viewer:
    """Somebody who acts for a subject."""
    return people.viewer(people.owner(subject.organisation, role))


def official(role: Role = Role.FINANCE, division: str = XIHU) -> Viewer:
    """An official."""
    return people.viewer(people.official(role, division))


def funds(fen: int = 10_000 * YUAN) -> dict[str, Fund]:
    """A fund for services of each level."""
    made = {}
    for level, division in LEVELS:
        made[level] = ledger.open_fund(
            SYSTEM, name="小微企业创业服务专项", level=level, division=division, budget_year=2012, purposes=["15.1"],
            from_day=date(2012, 1, 1), to_day=date(2012, 12, 31), key=f"services/{division}",
        )  # fmt: skip
        ledger.appropriate(SYSTEM, made[level], fen, document="浙财〔2012〕1号", key=f"services/{division}/1")
    return made


def decided(share: str = "0.5") -> None:
    """西湖区 pays a share of confirmed services (15.2)."""
    in_effect(sentence="15.2", document="西政发〔2012〕30号", fills={"service_subsidy_share": share})


def scheme(**changes: object) -> None:
    """Province 40%, city 30%, county 30%; 3,000 yuan for a firm and year."""
    given = {
        "division": XIHU, "document": "西经信〔2012〕6号", "shares": {"province": "0.4", "city": "0.3", "county": "0.3"},
        "yearly_fen": 3_000 * YUAN, "from_day": date(2012, 5, 1), **changes,
    }  # fmt: skip
    services.file_scheme(official(Role.COUNTY), **given)  # type: ignore[arg-type]


def offered(body: Subject, price: int = 2_000 * YUAN, title: str = "商业计划书辅导") -> Offer:
    """A service of an agency."""
    return services.offer(of(body, Role.AGENCY), body, category="guidance", title=title, price=price)


def pay_all(there: dict[str, Fund], levels: tuple[str, ...] = ("province", "city", "county")) -> None:
    """Each level makes a list, has it checked and paid."""
    for level, division in (one for one in LEVELS if one[0] in levels):
        fund = there[level]
        key = f"{level}/{PaymentList.objects.count()}"
        made = ledger.make_payment_list(official(division=division), fund, queries.payable(fund), key=key)
        ledger.approve_list(official(division=division), made, revision=1)
        lines = [ledger.Paid(line.pk, clock.today(), f"T{line.number}") for line in made.lines.all()]
        ledger.confirm_paid(official(division=division), made, lines)


def proof() -> StoredFile:
    """A file that proves something."""
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f0005fe02fe"
        "a72d1b580000000049454e44ae426082"
    )
    return uploads.keep(uploads.check(SimpleUploadedFile("proof.png", png), {"png"}))


def act(viewer: Viewer, order: Order, step: str, **content: str) -> Order:
    """Take a step of the order's case; a proof goes with a delivery."""
    case = Case.objects.get(pk=order.pk)
    papers = {"proof": proof()} if step == "deliver" else {}
    cases.act(viewer, case.pk, step, revision=case.revision, content=content, documents=papers)
    return Order.objects.select_related("case", "agency", "firm", "scheme").get(pk=order.pk)
