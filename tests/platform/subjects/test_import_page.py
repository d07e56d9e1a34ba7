"""What an official reads before he takes a file over: how many rows are taken, which are not and why; whose figures they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from tests.platform.subjects.files import cells, staged
from tests.platform.subjects.people import XIHU, subject, user, viewer
from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.viewer import SYSTEM, Role
from zhiwei.platform.kit.models import Job
from zhiwei.platform.subjects.models import FactRecord, ImportBatch
from zhiwei.platform.subjects.services import Refused
from zhiwei.platform.subjects.services.imports import uploading
from zhiwei.platform.subjects.services.imports.committing import commit
from zhiwei.platform.subjects.services.imports.staging import stage
from zhiwei.platform.subjects.services.imports.template import template
from zhiwei.platform.subjects.services.origins import source_of

pytestmark = pytest.mark.django_db


def office(name: str) -> Organisation:
    return Organisation.objects.create(kind="department", name=name, division=XIHU)


def test_the_preview_counts_what_is_taken_and_says_why_the_rest_is_not(
    client: Client, tmp_path: Path
) -> None:
    subject()
    rows = [
        ["名称", "从业人员"],
        ["杭州晨光五金制品有限公司", 12],
        ["杭州没有登记的公司", 3],
        ["杭州也没有的公司", 4],
    ]
    batch = staged(tmp_path / "a.xlsx", rows, viewer(Role.COUNTY, XIHU))
    client.force_login(user(Role.COUNTY, XIHU, name="另一人"))
    page = client.get(f"/office/imports/{batch.pk}/").content.decode()
    assert "1 行入库，2 行不入库" in page
    assert page.count("本辖区没有这个名称或号码的主体，不入库") == 2
    aside = client.get(f"/office/imports/{batch.pk}/?match=unmatched").content.decode()
    assert "杭州也没有的公司" in aside
    assert "12" not in aside.partition("逐行结果")[2].partition("</table>")[0].replace("2012", "")


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("杭州市西湖区经信局", "economy"),
        ("杭州市西湖区统计局", "statistics"),
        ("杭州市西湖区人力社保局", "social_security"),
        ("杭州市西湖区政府办公室", "government"),
    ],
)
def test_the_source_is_the_officers_own_bureau_at_first(name: str, source: str) -> None:
    assert source_of(viewer(Role.COUNTY, XIHU, office(name)), XIHU) == source


def test_the_form_offers_it_first(client: Client) -> None:
    client.force_login(user(Role.COUNTY, XIHU, office("杭州市西湖区经信局")))
    page = client.get("/office/imports/new/").content.decode()
    assert '<option value="economy" selected>' in page


def test_the_template_has_a_row_as_an_example_on_a_sheet_of_its_own() -> None:
    data = template("enterprise")
    heads, row = cells(data, "示例")[:2]
    assert heads == cells(data, "企业")[0]
    assert len(cells(data, "企业")) == 1  # what is read holds no made-up firm
    by_head = dict(zip(heads, row, strict=True))
    assert by_head["从业人员"] == "25"
    assert by_head["统一社会信用代码"].startswith("（")


ROWS = [["名称", "从业人员"], ["杭州晨光五金制品有限公司", 12]]


def waiting(batch: ImportBatch, state: Job.State = Job.State.WAITING) -> Job:
    """A job that has not done its part with the batch yet."""
    batch.job = Job.objects.create(title="部门数据入库", function="x", state=state)
    batch.save(update_fields=["job"])
    return batch.job


def test_a_file_taken_over_or_put_aside_is_not_read_anew(tmp_path: Path) -> None:
    subject()
    path = tmp_path / "a.xlsx"
    batch = staged(path, ROWS, SYSTEM)
    commit(batch, SYSTEM)
    record = FactRecord.objects.get(import_row__batch=batch)
    assert stage(batch, path, SYSTEM).state == "committed"
    record.refresh_from_db()
    assert record.import_row is not None
    assert record.import_row.number == 2
    aside = staged(tmp_path / "b.xlsx", ROWS, SYSTEM)
    uploading.cancel(SYSTEM, aside)
    assert (stage(aside, tmp_path / "b.xlsx", SYSTEM).state, aside.rows.count()) == ("cancelled", 0)


def test_a_file_put_aside_while_it_is_read_stays_aside(tmp_path: Path) -> None:
    subject()
    path = tmp_path / "a.xlsx"
    batch = staged(path, ROWS, SYSTEM)
    read = stage(batch, path, SYSTEM, lambda _done, _of: uploading.cancel(SYSTEM, batch))
    assert (read.state, read.rows.count()) == ("cancelled", 0)


def test_a_reading_that_was_stopped_is_not_ready_and_can_be_done_anew(client: Client, tmp_path: Path) -> None:
    subject()
    path = tmp_path / "a.xlsx"
    batch = staged(path, ROWS, SYSTEM)

    def stop(_done: int, _of: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        stage(batch, path, SYSTEM, stop)
    batch.refresh_from_db()
    assert batch.state == "uploaded"
    client.force_login(user(Role.COUNTY, XIHU))
    assert "上一次读取没有完成" in client.get(f"/office/imports/{batch.pk}/").content.decode()
    assert stage(batch, path, SYSTEM).state == "ready"


@pytest.mark.parametrize("state", [Job.State.WAITING, Job.State.RUNNING])
def test_while_a_job_is_under_way_no_other_is_begun(client: Client, tmp_path: Path, state: Job.State) -> None:
    subject()
    batch = staged(tmp_path / "a.xlsx", ROWS, SYSTEM)
    job = waiting(batch, state)
    client.force_login(user(Role.COUNTY, XIHU))
    address = f"/office/imports/{batch.pk}/"
    page = client.get(address).content.decode()
    assert "这份文件正在处理" in page
    for act in ("commit", "again", "cancel"):
        assert f"{address}{act}/" not in page
    for act in ("commit", "again"):
        answer = client.post(f"{address}{act}/", follow=True)
        assert "这份文件正在处理，没有再次开始" in answer.content.decode()
    batch.refresh_from_db()
    assert (batch.job, batch.state, batch.rows.count()) == (job, "ready", 1)
    Job.objects.filter(pk=job.pk).update(state=Job.State.CANCELLED)
    assert f"{address}again/" in client.get(address).content.decode()


def test_a_file_taken_over_is_not_asked_to_be_read(tmp_path: Path) -> None:
    subject()
    batch = staged(tmp_path / "a.xlsx", ROWS, SYSTEM)
    commit(batch, SYSTEM)
    with pytest.raises(Refused, match="the file has been committed or cancelled"):
        uploading.read_again(SYSTEM, batch)
