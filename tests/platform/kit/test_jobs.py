"""Jobs: done at once in tests, by the worker's own command where said."""

from __future__ import annotations

import os
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import translation

from tests.platform.kit import work
from zhiwei.platform.kit import clock, jobs
from zhiwei.platform.kit.jobs import notes
from zhiwei.platform.kit.models import Job

pytestmark = pytest.mark.django_db
DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_a_job_ends_with_its_result() -> None:
    job = jobs.enqueue(work.add, 1, two=2, title="相加")
    assert (job.title, job.state, job.result, job.percent, job.over) == (
        "相加",
        "done",
        {"sum": 3},
        100,
        True,
    )


def test_a_fault_of_ours_is_not_shown_to_people() -> None:
    job = jobs.enqueue(work.fail)
    assert (job.state, job.text) == ("failed", "任务没有完成；系统已记录原因。")


def test_a_reason_for_people_is_shown() -> None:
    job = jobs.enqueue(work.refuse)
    assert (job.state, job.text) == ("failed", "文件里没有“名称”一列。")


def test_outside_a_job_reports_go_nowhere() -> None:
    assert work.walk(3) == 3
    assert not list(notes.folder().iterdir())


def test_a_watcher_sees_how_far_it_is_and_can_stop_it() -> None:
    seen = uuid.uuid4()
    job = jobs.enqueue(work.hear, str(seen))
    assert Job.objects.get(pk=seen).title == "75 第三步 running"
    assert (job.state, job.text) == ("cancelled", "已按要求停止，没有留下未完成的内容。")
    assert not list(notes.folder().iterdir())


def test_a_function_the_worker_cannot_find_is_refused() -> None:
    with pytest.raises(ValueError, match="a job must be a function of a module"):
        jobs.enqueue(lambda: None)
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
class TestWorker:
    """The queue in the database and the worker's command."""

    @pytest.fixture(autouse=True)
    def _queue(self, settings: Any) -> None:
        settings.TASKS = DATABASE

    def work(self) -> None:
        call_command("work", batch=True, verbosity=0)

    def test_the_worker_does_what_waits(self) -> None:
        job, bad = jobs.enqueue(work.add, 40, 2), jobs.enqueue(work.fail)
        assert job.state == "waiting"
        self.work()
        job.refresh_from_db()
        bad.refresh_from_db()
        assert (job.state, job.result, bad.state) == ("done", {"sum": 42}, "failed")

    def test_a_job_speaks_the_language_of_the_one_who_began_it(self) -> None:
        with translation.override("en"):
            job = jobs.enqueue(work.fail)
        self.work()
        job.refresh_from_db()
        assert job.text == "The job did not finish; the reason is in the log."

    def test_a_job_of_an_undone_transaction_is_never_done(self) -> None:
        with transaction.atomic():
            jobs.enqueue(work.add, 1)
            transaction.set_rollback(True)
        self.work()
        assert not Job.objects.exists()

    def test_a_job_stopped_while_it_waits_does_not_begin(self) -> None:
        job = jobs.enqueue(work.add, 1)
        assert jobs.cancel(job)
        self.work()
        job.refresh_from_db()
        assert (job.state, job.result) == ("cancelled", None)
        assert not jobs.cancel(job)

    def test_a_job_put_off_waits(self) -> None:
        job = jobs.enqueue(work.add, 1, after=clock.now() + timedelta(hours=1))
        self.work()
        job.refresh_from_db()
        assert job.state == "waiting"


@pytest.mark.parametrize(
    ("silent", "begun", "lost"), [(61, 61, 1), (59, 61, 0), (None, 61, 1), (None, 59, 0)]
)
def test_a_job_whose_worker_is_gone_is_marked(silent: int | None, begun: int, lost: int) -> None:
    job = Job.objects.create(
        title="x", function="-", state="running", started_at=clock.now() - timedelta(seconds=begun)
    )
    if silent is not None:
        notes.touch(str(job.pk))
        path = notes.folder() / f"{job.pk}.json"
        os.utime(path, (path.stat().st_mtime - silent,) * 2)
    assert jobs.recover() == lost
    job.refresh_from_db()
    assert (job.state == "failed") is bool(lost)


def test_the_workers_command() -> None:
    assert jobs.command()[1:] == ["-m", "zhiwei", "manage", "work"]


class TestPage:
    """A job on a page."""

    @pytest.fixture
    def job(self) -> Job:
        person = get_user_model().objects.create(username="li")
        job = Job.objects.create(title="导入", function="-", state="running", started_by=person)
        notes.write(str(job.pk), {"done": 1, "total": 4, "text": "读第一张表"})
        return job

    def test_the_one_who_began_it_watches_it(self, client: Client, job: Job) -> None:
        assert job.started_by is not None
        client.force_login(job.started_by)
        page = client.get(f"/jobs/{job.pk}/").content.decode()
        assert "读第一张表" in page
        assert '<progress max="100" value="25"' in page
        assert '<noscript><meta http-equiv="refresh"' in page
        part = client.get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"})
        assert part.content.decode().lstrip().startswith("<section")
        assert "HX-Refresh" not in part

    def test_a_job_that_is_over_renews_the_page_around_it(self, client: Client, job: Job) -> None:
        assert job.started_by is not None
        Job.objects.filter(pk=job.pk).update(state="done")
        client.force_login(job.started_by)
        part = client.get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"})
        assert part["HX-Refresh"] == "true"
        assert "hx-get" not in part.content.decode()

    def test_where_something_may_be_half_written_a_link_renews_the_page(
        self, client: Client, job: Job
    ) -> None:
        assert job.started_by is not None
        client.force_login(job.started_by)
        address = f"/jobs/{job.pk}/?stay=1"
        running = client.get(address, headers={"HX-Request": "true"})
        assert f'hx-get="{address}"' in running.content.decode()
        Job.objects.filter(pk=job.pk).update(state="done")
        over = client.get(address, headers={"HX-Request": "true"})
        assert "HX-Refresh" not in over
        assert '<a href="">刷新本页，看结果</a>' in over.content.decode()

    def test_nobody_else_sees_or_stops_it(self, client: Client, job: Job) -> None:
        assert client.get(f"/jobs/{job.pk}/").status_code == 404
        client.force_login(get_user_model().objects.create(username="wang"))
        assert client.get(f"/jobs/{job.pk}/").status_code == 404
        assert client.post(f"/jobs/{job.pk}/stop/").status_code == 404
        assert not notes.should_stop(str(job.pk))

    def test_it_is_stopped_by_a_form(self, client: Client, job: Job) -> None:
        assert job.started_by is not None
        client.force_login(job.started_by)
        assert client.get(f"/jobs/{job.pk}/stop/").status_code == 405
        assert client.post(f"/jobs/{job.pk}/stop/")["Location"] == f"/jobs/{job.pk}/"
        assert notes.should_stop(str(job.pk))
