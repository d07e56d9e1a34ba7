"""The officials' desk: only what the division covers, counted rightly; other values tried on it."""

from __future__ import annotations

import html
import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.platform.accounts.people import official, owner
from tests.platform.decisions.papers import submitted
from tests.platform.decisions.papers import viewer as decider
from tests.platform.funds import world as funds
from tests.platform.ledger import world as books
from tests.platform.office.firms import DAY, firms
from tests.platform.portal.pages import text_of
from zhiwei.engine.errors import InputError
from zhiwei.platform.accounts import queries
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import ANONYMOUS, SYSTEM
from zhiwei.platform.audit.models import Act
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Notice
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.office import counts, snapshot, surveys, trials
from zhiwei.platform.office.forms import TrialForm
from zhiwei.platform.office.models import Survey, Trial
from zhiwei.platform.office.scope import city_of, desk_of
from zhiwei.platform.subjects import services as bodies
from zhiwei.platform.subjects.models import Enquiry, Subject
from zhiwei.platform.wheel import queries as wheel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR = False


def logged_in(role: Role, division: str) -> Client:
    client = Client()
    client.force_login(official(role, division))
    return client


def of(result: dict[str, Any], measure: str) -> dict[str, Any]:
    return next(one for one in result["measures"] if one["id"] == measure)


def test_the_desk_is_the_highest_division_held() -> None:
    assert desk_of(queries.viewer(official(Role.COUNTY, "330110"))) == "330110"
    assert desk_of(queries.viewer(owner())) == ""
    assert [city_of(code) for code in ("330110", "330100", "330000", "999999")] == [
        "330100",
        "330100",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("role", "division", "enterprises", "cities"),
    [
        (Role.COUNTY, "330110", 3, {"330100": 3}),
        (Role.COUNTY, "330782", 1, {"330700": 1}),
        (Role.PROVINCE, "330000", 4, {"330100": 3, "330700": 1}),
    ],
)
def test_a_desk_counts_its_own(role: Role, division: str, enterprises: int, cities: dict[str, int]) -> None:
    firms()
    found = counts.desk(queries.viewer(official(role, division)))
    assert (found.enterprises, found.cities) == (enterprises, cities)
    assert dict(found.sizes)["small"] == enterprises


def test_first_page_desk_and_lists_count_the_same_firms_and_say_which(client: Client) -> None:
    there = firms()
    bodies.create_subject(SYSTEM, entity="agency", name="余杭示例服务有限公司", division="330110")
    bodies.create_subject(SYSTEM, entity="registration_filing", name="一件申请", division="330110")
    Subject.objects.filter(pk=there[1].pk).update(state=Subject.State.ENDED)
    assert "4 户现在存续的企业和机构" in text_of(client.get("/"))
    listed = client.get("/subjects/")
    assert listed.context["table"].rows.count() == 4
    assert "已经注销的不列" in text_of(listed)
    province = logged_in(Role.PROVINCE, "330000")
    desk = text_of(province.get("/office/"))
    assert "3 户存续企业，1 家其他存续机构" in desk
    assert "都只数现在存续的企业" in desk
    whole = province.get("/office/subjects/")
    assert whole.context["table"].rows.count() == 6
    assert (
        "存续的企业 3 户，其他存续的机构 1 家，已经注销的 1 户；另有为办件登记的申请、备案等 1 项"
        in text_of(whole)
    )
    county = logged_in(Role.COUNTY, "330110").get("/office/")
    address = re.search(r'href="(/office/subjects/\?division=330110[^"]*)"', county.content.decode())
    assert address is not None
    behind = province.get(html.unescape(address[1]))
    assert behind.context["table"].rows.count() == county.context["desk"].enterprises == 2


def test_a_survey_counts_every_verdict() -> None:
    firms()
    result = surveys.compute("330000", DAY)
    assert (result["total"], result["unreadable"]) == (4, 0)
    relief = of(result, "27.3")
    # 60,000 and 50,000 are within the limit, 80,000 above it, one income is not on record
    assert relief["verdicts"] == {"entitled": 2, "not_entitled": 1, "undetermined": 1}
    # halved and taxed at 20 % instead of 25 %: 15 % of the income saved
    assert relief["amount"] == (60_000_00 + 50_000_00) * 15 // 100
    assert relief["city"] == {"330100": 1, "330700": 1}
    assert relief["size"] == {"small": 2}
    assert of(surveys.compute("330782", DAY), "27.3")["verdicts"] == {"entitled": 1}


def test_a_survey_is_made_and_shown(client: Client) -> None:
    firms()
    county = logged_in(Role.COUNTY, "330110")
    assert "开始计算" in county.get("/office/survey/").content.decode()
    page = county.post("/office/survey/begin/", {"as_of": "2012-12-31"}, follow=True).content.decode()
    assert Survey.objects.get().result["total"] == 3
    assert "小型微利企业" in page
    export = county.get("/office/survey/?as_of=2012-12-31&export=csv")
    assert "27.3" in b"".join(export.streaming_content if export.streaming else [export.content]).decode(
        "utf-8-sig"
    )


def test_a_day_before_the_opinions_is_refused() -> None:
    county = logged_in(Role.COUNTY, "330110")
    page = county.post("/office/survey/begin/", {"as_of": "2011-12-31"}, follow=True).content.decode()
    assert "规则集从 2012 年起；请选 2012-01-01 或以后的日期" in page
    assert not Survey.objects.exists()


def test_the_snapshot_is_a_table_of_facts(tmp_path: Any) -> None:
    firms()
    path = tmp_path / "table.csv"
    assert snapshot.write("330110", DAY, path) == 3
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    assert {"id", "taxable_income@2012", "legal_form", "division"} <= set(head.split(","))
    place = head.split(",").index("taxable_income@2012")
    assert sorted(row.split(",")[place] for row in rows) == ["", "60000.00", "80000.00"]


def test_a_trial_tells_who_gains_and_what_it_costs() -> None:
    """35.2: a what-if of a rule shows winners, losers and cost."""
    firms()
    result = trials.compute("330000", "一试", DAY, {"slp_half_limit": "80000"})
    line = next(one for one in result["lines"] if one["name"] == "27.3")
    assert (line["winners"], line["losers"], line["cost"]) == (1, 0, "12000.00")  # 15 % of 80,000
    assert result["input"]["counted"] == 4


def test_a_trial_from_form_to_page() -> None:
    firms()
    county = logged_in(Role.COUNTY, "330110")
    sent = {"title": "提高限额", "as_of": "2012-12-31", "parameter1": "slp_half_limit", "value1": "80000"}
    page = county.post("/office/what-if/", sent, follow=True)
    made = Trial.objects.get()
    assert page.redirect_chain[-1][0] == f"/office/what-if/{made.pk}/"
    text = page.content.decode()
    assert "12,000.00" in text
    assert "以下是假设，不是规定" in text
    assert json.loads(county.get(f"/office/what-if/{made.pk}/?export=json").content)["title"] == "提高限额"
    assert Act.objects.filter(act="office.whatif", key=str(made.pk)).exists()
    elsewhere = logged_in(Role.COUNTY, "330782")
    assert elsewhere.get(f"/office/what-if/{made.pk}/").status_code == 404
    assert "提高限额" not in elsewhere.get("/office/what-if/").content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"parameter1": "slp_half_limit", "value1": "abc"}, "abc"),
        ({"parameter1": "slp_half_limit", "value1": "1", "parameter2": "slp_rate"}, "参数和试用值要一起填"),
        ({"parameter1": "", "value1": ""}, "名称"),
    ],
)
def test_what_cannot_be_tried_is_refused_with_the_reason(sent: dict[str, str], said: str) -> None:
    county = logged_in(Role.COUNTY, "330110")
    page = county.post("/office/what-if/", {"title": "试", "as_of": "2012-12-31", **sent})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not Trial.objects.exists()


def test_an_unknown_parameter_is_refused() -> None:
    with pytest.raises(InputError, match="slp_half_limits"):
        trials.reform_of("试", date(2012, 12, 31), {"slp_half_limits": "1"})


@pytest.mark.parametrize("path", ["/office/", "/office/survey/", "/office/what-if/"])
def test_only_officials_come_in(client: Client, path: str) -> None:
    assert client.get(path).status_code == 302
    client.force_login(owner())
    assert client.get(path).status_code == 403


def test_an_auditor_tries_nothing() -> None:
    auditor = logged_in(Role.AUDITOR, "330000")
    assert auditor.get("/office/").status_code == 200
    assert auditor.get("/office/what-if/").status_code == 403


def test_a_trial_tells_who_loses_where_a_limit_falls() -> None:
    """35.2: of 60,000 and 50,000 only the first is above 55,000; its halved tax of 6,000 becomes 12,000."""
    firms()
    result = trials.compute("330000", "二试", DAY, {"slp_half_limit": "55000"})
    line = next(one for one in result["lines"] if one["name"] == "27.3")
    assert (line["winners"], line["losers"], line["cost"]) == (
        0,
        1,
        "-9000.00",
    )  # 15 % of 60,000 no longer saved


def test_the_doors_say_what_waits_for_the_reader() -> None:
    """Cases with a step of one's own, open objections, and lists that somebody else made."""
    with clock.stopped(funds.DAY):
        funds.decided()
        funds.firm(0, "300000.00")
        funds.night()
        maker = official(Role.FINANCE, funds.XIHU)
        there = books.fund(1000_00, budget_year=2013, from_day=date(2013, 1, 1), to_day=date(2013, 12, 31))
        ledger.make_payment_list(queries.viewer(maker), there, [books.committed(there, 10_00)], key="list")
        for text in ("其一", "其二"):
            cases.object_to(ANONYMOUS, Notice.objects.get().pk, person="王某", contact="0571-1", text=text)
        county = official(Role.COUNTY, funds.XIHU)
        elsewhere = official(Role.COUNTY, "330782")
        found = {
            user: (desk.to_do, desk.objections, desk.lists)
            for user in (county, elsewhere, maker)
            for desk in [counts.desk(queries.viewer(user))]
        }
        # the reward on notice waits for the answers to the objections; the finance office made the list itself
        assert found == {county: (0, 2, 1), elsewhere: (0, 0, 0), maker: (0, 2, 0)}
        client = Client()
        client.force_login(county)
        page = client.get("/office/").content.decode()
        assert "0 件等我办，2 项异议待处理" in page
        assert "1 份付款清单待复核" in page


@pytest.mark.parametrize("day", [date(2012, 12, 31), date(2026, 10, 1)])
def test_what_can_be_tried_is_named_in_words(day: date) -> None:
    """By its label and the sentence or the document it rests on, never by its name in the rulebook."""
    options = [str(label) for key, label in TrialForm(day).fields["parameter1"].choices if key]  # type: ignore[attr-defined]
    assert len(options) > 50
    assert [one for one in options if "_" in one or "（）" in one] == []
    assert len(set(options)) == len(options)


def test_the_desk_tells_first_what_is_late() -> None:
    with clock.stopped(funds.DAY):
        funds.decided()
        funds.firm(0, "300000.00")
        funds.night()
        notice = Notice.objects.get()
        cases.object_to(ANONYMOUS, notice.pk, person="王某", contact="0571-1", text="不实")
        Enquiry.objects.create(division=funds.XIHU, title="缺抵押物贷不到款", text="…", asked_at=clock.now())
        Enquiry.objects.create(division=funds.XIHU, title="问过答过的事", text="…", state="answered")
        user = official(Role.COUNTY, funds.XIHU)
        assert counts.desk(queries.viewer(user)).late_objections == 0
    client = Client()
    client.force_login(user)
    with clock.stopped(funds.DAY + timedelta(days=8)):  # the notice ran seven days
        found = counts.desk(queries.viewer(user))
        assert (found.late_cases, found.late_objections, found.late, found.waited) == (0, 1, True, 8)
        page = client.get("/office/").content.decode()
        assert page.index("1 项异议公示期满还没有处理") < page.index("地方决定")
        assert "1 件咨询与诉求没有答复，最早的已等 8 天" in page
        listed = client.get("/office/enquiries/").content.decode()
        assert listed.index("缺抵押物贷不到款") < listed.index("问过答过的事")
        assert listed.count("已等 8 天") == 1


def test_the_desk_tells_apart_what_waits_for_the_reader_for_others_and_from_years_before() -> None:
    later = funds.DAY + timedelta(days=8)
    with clock.stopped(funds.DAY):
        funds.decided()
        funds.firm(0, "300000.00")
        funds.night()
        cases.object_to(ANONYMOUS, Notice.objects.get().pk, person="王某", contact="0571-1", text="不实")
        short = {"budget_year": 2013, "from_day": date(2013, 1, 1), "to_day": date(2013, 6, 5)}
        books.committed(books.fund(1000_00, **short), 10_00)
        county, auditor = official(Role.COUNTY, funds.XIHU), official(Role.AUDITOR, funds.XIHU)
    with clock.stopped(later):
        mine, his = (counts.desk(queries.viewer(user)) for user in (county, auditor))
        assert (mine.late_to_answer, mine.objections_elsewhere, mine.hanging, mine.hung) == (1, 0, 1, 8)
        assert (his.late_to_answer, his.objections_elsewhere, his.hanging, his.urgent) == (0, 1, 0, False)
        client = Client()
        client.force_login(county)
        page = client.get("/office/").content.decode()
        assert (
            '<a href="/office/commitments/?unpaid=over">1 笔资金预留或承诺后没有付出，资金已到期，最早的已 8 天'
            in page
        )
        client.force_login(auditor)
        page = client.get("/office/").content.decode()
        assert "没有等您办的逾期事项" in page
        assert "1 项公示期满的异议等别的单位处理" in page


def test_duties_of_years_before_are_one_line() -> None:
    with clock.stopped(date(2014, 6, 11)):
        user = official(Role.CITY, "330100")
        left = [one.due for one in wheel.own_left_open(queries.viewer(user)) if one.due is not None]
        old = [day for day in left if day < date(2013, 1, 1)]
        assert 0 < len(old) < len(left)
        found = counts.desk(queries.viewer(user))
        assert (found.old_duties, found.late_duties) == (len(old), len(left) - len(old))
        client = Client()
        client.force_login(user)
        page = client.get("/office/").content.decode()
        assert f"更早到期的年度事项还有 {len(old)} 项没有登记" in page
        assert f"{len(left) - len(old)} 项去年以来到期的年度事项逾期" in page


def test_a_log_in_from_the_first_page_leads_an_official_to_his_desk() -> None:
    front = Client().get("/").content.decode()
    assert 'href="/accounts/login/"' in front
    assert 'href="/accounts/login/?next=/law/"' in Client().get("/law/").content.decode()


def test_decisions_that_wait_are_counted_for_those_who_may_check_them() -> None:
    submitted(decider("330110"), division="330110", document="余政发〔2012〕18号")
    submitted(decider("330110"), division="330110", document="余政发〔2012〕19号", sentence="27.2")
    for role, division, said in (
        (Role.COUNTY, "330110", "2 件待复核"),
        (Role.CITY, "330100", "2 件待复核"),
        (Role.COUNTY, "330106", "0 件待复核"),
        (Role.FINANCE, "330110", "本辖区报备的决定"),
        (Role.AUDITOR, "330110", "本辖区报备的决定"),
    ):
        page = logged_in(role, division).get("/office/").content.decode()
        assert f'<a href="/office/decisions/"><b>地方决定</b> <span>{said}</span></a>' in page, role
