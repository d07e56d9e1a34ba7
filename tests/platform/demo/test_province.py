"""The demonstration province: believable, the same on every machine, and all of it or nothing."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.platform.demo.conftest import COUNT
from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts import queries as accounts
from zhiwei.platform.accounts.models import Membership, User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.answers import receipts
from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.answers.queries import for_subject
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.audit import verify
from zhiwei.platform.bases import indicators, queries
from zhiwei.platform.bases.models import Base
from zhiwei.platform.cases.bureaus import aside, part
from zhiwei.platform.cases.models import Case
from zhiwei.platform.cases.work import of_list
from zhiwei.platform.decisions.models import Filing, State
from zhiwei.platform.demo import build, histories
from zhiwei.platform.demo.files import read
from zhiwei.platform.demo.firms import key_of
from zhiwei.platform.demo.people import PASSWORD, log_ins
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.chart import Kind
from zhiwei.platform.ledger.models import PaymentLine
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Difficulty, Enquiry, FactRecord, Relation, Subject
from zhiwei.platform.wheel import queries as wheel
from zhiwei.platform.wheel.states import State as DutyState

pytestmark = pytest.mark.django_db


def test_every_city_and_nearly_every_county_has_firms(province: None) -> None:
    divisions = load_divisions()
    counties = {d.code for d in divisions if d.level == 3 and d.exists(date(2012, 12, 31))}
    held = set(Subject.objects.filter(entity="enterprise").values_list("division", flat=True))
    assert held <= counties
    assert {divisions[code].parent for code in held} == {d.code for d in divisions if d.level == 2}
    assert len(held) >= len(counties) - 2


def test_sizes_are_those_of_the_published_margins(province: None) -> None:
    sizes = Counter(Subject.objects.filter(entity="enterprise").values_list("size_class", flat=True))
    known = sum(n for size, n in sizes.items() if size)
    founded = sum(sizes.values()) - COUNT
    assert 0 < founded <= 20  # by registrations of the demonstration, beside those drawn
    assert known > COUNT * 0.95
    assert (sizes["small"] + sizes["micro"]) / known > 0.97


def test_size_is_what_the_rulebook_says(province: None) -> None:
    day = date(2012, 12, 31)
    for subject in Subject.objects.filter(entity="enterprise").order_by("pk")[:60]:
        found = current().calc(["size_class"], subjects.facts(subject, as_of=day), as_of=day)["size_class"]
        assert subject.size_class == (found.value if found.status == "known" else "")


def test_some_hundred_have_rich_files(province: None) -> None:
    years = FactRecord.objects.filter(name="revenue", period="2024").values("subject").distinct().count()
    assert years == histories.RICH
    firm = FactRecord.objects.filter(name="revenue", period="2024").first()
    assert firm is not None
    assert len(subjects.facts(firm.subject, as_of=date(2024, 12, 31))) >= 12
    assert any(
        subjects.conflicts(one.subject, as_of=date(2024, 12, 31))
        for one in FactRecord.objects.filter(name="revenue", period="2024", source="tax")[:3]
    )


def test_answers_follow_the_countys_decision(province: None) -> None:
    day = date(2012, 12, 31)
    offered, declined = (
        {
            for_subject(subject, as_of=day).measures["27.2"].verdict
            for subject in Subject.objects.filter(entity="enterprise", division=code)
        }
        for code in ("330110", "330183")
    )
    assert "no_decision_filed" not in offered | declined
    assert "not_offered" in declined
    assert "not_offered" not in offered


def test_decisions_are_in_effect_and_one_waits(province: None) -> None:
    states = Counter(Filing.objects.values_list("state", flat=True))
    assert states == {State.APPROVED: len(read("decisions")["decisions"]), State.SUBMITTED: 1}
    assert Filing.objects.get(state=State.SUBMITTED).made_by.username == "county"
    for one in Filing.objects.filter(state=State.APPROVED):
        assert (one.filed_on, one.made_by_id is None, one.checked_by_id is None) == (
            one.issued_on,
            False,
            False,
        )
        assert one.made_by_id != one.checked_by_id
        assert one.note.endswith("。")


def test_bureaus_of_a_county_each_begin_with_their_own_matters(province: None) -> None:
    lists = {}
    for username in ("county", "science", "labour", "city"):
        by = accounts.viewer(User.objects.get(username=username))
        found, apart = of_list(by, "all"), aside(by)
        lists[username] = {
            which: set(part(found, apart, which).filter(division="330110").values_list("type", flat=True))
            for which in ("", "all")
        }
    assert "reward" in lists["county"][""]
    assert "voucher" in lists["labour"][""]
    assert not lists["science"][""] & {"reward", "voucher"}
    assert lists["county"][""] < lists["county"]["all"] == lists["labour"]["all"]
    assert lists["city"][""] == lists["city"]["all"]  # only the county divided its matters


def test_somebody_holds_every_role(province: None) -> None:
    assert set(Membership.objects.values_list("role", flat=True)) == set(Role.values)
    assert len(log_ins()) == User.objects.filter(demo=True).count() == len(read("people")["people"])


def test_everybody_can_log_in(province: None) -> None:
    client = Client()
    assert client.login(username="county", password=PASSWORD)


def test_individual_businesses_became_companies(province: None) -> None:
    chains = list(Relation.objects.filter(kind=Relation.Kind.CONVERSION))
    assert len(chains) >= 5
    for chain in chains:
        said = subjects.facts(chain.subject, as_of=date(2012, 12, 31))["predecessor_founded_on"]
        assert said["value"] == chain.other.founded_on.isoformat()
        assert chain.other.state == Subject.State.ENDED


def test_enquiries_stand_under_the_four_difficulties(province: None) -> None:
    assert set(Enquiry.objects.values_list("difficulty", flat=True)) == set(Difficulty.values)


def test_the_audit_chain_holds(province: None) -> None:
    assert verify() is None


def test_keys_are_the_same_on_every_machine(province: None) -> None:
    assert Subject.objects.filter(pk=key_of("firm", 1)).get().name == "杭州甬凯宏托育服务经营部"


def test_it_is_not_mixed_with_anything(province: None) -> None:
    assert build.present()
    with pytest.raises(ValueError, match="needs one of its own"):
        build.build(lambda text: None, COUNT)


def test_a_county_has_paid_rewards_and_another_has_notices_today(province: None) -> None:
    from zhiwei.platform.accounts import queries as people
    from zhiwei.platform.cases import queries as cases
    from zhiwei.platform.cases.models import Case, Notice
    from zhiwei.platform.kit import clock
    from zhiwei.platform.ledger import queries as books
    from zhiwei.platform.ledger.chart import Place
    from zhiwei.platform.ledger.models import Commitment, Fund

    rewards = Case.objects.filter(type="reward", division="330110")
    states = Counter(rewards.values_list("state", flat=True))
    assert states["paid"] >= 1
    fund = Fund.objects.get(division="330110", budget_year=2013, key="demo/330110/2013")
    assert books.balance(fund, Place.PAID) == sum(
        case.data["amount"] for case in rewards.filter(state="paid")
    )
    assert books.verify(fund) == []
    owner = people.viewer(User.objects.get(username="owner"))
    mine = cases.own(owner).get(type="reward")
    assert (mine.state, [one.id for one in cases.may_do(owner, mine)]) == ("cleared", ["confirm", "renounce"])
    assert mine.data["amount"] == 14_400_00  # all of (240,000 - 60,000) × 20 % × 40 %
    held = Commitment.objects.get(case=str(mine.pk), reserved__gt=0)
    assert (held.reserved, held.fund.budget_year) == (14_400_00, clock.today().year)
    today = Notice.objects.filter(division="330782", state="running")
    assert today.exists()
    assert all(one.first_day <= clock.today() <= one.last_day for one in today)


def test_an_order_was_paid_by_three_levels_and_others_wait_for_each_actor(province: None) -> None:
    from zhiwei.platform.ledger import queries as books
    from zhiwei.platform.ledger.chart import Place
    from zhiwei.platform.ledger.models import Fund
    from zhiwei.platform.services.models import Order

    states = Counter(Order.objects.values_list("case__state", flat=True))
    assert states == dict.fromkeys(("paid", "confirmed", "delivered", "reserved", "cancelled"), 1)
    paid = Order.objects.get(case__state="paid")
    # 2,000.00 x 50%, shared 40 : 30 : 30
    assert (paid.subsidy, paid.parts) == (1_000_00, {"province": 400_00, "city": 300_00, "county": 300_00})
    funds = Fund.objects.filter(key__startswith="demo/services/", budget_year=2013)
    assert sum(books.balance(fund, Place.PAID) for fund in funds) == paid.subsidy
    assert [books.verify(fund) for fund in funds] == [[], [], []]


def test_bases_have_residents_and_a_round_takes_applications(province: None) -> None:
    today = clock.today()
    found = {str(one): indicators.of(one, today) for one in Base.objects.all()}
    assert len(found) == 7
    assert all(one.residents > 0 for one in found.values())
    assert sum(one.raised for one in found.values()) == 10
    assert queries.open_round() is not None


def test_recognition_of_incubators_stands_in_several_states(province: None) -> None:
    from zhiwei.platform.accounts import queries as people
    from zhiwei.platform.cases import queries as cases
    from zhiwei.platform.cases.models import Case

    states = Counter(Case.objects.filter(type="incubator_recognition").values_list("state", flat=True))
    assert states == {"refused": 1, "withdrawn": 1, "correcting": 1}
    waits = Case.objects.get(type="incubator_recognition", state="correcting")
    operator = people.viewer(User.objects.get(username="incubator"))
    assert [one.id for one in cases.may_do(operator, waits)] == ["resubmit", "withdraw"]


def test_a_ranked_round_waits_for_province_and_expert_and_can_be_finished(province: None) -> None:
    from zhiwei.platform.accounts import queries as people
    from zhiwei.platform.bases.models import Round
    from zhiwei.platform.cases import queries as cases
    from zhiwei.platform.cases import services as steps
    from zhiwei.platform.cases.models import Case

    def viewer(name: str) -> Any:
        return people.viewer(User.objects.get(username=name))

    held = Round.objects.exclude(ranked_at=None).get()
    assert held.year == clock.today().year - 1
    first, second = held.standings.order_by("place")
    # four and two of their firms graduated and left
    assert [(one.place, one.residents, one.raised) for one in (first, second)] == [(1, 8, 4), (2, 8, 2)]
    one, other = (Case.objects.get(pk=standing.case) for standing in (first, second))
    operator = viewer("incubator")
    entered = cases.own(operator).filter(type="demonstration_base")
    assert {case.pk for case in entered} == {one.pk, other.pk}
    assert {base.subject_id for base in queries.own(operator)} >= {one.subject_id, other.subject_id}
    offered = {(name, case.pk): [step.id for step in cases.may_do(viewer(name), case)]
               for name in ("province", "expert") for case in (one, other)}  # fmt: skip
    assert offered["province", one.pk] == ["publish", "refuse"]
    assert offered["expert", other.pk] == ["review"]
    with transaction.atomic():
        now = steps.act(viewer("province"), one.pk, "publish", revision=one.revision)
        with clock.stopped(clock.today() + timedelta(days=8)):
            steps.tick(clock.now())
            now = Case.objects.get(pk=now.pk)
            assert now.state == "announced"
            said = {"reason": "（示例）比重没有高于平均"}
            now = steps.act(viewer("province2"), now.pk, "refuse", revision=now.revision, content=said)
        assert now.state == "refused"
        transaction.set_rollback(True)


def test_talent_has_records_in_all_states_and_something_for_each_actor(province: None) -> None:
    from zhiwei.platform.accounts import queries as people
    from zhiwei.platform.cases.models import Case
    from zhiwei.platform.talent.models import Secondment, Split
    from zhiwei.platform.talent.views.mine import to_do

    kinds = ("secondment", "spare_time", "technology_share", "income_split", "equity_award")
    states = {kind: Counter(Case.objects.filter(type=kind).values_list("state", flat=True)) for kind in kinds}
    assert states == {
        "secondment": {"running": 1, "consented": 1, "returned": 1, "agreed": 1},
        "spare_time": {"recorded": 1, "declared": 1},
        "technology_share": {"accepted": 1, "filed": 1},
        "income_split": {"paid": 1, "proposed": 1},
        "equity_award": {"taken_up": 1, "deferred": 1, "filed": 1},
    }
    for name in ("institute", "researcher", "owner"):
        assert to_do(people.viewer(User.objects.get(username=name)))
    running = Secondment.objects.get(case__state="running")
    assert running.kept_until is not None
    assert running.reminders.filter(days=90).exists()
    paid = Split.objects.get(case__state="paid")
    # 360,000.01 x 0.6 = 216,000.006; by halves, thirds and sixths of 216,000.01
    assert (paid.team, [m.amount for m in paid.members.all()]) == (
        21_600_001,
        [10_800_001, 7_200_000, 3_600_000],
    )


def test_some_duties_were_done_and_many_are_overdue(province: None) -> None:
    states = {one.duty.id: one.state for one in wheel.wheel(2013, divisions={"330000"})}
    assert (states["burden_report"], states["inspection"]) == (DutyState.PUBLISHED, DutyState.DONE)
    assert states["trade_assessment"] == DutyState.OVERDUE


def test_every_fund_had_its_money_from_its_first_day_and_no_project_cites_a_document_of_another_year(
    province: None,
) -> None:
    from zhiwei.platform.cases.models import Case
    from zhiwei.platform.ledger.models import Entry, Fund

    late = [
        str(one.fund)
        for one in Entry.objects.filter(kind="appropriate").select_related("fund")
        if one.booked_on != one.fund.from_day
    ]
    assert (Fund.objects.count() > 20, late) == (True, [])
    projects = Case.objects.filter(type="sme_project", content__has_key="grant_document")
    said = {(f"{one.opened_at:%Y}", one.content["grant_document"]) for one in projects}
    assert said == {(year, f"（示例）浙财企〔{year}〕9号") for year in ("2014", str(clock.today().year))}


def test_what_was_begun_in_past_years_is_over_but_for_what_shows_lateness(province: None) -> None:
    from zhiwei.platform.cases.models import Case

    first = date(clock.today().year - 1, 1, 1)
    rows = Case.objects.filter(opened_at__date__lt=first, ended_at=None)
    left = Counter(rows.values_list("type", "state"))
    # a plan whose day is past, a reward settled anew this month; a fourth graduation, if chance gave one, nobody looked at
    late = left.pop(("graduation_reward", "checking"), 0)
    assert late <= 1
    assert left == {("platform_transition", "planned"): 1, ("reward", "cleared"): 1}


def test_funds_of_past_years_are_closed_but_for_those_that_owe(province: None) -> None:
    from zhiwei.platform.ledger import queries as books
    from zhiwei.platform.ledger.chart import Place
    from zhiwei.platform.ledger.models import Commitment, Entry, Fund

    over = Fund.objects.filter(to_day__lt=clock.today())
    assert over.count() > 20
    stay = over.filter(state="open")
    assert [(one.key, one.standing) for one in stay] == [("demo/bases/21.2/330110/2015", "已到期")]
    assert books.balance(stay.get(), Place.COMMITTED) == 12_844_000_00
    for one in over.filter(state="closed"):
        owed = (
            Place.AVAILABLE,
            Place.RESERVED,
            Place.COMMITTED,
            Place.ORDERED,
            Place.RECEIVABLE,
            Place.RETURNED,
        )
        assert [books.balance(one, place) for place in owed] == [0] * 6
        assert books.verify(one) == []
    assert Commitment.objects.filter(fund__in=over.filter(state="closed"), state="paid").exists()
    anew = Entry.objects.filter(kind="reserve", fund__key=f"demo/330110/{clock.today().year}")
    why = [one.reason for one in anew if "2013" in one.reason]
    assert why == [
        "重新核定后预留；此前由“余杭区小型微利企业奖励资金（示例）（2013）”预留或承诺的 13,600 元已释放"
    ]


def test_a_firm_supplies_what_fits_the_trade_of_its_leader(province: None) -> None:
    from zhiwei.platform.bases.models import ChainLink

    links = list(ChainLink.objects.select_related("leader"))
    assert len(links) == 2
    chains = read("base_programmes")["chains"]
    for one in links:
        wanted = {c["products"].get(one.leader.industry[:2], c["products"]["other"]) for c in chains}
        assert one.product in wanted


def test_its_receipts_run_again(province: None) -> None:
    kept = list(Receipt.objects.all()[:3])
    assert kept
    assert [receipts.check(one) for one in kept] == [[]] * len(kept)


def test_receipts_hold_only_what_had_been_received_by_their_day(province: None) -> None:
    kept = list(Receipt.objects.filter(purpose__contains="奖励")[:20])
    assert kept
    for one in kept:
        assert one.known_on == one.made_at.astimezone(clock.ZONE).date()
        days = [fact.get("received_on", "") for fact in one.record["subject"]["facts"].values()]
        assert max(days) <= one.known_on.isoformat()


def test_training_was_proved_and_paid_and_waits_for_owner_trainer_county_and_province(province: None) -> None:
    from zhiwei.platform.accounts import queries as people
    from zhiwei.platform.ledger import queries as books
    from zhiwei.platform.ledger.chart import Place
    from zhiwei.platform.ledger.models import Fund
    from zhiwei.platform.training import queries as training
    from zhiwei.platform.training import report
    from zhiwei.platform.training.models import Course, Enrolment
    from zhiwei.platform.training.models import Place as Funded

    year = clock.today().year
    settled = Course.objects.exclude(settled_at=None)
    assert settled.count() == 2
    for one in settled:
        proved = one.enrolments.filter(present=True).exclude(confirmed_at=None).count()
        assert (one.settled_count, one.settled_fen) == (proved, proved * 80_00)  # 80.00 each
    funds = Fund.objects.filter(key__startswith="demo/training/", budget_year=2013)
    assert {fund.level: books.balance(fund, Place.PAID) for fund in funds} == {
        "county": sum(one.settled_fen or 0 for one in settled), "province": 5 * 3_000_00,
    }  # fmt: skip
    assert [books.verify(fund) for fund in funds] == [[], []]
    assert report.short_training(2013).counted == report.attendances(2013).count() > 40
    states = Counter(Funded.objects.filter(year=year).values_list("case__state", flat=True))
    # every place of the law is held; one was given up, so the first who waited moved up and three still wait
    assert states == {"placed": 1_000, "waiting": 3, "withdrawn": 1, "applied": 3, "rejected": 1}
    moved = Funded.objects.filter(case__steps__transition="move_up")
    first = training.waiting(Funded.objects.filter(year=year)[0].year).first()
    assert first is not None
    assert [one.applied_at < first.applied_at and one.holds for one in moved] == [True]
    owner = people.viewer(User.objects.get(username="owner"))
    mine = Enrolment.objects.filter(person=owner.user_id)
    assert [(one.present, one.confirmed_at) for one in mine.exclude(present=None)] == [(True, None)]
    assert training.calendar(clock.today()).count() >= 5
    trainer = people.viewer(User.objects.get(username="trainer"))
    waits = Enrolment.objects.filter(
        course__in=training.courses_of(trainer), present=None, course__ends_on__lt=clock.today()
    )
    assert waits.exists()


def test_the_history_of_a_case_stands_in_the_order_in_which_it_was_done(province: None) -> None:
    """Steps by their numbers; money is ordered, paid and only then told to the case and asked about."""
    for case in Case.objects.prefetch_related("steps"):
        told = [one.at for one in sorted(case.steps.all(), key=lambda one: one.number)]
        assert told == sorted(told), case.type
        assert case.opened_at <= min(told, default=case.opened_at), case.type
    cases = {str(case.pk): case for case in Case.objects.prefetch_related("steps").select_related("arrival")}
    paid = PaymentLine.objects.filter(paid_on__isnull=False).select_related("list", "account", "commitment")
    lines = [(cases[line.commitment.case], line) for line in paid if line.commitment.case in cases]
    assert lines
    for case, line in lines:
        steps = {one.transition: one.at for one in case.steps.all()}
        booked = line.commitment.entries.filter(kind=Kind.PAY).latest("booked_at").booked_at
        began = line.commitment.entries.earliest("booked_at").booked_at
        done = [began, line.list.made_at, line.list.checked_at, booked]
        if "paid" in steps:
            done.append(steps["paid"])
        assert done == sorted(set(done)), case.type
        if hasattr(case, "arrival"):
            assert case.arrival.asked_at >= done[-1], case.type
        assert line.account.given_at <= line.list.made_at, case.type
        assert str(line.paid_on) >= f"{line.list.checked_at:%Y-%m-%d}", case.type
