"""The room's pages: what each side sees, files, faults at their boxes, and nothing of others."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.platform.accounts import people
from tests.platform.services.test_vouchers import World
from tests.platform.services.world import HANGZHOU, XIHU, act, agency, firm, offered, official, pay_all
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import Reading
from zhiwei.platform.kit import money
from zhiwei.platform.ledger import queries
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.services.models import Offer, Order
from zhiwei.platform.subjects.models import Contact, Subject

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    """The county and its people."""
    return World()


def logged_in(subject: Subject, role: Role = Role.OWNER) -> Client:
    """A client of somebody who acts for a subject."""
    client = Client()
    client.force_login(people.owner(subject.organisation, role))
    return client


def test_the_catalogue_is_public_and_a_file(client: Client, world: World) -> None:
    page = client.get(reverse("services:catalogue"), {"category": "guidance"}).content.decode()
    assert "商业计划书辅导" in page
    assert "商业计划书辅导" not in client.get(reverse("services:catalogue"), {"q": "没有"}).content.decode()
    file = client.get(reverse("services:catalogue"), {"export": "csv"})
    assert "商业计划书辅导,创业指导" in b"".join(file).decode()  # type: ignore[arg-type]
    assert (
        "用企业账号登录后可以预约"
        in client.get(reverse("services:offer", args=[world.offer.pk])).content.decode()
    )
    english = client.get(reverse("services:catalogue"), headers={"accept-language": "en"}).content.decode()
    assert "Catalogue of start-up services" in english


def test_a_service_has_a_telephone_and_leads_a_visitor_through_the_log_in(world: World) -> None:
    address = reverse("services:offer", args=[world.offer.pk])
    clerk = logged_in(world.agency, Role.AGENCY)
    edit = reverse("services:edit", args=[world.offer.pk])
    form = {
        "agency": str(world.agency.pk), "category": "guidance", "title": world.offer.title, "price": "2000",
        "text": "", "telephone": "无",
    }  # fmt: skip
    assert clerk.post(edit, form).status_code == 422
    assert "机构还没有登记服务电话" in Client().get(address).content.decode()
    clerk.post(edit, form | {"telephone": "0571-88880000"})
    page = Client().get(address).content.decode()
    assert "0571-88880000" in page
    assert f'href="{address}enter/">登录后预约</a>' in page
    assert Client().get(f"{address}enter/")["Location"] == f"/accounts/login/?next={address}enter/"
    owner = logged_in(world.firm)
    assert owner.get(f"{address}enter/")["Location"] == address
    page = owner.get(address).content.decode()
    assert (
        f'<input type="hidden" name="firm" value="{world.firm.pk}"' in page
    )  # the only firm is not asked for
    assert "登录后预约" not in page


def test_the_case_of_an_order_prints_no_key(world: World) -> None:
    order = world.order()
    page = logged_in(world.firm).get(f"/my/cases/{order.pk}/").content.decode()
    assert "服务编号" not in page
    assert "预约服务" in page


def test_the_firm_reads_what_is_set_aside_what_is_due_and_that_it_goes_to_the_agency(world: World) -> None:
    """1,000 yuan are set aside for the price of 2,000; 900 are due for an invoice of 1,800, 360 of them the province's."""
    owner, order = logged_in(world.firm), world.order()
    address = f"/my/cases/{order.pk}/"

    def seen(where: str = address) -> str:
        return owner.get(where).content.decode()

    aside = f'已预留 <b class="nw">1,000.00</b> 元，核定以后付给{world.agency.name}。'
    assert (aside in seen(), "已经定下来" in seen(), "等得太久" in seen()) == (True, False, False)
    order = world.delivered(order)
    assert aside in seen()
    assert ("确认服务并评价（申请人）" in seen("/my/cases/"), "已等付款" in seen("/my/cases/")) == (
        True,
        False,
    )
    act(world.owner, order, "confirm", grade="5")
    assert (aside in seen(), "已经定下来" in seen(), "等得太久" in seen()) == (True, False, False)
    assert "核定补贴（" in seen("/my/cases/")
    act(official(Role.COUNTY), order, "settle")
    due = f'<b class="nw">900.00</b> 元已经定下来，付给{world.agency.name}，还没有付清，已等 0 天。'
    assert (due in seen(), "核定以后付给" in seen(), "等得太久" in seen()) == (True, False, False)
    assert "银行付款后自动继续" in seen("/my/cases/")
    assert "补贴已核定，省、市、县各自付款" in seen()
    pay_all(world.funds, ("province",))
    assert "这笔钱分几笔付" not in seen()  # nothing is on a list now
    city = world.funds["city"]
    made = ledger.make_payment_list(official(division=HANGZHOU), city, queries.payable(city), key="city")
    said = (
        "这笔钱分几笔付：360 元银行已付；270 元已编入付款清单，正在等另一人复核；270 元还没有编入付款清单。"
    )
    assert said in seen()
    ledger.approve_list(official(division=HANGZHOU), made, revision=1)
    assert "360 元银行已付；270 元已交银行，正在等银行付款；270 元还没有编入付款清单。" in seen()


def test_a_double_click_orders_once_and_a_refusal_says_why(world: World) -> None:
    owner, big = logged_in(world.firm), firm("medium")
    address = reverse("services:order", args=[world.offer.pk])
    for _ in range(2):
        answer = owner.post(address, {"firm": str(world.firm.pk), "key": "click"})
        assert answer["Location"] == reverse("cases:own-case", args=[Order.objects.get().pk])
    answer = logged_in(big).post(address, {"firm": str(big.pk), "key": "x"})
    assert (answer.status_code, "服务券只给小型、微型企业" in answer.content.decode()) == (422, True)
    answer = logged_in(big).post(address, {"firm": str(world.firm.pk), "key": "y"})
    assert answer.status_code == 422
    assert Order.objects.count() == 1


def test_an_agency_sees_its_own_orders_only(world: World) -> None:
    order = world.order()
    other = logged_in(agency(), Role.AGENCY)
    address = reverse("services:agency-order", args=[order.pk])
    later = logged_in(world.agency, Role.AGENCY)  # joined after the order was made
    page = later.get(address).content.decode()
    assert "已提供服务，交证明" in page
    assert world.firm.name in page
    assert "补贴为零" in page
    assert other.get(address).status_code == 404
    assert world.firm.name not in other.get(reverse("services:home")).content.decode()
    assert other.get(reverse("services:agency-step", args=[order.pk, "deliver"])).status_code == 404
    home = later.get(reverse("services:home")).content.decode()
    assert order.case.number in home
    file = later.get(reverse("services:home"), {"orders-export": "xlsx"})
    assert b"".join(file).startswith(b"PK")  # type: ignore[arg-type]
    file.close()


def test_15_2_the_agency_sees_the_formula_with_every_input(world: World) -> None:
    """1,800 yuan confirmed by the firm, half of it, shared 40 : 30 : 30; the receipt of the verdict opens from there."""
    order = world.settled(world.delivered(world.order()))
    clerk = logged_in(world.agency, Role.AGENCY)
    page = clerk.get(reverse("services:agency-order", args=[order.pk])).content.decode()
    assert "1,800.00 元 × 50% = 900.00 元" in page
    assert "发票 00812345，企业评价 5 分" in page
    for level, fen in (("省级", "360.00"), ("市级", "270.00"), ("县级", "270.00")):
        assert f"<li>{level} 小微企业创业服务专项（2012）：{fen} 元，" in page
    receipt = reverse("answers:receipt", args=[order.receipt])
    assert f'href="{receipt}"' in page
    shown = clerk.get(receipt)
    assert shown.status_code == 200
    assert "1,800.00 元" in shown.content.decode()


def test_the_firm_sees_what_it_confirms_and_what_it_pays_itself(world: World) -> None:
    """2,000 yuan agreed, 1,800 on the invoice: half of it is subsidy, half the firm's own."""
    order = world.delivered(world.order())
    page = logged_in(world.firm).get(reverse("cases:own-step", args=[order.pk, "confirm"])).content.decode()
    for label, said in (
        ("服务", "商业计划书辅导"), ("提供服务的机构", order.agency.name), ("约定的价格", "2,000 元"),
        ("发票 00812345", "1,800 元"), ("按当地比例算出的补贴", "900 元"), ("企业自己付", "900 元"),
    ):  # fmt: skip
        assert re.search(rf"<dt>{label}</dt><dd>(<a [^>]*>)?{said}", page), label
    refused = (
        logged_in(world.firm).get(reverse("cases:own-step", args=[order.pk, "dispute"])).content.decode()
    )
    assert "发票 00812345" in refused


def test_an_agency_edits_and_withdraws_its_services(world: World) -> None:
    clerk = logged_in(world.agency, Role.AGENCY)
    form = {
        "agency": str(world.agency.pk),
        "category": "market",
        "title": "参展辅导",
        "price": "0",
        "text": "",
    }
    answer = clerk.post(reverse("services:new"), form)
    assert answer.status_code == 422
    clerk.post(reverse("services:new"), form | {"price": "1,200"})
    made = Offer.objects.get(title="参展辅导")
    assert made.price == 1200_00
    assert logged_in(agency(), Role.AGENCY).get(reverse("services:edit", args=[made.pk])).status_code == 404
    clerk.post(reverse("services:withdraw", args=[made.pk]))
    made.refresh_from_db()
    assert made.state == "withdrawn"
    assert logged_in(world.firm).get(reverse("services:new")).status_code == 403


def test_the_county_sees_the_orders_of_its_firms(world: World) -> None:
    order = world.order()
    own, other = Client(), Client()
    own.force_login(people.official(Role.COUNTY, XIHU))
    other.force_login(people.official(Role.COUNTY, "330782"))
    page = own.get(reverse("services:office")).content.decode()
    assert order.case.number in page
    assert "西经信〔2012〕6号" in page
    assert order.case.number not in other.get(reverse("services:office")).content.decode()
    file = own.get(reverse("services:office"), {"orders-export": "csv"})
    assert world.firm.name in b"".join(file).decode()  # type: ignore[arg-type]


def test_an_application_for_a_voucher_begins_in_the_catalogue(world: World) -> None:
    owner = logged_in(world.firm)
    page = owner.get("/my/cases/").content.decode()
    assert '<a href="/services/">预约服务：创业服务券</a>' in page
    assert f"/my/cases/new/voucher/{world.firm.pk}/" not in page
    typed = owner.get(f"/my/cases/new/voucher/{world.firm.pk}/")
    assert (typed.status_code, typed["Location"]) == (302, "/services/")


def test_a_case_tells_the_firm_which_service_and_how_to_reach_the_agency(world: World) -> None:
    Contact.objects.create(subject=world.agency, person="沈老师", phone="0571-88000001")
    order = world.order()
    page = logged_in(world.firm).get(f"/my/cases/{order.pk}/").content.decode()
    reserved = f"{order.reserved // 100:,} 元"
    for label, text in (
        ("服务机构", world.agency.name),
        ("机构电话", "0571-88000001"),
        ("预留的补贴", reserved),
    ):
        assert f"<dt>{label}</dt><dd>{text}</dd>" in page
    assert f'<a href="/services/{world.offer.pk}/">商业计划书辅导</a>' in page
    seen = [one for row in Reading.objects.all() for one in row.items if one["fields"] == ["phone"]]
    assert [one["key"] for one in seen] == [str(world.agency.pk)]


def test_the_catalogue_tells_a_firm_what_it_pays_itself_and_what_is_left(world: World) -> None:
    """Half of 2,000 yuan is the firm's own; what an order draws is gone from the year."""
    owner = logged_in(world.firm)
    assert "自己付" not in Client().get(reverse("services:catalogue")).content.decode()
    before = owner.get(reverse("services:catalogue")).content.decode()
    assert f"{world.firm.name}：当地补贴价格的 50%，其余由企业自己付，本年度还可用 " in before
    offer = Offer.objects.get(title="商业计划书辅导")
    page = owner.get(reverse("services:offer", args=[offer.pk])).content.decode()
    assert "补贴 1,000.00 元，企业自己付 1,000.00 元，本年度还可用 " in page
    left = re.search(r"本年度还可用 ([\d,.]+) 元", before)
    world.order()
    after = re.search(r"本年度还可用 ([\d,.]+) 元", owner.get(reverse("services:catalogue")).content.decode())
    assert left is not None
    assert after is not None
    assert money.parse(left[1]) - money.parse(after[1]) == 1_000_00


def test_a_service_is_changed_under_its_new_title_and_no_other_is_written_over(world: World) -> None:
    clerk = logged_in(world.agency, Role.AGENCY)
    edit = reverse("services:edit", args=[world.offer.pk])
    form = {
        "agency": str(world.agency.pk), "category": "guidance", "title": "商业计划书写作", "price": "1800", "text": "",
    }  # fmt: skip
    assert clerk.post(edit, form).status_code == 302
    changed = Offer.objects.get(agency=world.agency)
    assert (changed.pk, changed.title, changed.price) == (world.offer.pk, "商业计划书写作", 1_800_00)
    other = offered(world.agency, title="财务咨询")
    answer = clerk.post(edit, form | {"title": "财务咨询"})
    assert (answer.status_code, "本机构已有同名服务" in answer.content.decode()) == (422, True)
    other.refresh_from_db()
    assert other.price == 2_000_00
