"""The room's pages by role and scope: what each side sees and does, files, and nothing of others."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.platform.accounts import people
from tests.platform.instruments.test_reviews import renewal
from tests.platform.instruments.world import (
    NEXT,
    USED,
    XIHU,
    YIWU,
    YUAN,
    World,
    act,
    firm,
    official,
    platform,
    scheme,
    step,
)
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import ReadItem
from zhiwei.platform.instruments.models import Booking, Platform, Rate, Resource, Review, Scheme, Slot
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    """A public platform and a small firm."""
    return World()


def client_of(subject: Subject, role: Role = Role.OWNER) -> Client:
    """Somebody who acts for a subject."""
    client = Client()
    client.force_login(people.owner(subject.organisation, role))
    return client


def desk(role: Role = Role.COUNTY, division: str = XIHU) -> Client:
    """An official."""
    client = Client()
    client.force_login(people.official(role, division))
    return client


def text_of(client: Client, name: str, *args: object, **query: str) -> str:
    """A page's text; it must be shown."""
    answer = client.get(reverse(f"instruments:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def file_of(client: Client, name: str, *args: object, **query: str) -> str:
    """A list as a file."""
    answer = client.get(reverse(f"instruments:{name}", args=args), query)
    return b"".join(answer).decode("utf-8-sig")  # type: ignore[arg-type]


def test_the_catalogue_is_public_narrowed_and_a_file(client: Client, world: World) -> None:
    page = text_of(client, "catalogue")
    assert "扫描电镜" in page
    assert "由财政投入支持形成的各类科技创新服务平台应向小微企业免费开放" in page
    for query, there in (
        ({"q": "电镜"}, True), ({"q": "没有"}, False), ({"kind": "data"}, False), ({"city": "330100"}, True),
        ({"city": "330200"}, False), ({"free": "on"}, True),
    ):  # fmt: skip
        assert ("扫描电镜" in file_of(client, "catalogue", export="csv", **query)) is there, query
    row = file_of(client, "catalogue", export="csv").splitlines()[1]
    assert ",800.00,0.00,0," in row
    english = client.get(reverse("instruments:catalogue"), headers={"accept-language": "en"})
    assert "Catalogue of science and technology resources" in english.content.decode()


def test_a_firm_sees_its_price_books_and_finds_its_bookings(world: World) -> None:
    owner = client_of(world.firm)
    page = text_of(owner, "resource", world.resource.pk)
    assert "：免费" in page
    assert str(world.slots[0]) in page
    big = firm("medium")
    assert "应付 800.00 元" in text_of(client_of(big), "resource", world.resource.pk)
    address = reverse("instruments:book", args=[world.resource.pk])
    form = {
        "firm": str(world.firm.pk), "slot": str(world.slots[0].pk), "purpose": "断口分析", "key": "click", "price": "1",
    }  # fmt: skip
    for _ in range(2):
        answer = owner.post(address, form)
        made = Booking.objects.get()
        assert answer["Location"] == reverse("instruments:booking", args=[made.pk])
    assert made.price == 0
    refused = client_of(big).post(address, form | {"firm": str(big.pk), "key": "x"})
    assert (refused.status_code, "这个时段已被预约" in refused.content.decode()) == (422, True)
    assert client_of(big).post(address, form | {"key": "y"}).status_code == 422
    shown = text_of(owner, "booking", made.pk)
    assert "取消预约" in shown
    assert "断口分析" in shown
    assert made.case.number in text_of(owner, "bookings")
    general = owner.get(f"/my/cases/{made.pk}/").content.decode()
    assert f'<a href="/instruments/{world.resource.pk}/">扫描电镜</a>' in general
    assert client_of(big).get(reverse("instruments:booking", args=[made.pk])).status_code == 404
    assert world.firm.name in file_of(owner, "bookings", **{"bookings-export": "csv"})


def test_a_keeper_opens_resources_and_slots(world: World) -> None:
    clerk = client_of(world.platform.subject, Role.INSTITUTE)
    assert clerk.get(reverse("instruments:keeper"))["Location"] == reverse(
        "instruments:keeper-platform", args=[world.platform.pk]
    )
    page = text_of(clerk, "keeper-new", world.platform.pk)
    assert "对小微企业的价格" not in page
    form = {"kind": "data", "title": "谱图库", "tariff": "1,200", "text": "", "small_price": "5"}
    clerk.post(reverse("instruments:keeper-new", args=[world.platform.pk]), form)
    made = Resource.objects.get(title="谱图库")
    assert (made.tariff, made.small_price) == (1_200 * YUAN, None)
    address = reverse("instruments:keeper-resource", args=[world.resource.pk])
    slots = {
        "act": "slots", "first": "2012-11-07", "last": "2012-11-07", "opens": "09:00", "closes": "11:00", "minutes": "60",
    }  # fmt: skip
    clerk.post(address, slots)
    assert Slot.objects.filter(resource=world.resource).count() == 6
    again = clerk.post(address, slots)
    assert (again.status_code, "重叠" in again.content.decode()) == (422, True)
    clerk.post(reverse("instruments:keeper-close", args=[world.slots[3].pk]))
    world.slots[3].refresh_from_db()
    assert world.slots[3].closed_at is not None
    clerk.post(reverse("instruments:keeper-withdraw", args=[made.pk]))
    assert "谱图库" not in file_of(Client(), "catalogue", export="csv")


def test_a_keeper_answers_and_records_and_others_see_nothing(world: World) -> None:
    made = world.book()
    clerk = client_of(world.platform.subject, Role.INSTITUTE)  # joined after the booking was made
    page = text_of(clerk, "keeper-platform", world.platform.pk)
    assert made.case.number in page
    assert world.firm.name in page
    assert "同意预约" in text_of(clerk, "keeper-booking", made.pk)
    receipt = f"/receipts/{made.case.receipt_id}/"
    assert receipt in text_of(client_of(world.firm), "booking", made.pk)
    assert receipt not in text_of(clerk, "keeper-booking", made.pk)
    assert clerk.get(receipt).status_code == 404
    assert ReadItem.objects.filter(key=str(world.firm.pk)).exists()
    address = reverse("instruments:keeper-step", args=[made.pk, "refuse"])
    empty = clerk.post(address, {"reason": "fault", "explanation": "", "revision": "2"})
    assert empty.status_code == 422
    clerk.post(
        address, {"reason": "fault", "explanation": "灯丝烧断，更换中", "revision": str(made.case.revision)}
    )
    made.refresh_from_db()
    assert made.reason == "fault"
    assert "设备故障或检修" in text_of(Client(), "platform", world.platform.pk)
    other = client_of(platform().subject, Role.INSTITUTE)
    for name, key in (
        ("keeper-platform", world.platform.pk), ("keeper-booking", made.pk), ("keeper-resource", world.resource.pk),
        ("keeper-new", world.platform.pk),
    ):  # fmt: skip
        assert other.get(reverse(f"instruments:{name}", args=[key])).status_code == 404, name
    assert (
        client_of(world.firm, Role.ACCOUNTANT)
        .get(reverse("instruments:keeper-new", args=[world.platform.pk]))
        .status_code
        == 403
    )


def test_no_firm_is_named_on_public_pages(client: Client, world: World) -> None:
    world.used()
    for name, args in (
        ("platforms", ()),
        ("platform", (world.platform.pk,)),
        ("resource", (world.resource.pk,)),
    ):
        assert world.firm.name not in text_of(client, name, *args)
    row = file_of(client, "platforms", year="2012", **{"platforms-export": "csv"}).splitlines()[1]
    assert ",是,1,100%,1.50,1,0,0," in row


def test_officials_see_the_platforms_of_their_divisions(world: World) -> None:
    made = world.used()
    own, other = desk(), desk(division=YIWU)
    assert world.platform.subject.name in text_of(own, "office")
    assert world.platform.subject.name not in text_of(other, "office")
    assert world.firm.name in text_of(own, "office-platform", world.platform.pk)
    assert made.case.number in file_of(
        own, "office-platform", world.platform.pk, **{"bookings-export": "csv"}
    )
    assert other.get(reverse("instruments:office-platform", args=[world.platform.pk])).status_code == 404
    assert client_of(world.firm).get(reverse("instruments:office")).status_code == 403


def test_a_county_registers_a_platform_with_its_facts(world: World) -> None:
    county = desk()
    form = {
        "keeper": world.platform.keeper.name, "name": "西湖检测平台", "division": XIHU, "place": "学院路 1 号",
        "set_up_on": "2012-03-01", "legal_nature": "enterprise", "public_money": "", "document": "西科〔2012〕3号",
    }  # fmt: skip
    address = reverse("instruments:office-new")
    assert county.post(address, form).status_code == 422
    assert county.post(address, form | {"public_money": "no", "division": YIWU}).status_code == 422
    county.post(address, form | {"public_money": "no"})
    made = Platform.objects.get(subject__name="西湖检测平台")
    page = text_of(county, "office-platform", made.pk)
    assert "小微企业免费" not in page
    assert desk(Role.TAX).get(address).status_code == 403


def test_schemes_rates_and_reviews_on_the_officials_pages(world: World) -> None:
    world.used()
    county = desk()
    assert county.get(reverse("instruments:scheme")).status_code == 200
    figures = {
        "division": XIHU, "document": "西科〔2012〕11号", "first_year": "2012", "small_weight": "40", "hours_weight": "20",
        "accepted_weight": "20", "rating_weight": "19", "hours": "10", "excellent_from": "85", "good_from": "70",
        "qualified_from": "50", "excellent_most": "30万", "good_most": "20万", "qualified_most": "10万",
    }  # fmt: skip
    wrong = county.post(reverse("instruments:scheme"), figures)
    assert (wrong.status_code, "四项指标的分值之和须为 100" in wrong.content.decode()) == (422, True)
    county.post(reverse("instruments:scheme"), figures | {"rating_weight": "20"})
    assert Scheme.objects.get().excellent_most == 300_000 * YUAN
    no_decision = county.post(
        reverse("instruments:rate"),
        {"division": XIHU, "document": "x", "first_year": "2012", "per_use": "50", "per_hour": "0", "yearly_most": "1000"},
    )  # fmt: skip
    assert (no_decision.status_code, Rate.objects.count()) == (422, 0)
    with clock.stopped(NEXT):
        county = desk()  # the session of November is over
        county.post(reverse("instruments:office-begin"), {"year": "2012"})
        found = Review.objects.get()
        page = text_of(county, "office-review", found.pk)
        assert "按留存的数据重新计算，得分完全相同" in page
        assert (
            f"/office/instruments/reviews/{found.pk}/"
            in county.get(f"/office/cases/{found.pk}/").content.decode()
        )
        assert "2013 年度财政经费不超过" in page
        assert (
            desk(division=YIWU).get(reverse("instruments:office-review", args=[found.pk])).status_code == 404
        )
        again = county.post(reverse("instruments:office-begin"), {"year": "2012"}, follow=True)
        assert "2012 年度没有待考核的平台" in again.content.decode()
        assert world.platform.subject.name in file_of(county, "office", **{"reviews-export": "csv"})


def test_the_public_sees_a_grade_once_it_stands(client: Client, world: World) -> None:
    world.used()
    with clock.stopped(NEXT):
        scheme()
        from zhiwei.platform.instruments.services.reviewing import begin

        begin(official(), world.platform, 2012)
        assert "还没有定等的考核" in text_of(client, "platform", world.platform.pk)
        act(official(), Review.objects.get().case, "publish")
    with clock.stopped(NEXT + timedelta(days=7)):
        from zhiwei.platform.cases import services as cases

        cases.tick(clock.now())
        assert "得分怎样算出" in text_of(client, "platform", world.platform.pk)
        assert "西科〔2012〕11号" in text_of(client, "platform", world.platform.pk)


def test_19_4_the_renewal_is_marked_on_the_page(db: None) -> None:
    private = World(public=False, nature="enterprise")
    renewal(private)
    page = text_of(desk(), "recognitions")
    assert "不合规：对小微企业不免费也不低价" in page
    assert "不合规" in text_of(Client(), "platform", private.platform.pk)
    assert private.platform.subject.name not in text_of(desk(division=YIWU), "recognitions")


def test_what_waits_stands_on_the_keepers_first_page(world: World) -> None:
    first, second = world.book(), world.book(world.slots[1])
    step(world.clerk, second, "agree")
    with clock.stopped(datetime.combine(USED, time(18), clock.ZONE)):
        page = client_of(world.platform.subject, Role.INSTITUTE).get("/my/", follow=True).content.decode()
    for text, one in (("答复预约", first), ("登记使用记录", second)):
        assert text in page
        assert reverse("instruments:keeper-booking", args=[one.pk]) in page


def test_19_2_the_reviews_of_a_year_are_published_on_the_officials_page(world: World) -> None:
    with clock.stopped(NEXT):
        county = desk()
        address = reverse("instruments:office-publish")
        assert address in text_of(county, "office")
        form = {"year": "2012", "division": XIHU, "document": "西科〔2013〕2号"}
        told = county.post(address, {**form, "document": ""}, follow=True).content.decode()
        assert "请填写年度、地区和公布文号" in told
        told = county.post(address, {**form, "division": YIWU}, follow=True).content.decode()
        assert "请填写年度、地区和公布文号" in told  # another's place cannot be chosen
        told = county.post(address, form, follow=True).content.decode()
        assert "2012 年度还没有定等，定等后才能公布" in told


def test_a_resource_keeps_its_slots_under_a_new_title_and_none_is_written_over(world: World) -> None:
    clerk, kept = client_of(world.platform.subject, Role.INSTITUTE), world.resource
    address, slots = reverse("instruments:keeper-resource", args=[kept.pk]), kept.slots.count()
    form = {"kind": kept.kind, "title": "扫描电镜（二号）", "tariff": "900", "text": ""}
    assert clerk.post(address, form).status_code == 302
    kept.refresh_from_db()
    assert (kept.title, kept.tariff, kept.slots.count()) == ("扫描电镜（二号）", 900 * YUAN, slots)
    clerk.post(
        reverse("instruments:keeper-new", args=[world.platform.pk]),
        form | {"kind": "data", "title": "谱图库"},
    )
    answer = clerk.post(address, form | {"title": "谱图库"})
    assert (answer.status_code, "本平台已有同名资源" in answer.content.decode()) == (422, True)
    assert Resource.objects.filter(platform=world.platform).count() == 2
