"""16.5: a task has its lead body and stays open until the number of its document is entered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.platform.accounts.people import official, viewer
from zhiwei.engine.errors import LoadError
from zhiwei.law.sentences import load_opinions
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import Act
from zhiwei.platform.kit import clock
from zhiwei.platform.wheel import duties, queries, services
from zhiwei.platform.wheel.models import Entry, Kind
from zhiwei.platform.wheel.states import Spoke, State

ZHEJIANG, XIHU = "330000", "330106"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _on_the_day(settings: Any) -> Iterator[None]:
    settings.SECOND_FACTOR = False
    with clock.stopped(date(2013, 3, 1)):
        yield


def task() -> duties.Duty:
    (found,) = duties.tasks()
    return found


def stand() -> Spoke:
    (found,) = queries.tasks_of()
    return found


def said(kind: Kind, **content: Any) -> Entry:
    desk = viewer(official(Role.PROVINCE, ZHEJIANG))
    return services.enter(desk, task(), 2012, ZHEJIANG, kind, {"day": clock.today(), **content})


@pytest.mark.django_db
def test_16_5_the_task_has_a_lead_body_and_closes_only_with_a_document_number() -> None:
    one = task()
    assert (one.sentence, one.lead["zh"]) == ("16.5", "省促进中小企业发展工作领导小组办公室")
    assert one.lead["zh"] in load_opinions().records["16.5"].text
    assert (stand().state, stand().due) == (State.OPEN, None)  # the text names no day, so nothing is overdue
    for kind, content, why in (
        (Kind.DONE, {}, "任务凭文号办结"),
        (
            Kind.DONE,
            {"document": "  ", "summary": "已印发", "address": "https://example.org/"},
            "任务凭文号办结",
        ),
        (Kind.PUBLISHED, {"document": "浙企协组〔2013〕2号"}, "请先凭文号登记完成"),
        (Kind.NOT_APPLICABLE, {"summary": "不再需要"}, "不能登记为不适用"),
    ):
        with pytest.raises(services.Refused, match=why):
            said(kind, **content)
    assert not stand().state.closed
    assert Entry.objects.count() == 0
    made = said(Kind.DONE, document="浙企协组〔2013〕2号")
    assert stand().state == State.DONE
    assert Act.objects.get(act="wheel.enter").detail["document"] == "浙企协组〔2013〕2号"
    services.revoke(viewer(official(Role.PROVINCE, ZHEJIANG)), made.pk, "文号有误")
    assert stand().state == State.OPEN


@pytest.mark.django_db
def test_a_task_is_late_only_after_the_day_its_lead_body_planned() -> None:
    said(Kind.PLANNED, day=date(2014, 6, 30))
    assert (stand().due, stand().state) == (date(2014, 6, 30), State.OPEN)
    with clock.stopped(date(2014, 6, 30)):
        assert stand().state == State.OPEN
    with clock.stopped(date(2014, 7, 1)):
        assert stand().state == State.OVERDUE
        said(Kind.DONE, document="浙企协组〔2014〕3号")
        assert stand().state == State.DONE


@pytest.mark.django_db
def test_a_task_that_is_late_stays_so_when_it_is_planned_anew() -> None:
    said(Kind.PLANNED, day=date(2014, 6, 30))
    with clock.stopped(date(2014, 6, 30)):  # in time: the day is moved
        said(Kind.PLANNED, day=date(2014, 9, 30))
        assert (stand().due, stand().planned) == (date(2014, 9, 30), date(2014, 9, 30))
    with clock.stopped(date(2014, 10, 1)):
        said(Kind.PLANNED, day=date(2014, 12, 31))
        assert (stand().due, stand().planned, stand().state) == (
            date(2014, 9, 30), date(2014, 12, 31), State.OVERDUE,
        )  # fmt: skip


@pytest.mark.django_db
def test_its_form_says_that_the_number_closes_it(client: Client) -> None:
    client.force_login(official(Role.PROVINCE, ZHEJIANG))
    page = client.get(f"/office/wheel/expert_group_rules/2012/{ZHEJIANG}/").content.decode()
    assert "任务凭文号办结，登记“已完成”时必填" in page
    assert "计划日期就是期限" in page


@pytest.mark.django_db
def test_its_pages_show_the_lead_and_take_the_number(client: Client) -> None:
    page = client.get("/wheel/").content.decode()
    assert "省促进中小企业发展工作领导小组办公室" in page
    assert "未办结" in page
    address = f"/wheel/expert_group_rules/2012/{ZHEJIANG}/"
    assert address in page
    assert "没有登记" in client.get(address).content.decode()
    client.force_login(official(Role.PROVINCE, ZHEJIANG))
    assert f"/office{address}" in client.get("/office/wheel/").content.decode()
    form = {"kind": "done", "day": "2013-03-01", "document": ""}
    paper = SimpleUploadedFile("办法.pdf", PDF)
    assert client.post(f"/office{address}", form | {"proof": paper}).status_code == 422
    client.post(f"/office{address}", form | {"document": "浙企协组〔2013〕2号"})
    assert stand().state == State.DONE
    assert "浙企协组〔2013〕2号" in client.get("/wheel/").content.decode()
    with pytest.raises(PermissionDenied):
        services.enter(
            viewer(official(Role.COUNTY, XIHU)), task(), 2012, ZHEJIANG, Kind.DONE, {"day": clock.today()}
        )


def test_a_task_without_a_lead_body_is_refused_at_load() -> None:
    entry = {
        "id": "x", "sentence": "16.5", "quote": "牵头制定", "zh": "办法", "en": "rules", "owed_by": ["province"],
        "from": 2012,
    }  # fmt: skip
    with pytest.raises(LoadError, match="lacks lead"):
        duties.read({"tasks": [entry]}, load_opinions())
    with pytest.raises(LoadError, match="unknown keys lead"):
        duties.read({"duties": [entry | {"lead": {"zh": "办公室", "en": "office"}}]}, load_opinions())
