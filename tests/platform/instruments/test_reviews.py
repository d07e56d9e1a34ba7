"""19.1, 19.2 and 19.4 by their clauses: reviews computed from the records, money within the grade, subsidies from confirmed
uses only, and renewals that show who is not compliant."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied

from tests.platform.instruments.world import (
    FIGURES,
    NEXT,
    USED,
    XIHU,
    YIWU,
    YUAN,
    World,
    account,
    act,
    decided,
    firm,
    fund,
    of,
    official,
    pay,
    rate,
    scheme,
    step,
)
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.faults import Refused as CaseRefused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.instruments import indicators, money, queries, services
from zhiwei.platform.instruments.case_acts.recognition import compliance
from zhiwei.platform.instruments.models import Grade, Recognition, Review, Scheme, Subsidy
from zhiwei.platform.instruments.services import Refused
from zhiwei.platform.instruments.services.reviewing import begin
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries as books
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Commitment
from zhiwei.platform.wheel import queries as wheel
from zhiwei.platform.wheel.duties import duty
from zhiwei.platform.wheel.models import Entry
from zhiwei.platform.wheel.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    """A public platform that was used twice, once by a small firm, and refused once."""
    made = World()
    made.used(minutes=90, grade=5)
    made.used(made.slots[1], minutes=60, grade=4, by=firm("medium"))
    refused = made.book(made.slots[2])
    step(made.clerk, refused, "refuse", reason="fault", explanation="灯丝烧断，更换中")
    return made


def reviewed(world: World, **changes: int) -> Review:
    """The review of 2012, begun by the county in February 2013."""
    scheme(**changes)
    return Review.objects.get(case=begin(official(), world.platform, 2012))


def graded(world: World, **changes: int) -> Review:
    """Published, and the notice over."""
    with clock.stopped(NEXT):
        found = reviewed(world, **changes)
        act(official(), found.case, "publish")
    with clock.stopped(NEXT + timedelta(days=7)):
        cases.tick(clock.now())
    found.refresh_from_db()
    return Review.objects.select_related("case", "scheme").get(pk=found.pk)


def test_19_2_a_review_holds_period_inputs_score_and_grade(world: World) -> None:
    """40 × 1/2 + 20 × 2.5/10 + 20 × 2/3 + 20 × 4.5/5 = 20 + 5 + 13 1/3 + 18 = 56 1/3 of 100."""
    with clock.stopped(NEXT):
        found = reviewed(world)
        assert found.year == 2012
        assert found.inputs == {
            "requests": 3, "refused": 1, "unanswered": 0, "confirmed": 2, "small": 1, "minutes": 150, "graded": 2,
            "grades": 9,
        }  # fmt: skip
        assert Fraction(found.score) == Fraction(169, 3)
        assert (found.grade, found.most) == (Grade.QUALIFIED, 100_000 * YUAN)
        points = [one.points for one in indicators.parts(found.scheme, indicators.Counts.of(found.inputs))]
        assert points == [20, 5, Fraction(40, 3), 18]


@pytest.mark.parametrize(
    ("score", "grade", "most"),
    [
        (Fraction(85), "excellent", 300_000), (Fraction(8499, 100), "good", 200_000), (Fraction(70), "good", 200_000),
        (Fraction(50), "qualified", 100_000), (Fraction(4999, 100), "failed", 0),
    ],
)  # fmt: skip
def test_a_grade_begins_at_its_score(score: Fraction, grade: str, most: int) -> None:
    held = Scheme(**FIGURES)
    assert held.grade_of(score) == grade
    assert held.most(grade) == most * YUAN


def test_without_a_use_there_is_no_share_and_it_earns_nothing() -> None:
    """Missing shares are shown as missing; hours are known, and none."""
    parts = indicators.parts(Scheme(**FIGURES), indicators.Counts())
    assert [(one.value, one.points) for one in parts] == [(None, 0), (0, 0), (None, 0), (None, 0)]


def test_19_2_no_grade_and_no_score_can_be_typed(world: World) -> None:
    scheme()
    with clock.stopped(NEXT):
        for name in ("grade", "score", "small"):
            with pytest.raises(CaseRefused, match=f"这一步没有“{name}”这一项"):
                cases.open_case(
                    official(), "platform_review", world.platform.subject, key=f"x/{name}", origin="proactive",
                    content={"year": "2012", name: "excellent"},
                )  # fmt: skip
        found = begin(official(), world.platform, 2012)
        with pytest.raises(CaseRefused, match="这一步没有“grade”这一项"):
            act(official(), found, "publish", grade="excellent")


def test_a_review_waits_for_the_year_and_for_a_scheme(world: World) -> None:
    with pytest.raises(CaseRefused, match="2012 年度还没有结束"):
        begin(official(), world.platform, 2012)
    with clock.stopped(NEXT):
        with pytest.raises(CaseRefused, match="当地还没有报备 2012 年度的考核办法"):
            begin(official(), world.platform, 2012)
        scheme()
        with pytest.raises(CaseRefused, match="2010 年度不考核"):
            begin(official(), world.platform, 2010)
        found = services.begin_reviews(official(), queries.platforms(), 2012)
        assert len(found.opened) == 1
        with pytest.raises(Refused, match="没有待考核的平台"):
            services.begin_reviews(official(), queries.platforms(), 2012)
        with pytest.raises(PermissionDenied):
            begin(official(division=YIWU), world.platform, 2012)


def test_corrected_records_are_computed_anew_before_the_grade_stands(world: World) -> None:
    late = world.book(world.slots[3])
    step(world.clerk, late, "agree")
    with clock.stopped(NEXT):
        found = reviewed(world)
        act(of(world.platform.subject, Role.INSTITUTE), found.case, "remark", remark="漏计一次使用")
        step(world.clerk, late, "record", used_on=USED.isoformat(), minutes="120")
        step(world.owner, late, "confirm", grade="5")
        act(official(), found.case, "recompute", reason="补记一次使用")
        found.refresh_from_db()
        assert found.inputs["confirmed"] == 3
        assert Fraction(found.score) == Fraction(80, 3) + 9 + 15 + Fraction(56, 3)


def test_19_2_next_years_money_refers_to_the_grade(world: World) -> None:
    found = graded(world)
    assert queries.final(found)
    budget = fund("19.2")
    finance = official(Role.FINANCE)
    with clock.stopped(NEXT + timedelta(days=8)):
        with pytest.raises(CaseRefused, match="考核合格，2013 年度经费须大于零、不超过 100,000 元"):
            act(finance, found.case, "grant", amount="100000.01", grant_document="西财〔2013〕3号")
        case = act(finance, found.case, "grant", amount="100000", grant_document="西财〔2013〕3号")
        held = Commitment.objects.get(case=str(case.pk))
        assert (held.sentence, held.basis_kind, held.basis_key, held.fen) == (
            "19.2", money.GRANT, f"{world.platform.pk}/2013", 100_000 * YUAN,
        )  # fmt: skip
        account(world.platform.subject)
        pay(budget)
        case.refresh_from_db()
        assert case.state == "paid"
        assert books.balance(budget, Place.PAID) == 100_000 * YUAN


def test_19_2_a_platform_that_failed_gets_nothing(world: World) -> None:
    found = graded(world, qualified_from=57)
    assert (found.grade, found.most) == (Grade.FAILED, 0)
    fund("19.2")
    with clock.stopped(NEXT + timedelta(days=8)):
        with pytest.raises(CaseRefused, match="考核不合格，下年度不安排经费"):
            act(official(Role.FINANCE), found.case, "grant", amount="1", grant_document="x")
        case = act(official(Role.FINANCE), found.case, "close", reason="不合格")
        assert case.state == "closed"


def test_the_money_comes_from_the_next_years_budget_and_from_another_person(world: World) -> None:
    with clock.stopped(NEXT):
        found = reviewed(world)
        county = official()
        act(county, found.case, "publish")
    with clock.stopped(NEXT + timedelta(days=7)):
        cases.tick(clock.now())
    with clock.stopped(NEXT + timedelta(days=8)):
        fund("19.1")
        with pytest.raises(CaseRefused, match=r"没有可用于第 19\.2 句的 2013 年度资金"):
            act(official(Role.FINANCE), found.case, "grant", amount="1", grant_document="x")
        fund("19.2")
        with pytest.raises(CaseRefused, match="须由另一人办理"):
            act(county, found.case, "grant", amount="1", grant_document="x")


def test_a_scheme_is_filed_with_a_document_and_sound(world: World) -> None:
    with pytest.raises(Refused) as refused:
        scheme(document=" ", last_year=2011, small_weight=41, excellent_from=60, excellent_most=1)
    assert [one.field for one in refused.value.faults] == [
        "document", "last_year", "small_weight", "excellent_from", "excellent_most",
    ]  # fmt: skip
    with pytest.raises(PermissionDenied):
        scheme(division=YIWU)
    scheme()
    with pytest.raises(Refused, match="已经报备，不能更改"):
        scheme()
    assert queries.filed(Scheme, XIHU, 2012) is not None
    assert queries.filed(Scheme, XIHU, 2011) is None
    assert queries.filed(Scheme, YIWU, 2012) is None


@pytest.fixture
def private(db: None) -> World:
    """A private platform: two uses confirmed, one recorded by the platform alone."""
    made = World(public=False, nature="enterprise")
    made.used(minutes=90)
    made.used(made.slots[1], minutes=60, by=firm("medium"))
    third = made.book(made.slots[2])
    step(made.clerk, third, "agree")
    with clock.stopped(USED + timedelta(days=1)):
        step(made.clerk, third, "record", used_on=USED.isoformat(), minutes="120")
    return made


def applied(world: World, viewer: Viewer | None = None, **more: str) -> Case:
    """An application for the subsidy of 2012."""
    by = viewer or of(world.platform.subject, Role.INSTITUTE)
    key = f"s{Case.objects.count()}"
    return cases.open_case(
        by, "platform_subsidy", world.platform.subject, key=key, origin="applicant",
        content={"year": "2012", **more},
    )  # fmt: skip


def test_19_1_the_subsidy_is_computed_from_confirmed_records_only(private: World) -> None:
    """2 uses × 50 + 2.5 hours × 20 = 150 yuan; what the platform alone recorded counts for nothing."""
    decided()
    rate()
    budget = fund("19.1")
    with clock.stopped(NEXT):
        with pytest.raises(CaseRefused, match="这一步没有“amount”这一项"):
            applied(private, amount="5000")
        case = applied(private)
        held = Subsidy.objects.get(case=case)
        assert (held.uses, held.minutes, held.fen) == (2, 150, 150 * YUAN)
        assert case.receipt is not None
        with pytest.raises(CaseRefused, match="2012 年度的补助已经申请"):
            applied(private)
        act(official(), case, "check")
        act(official(), case, "settle")
        account(private.platform.subject)
        pay(budget)
        case.refresh_from_db()
        assert case.state == "paid"
        assert books.balance(budget, Place.PAID) == 150 * YUAN


def test_19_1_without_a_decision_a_rate_or_a_confirmed_use_there_is_nothing(private: World) -> None:
    fund("19.1")
    with pytest.raises(Refused, match="没有以这份文件登记的地方决定"):
        rate()
    with clock.stopped(NEXT), pytest.raises(CaseRefused, match="当地还没有报备 2012 年度的实绩补助标准"):
        applied(private)
    decided()
    rate()
    unused = World(public=False, nature="enterprise")
    with clock.stopped(NEXT), pytest.raises(CaseRefused, match="2012 年度没有经双方确认的使用记录，没有补助"):
        applied(unused)


def test_19_1_is_for_private_platforms(world: World) -> None:
    decided()
    rate()
    fund("19.1")
    with (
        clock.stopped(NEXT),
        pytest.raises(CaseRefused, match=r"第 19\.1 句在 2012-12-31 的判定是“不属于适用对象”"),
    ):
        applied(world)


def test_the_cap_holds_and_what_is_no_whole_fen_is_cut_off() -> None:
    from zhiwei.platform.instruments.models import Rate

    held = Rate(per_use=5_000, per_hour=2_000, yearly_most=100_000)
    assert money.by_rate(held, 2, 150) == 15_000
    assert money.by_rate(held, 1, 1) == 5_033
    assert money.by_rate(held, 20, 1) == 100_000


def test_records_that_changed_after_the_application_stop_the_settlement(private: World) -> None:
    decided()
    rate()
    budget = fund("19.1")
    late = private.book(private.slots[3])
    step(private.clerk, late, "agree")
    with clock.stopped(NEXT):
        case = applied(private)
        step(private.clerk, late, "record", used_on=USED.isoformat(), minutes="60")
        step(private.owner, late, "confirm", grade="5")
        with pytest.raises(CaseRefused, match="申请以后使用记录有变化"):
            act(official(), case, "check")
        clerk = of(private.platform.subject, Role.INSTITUTE)
        act(clerk, case, "withdraw")
        assert books.balance(budget, Place.RESERVED) == 0
        again = applied(private, clerk)
        assert Subsidy.objects.get(case=again).fen == (3 * 50 + 70) * YUAN


def renewal(world: World) -> Case:
    """An application for a provincial demonstration platform, checked by the county."""
    clerk = of(world.platform.subject, Role.INSTITUTE)
    made = cases.open_case(
        clerk, "platform_recognition", world.platform.subject, key=f"r{Case.objects.count()}", origin="applicant",
        content={"kind": "provincial_platform", "summary": "全年检测 200 批次"},
    )  # fmt: skip
    return act(official(), made, "accept")


PAPERS = {"document": "浙中小〔2012〕6号", "from_day": "2012-11-05", "to_day": "2015-11-04"}


def test_19_4_a_price_list_without_a_lower_price_shows_as_not_compliant_in_the_renewal(
    private: World,
) -> None:
    Recognition.objects.create(
        platform=private.platform, kind="provincial_platform", document="浙中小〔2009〕2号",
        from_day=date(2009, 11, 5), to_day=date(2012, 12, 31),
    )  # fmt: skip
    case = renewal(private)
    assert case.data["renewal"] is True
    assert (case.data["low_cost"], compliance(case)) == ("breached", "breached")
    province = official(Role.PROVINCE, "330000")
    with pytest.raises(
        CaseRefused, match="价目表 1 项合计：标准 800 元，对小微企业 800 元，既不免费也不低价"
    ):
        act(province, case, "recognise", **PAPERS)
    services.offer(
        private.clerk, private.platform, kind="instrument", title="扫描电镜", tariff=800 * YUAN,
        small_price=799 * YUAN,
    )  # fmt: skip
    assert compliance(case) == "complied"
    act(province, case, "recognise", **PAPERS)
    found = Recognition.objects.get(case=case)
    assert (found.document, found.to_day) == (PAPERS["document"], date(2015, 11, 4))
    assert queries.is_recognised(private.platform, date(2015, 11, 4))
    assert not queries.is_recognised(private.platform, date(2015, 11, 5))


def test_19_4_free_by_public_money_is_compliant(world: World) -> None:
    case = renewal(world)
    assert compliance(case) == "complied"
    act(official(Role.PROVINCE, "330000"), case, "recognise", **PAPERS)
    assert Recognition.objects.get().case == case


def test_an_empty_price_list_is_sent_back_and_one_application_runs_at_a_time(private: World) -> None:
    services.withdraw(private.clerk, private.resource)
    with pytest.raises(CaseRefused, match="价目表还是空的"):
        renewal(private)
    services.offer(private.clerk, private.platform, kind="data", title="谱图库", tariff=0)
    renewal(private)
    with pytest.raises(CaseRefused, match="已有一件申请在办"):
        renewal(private)


def test_19_2_publishing_the_reviews_of_a_year_fulfils_the_yearly_duty(world: World) -> None:
    """Only once every platform of the place has a grade that stands; of a place without platforms there is nothing."""
    given = {"division": XIHU, "year": 2012, "document": "西科〔2013〕2号", "address": "https://example.org/"}
    other = World().platform
    found = graded(world)
    county = official()
    with clock.stopped(NEXT + timedelta(days=8)):
        with pytest.raises(Refused) as refused:
            services.publish_reviews(county, **{**given, "document": " "})
        assert [one.field for one in refused.value.faults] == ["document", "year"]
        assert str(other) in str(refused.value)
        with pytest.raises(Refused, match="金华市义乌市 2012 年度没有登记的平台"):
            services.publish_reviews(official(division=YIWU), **{**given, "division": YIWU})
        with pytest.raises(PermissionDenied):
            services.publish_reviews(official(division=YIWU), **given)
        second = begin(county, other, 2012)
        act(county, second, "publish")
    with clock.stopped(NEXT + timedelta(days=20)):
        cases.tick(clock.now())
        assert {one.pk for one in services.publish_reviews(county, **given)} == {
            found.pk,
            Review.objects.get(case=second).pk,
        }
        spoke = wheel.one(duty("platform_review"), 2012, XIHU)
    assert spoke is not None
    assert spoke.state == State.PUBLISHED
    # the first was used (56 1/3 points), the second by nobody: no points
    told = set(
        Entry.objects.filter(duty="platform_review", year=2012).values_list("division", "summary", "document")
    )
    assert told == {(XIHU, "2 家平台：优秀 0、良好 0、合格 1、不合格 1", "西科〔2013〕2号")}
