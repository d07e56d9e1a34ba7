"""Webhooks: what is told, to whom, how it is signed, tried again, given up; and where nothing may go."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from pytest_django import Settings

from tests.cli.validate import faults
from tests.platform.accounts import people as accounts
from tests.platform.api.people import GONGSHU, XIHU, county, firm, viewer
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.api.models import Cursor, Delivery, Webhook
from zhiwei.platform.api.webhooks import addresses, events, posting, sending, services
from zhiwei.platform.audit import log
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.services import add_fact
from zhiwei.schemas.bundle import bundled

pytestmark = pytest.mark.django_db
EVERY = tuple(events.EVENTS)
State = Delivery.State


class Receiver(HTTPServer):
    """Takes what is sent and answers as told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.taken: list[tuple[dict[str, str], bytes]] = []
        self.statuses: list[int] = []

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server_port}/hook?x=1"


class Handler(BaseHTTPRequestHandler):
    """One request."""

    def do_POST(self) -> None:
        """Note it; the next of the statuses, 204 where none is left."""
        server: Any = self.server
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server.taken.append(({name.lower(): value for name, value in self.headers.items()}, body))
        status = server.statuses.pop(0) if server.statuses else 204
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    """A program that listens on this machine, which is named as a network that may be sent to."""
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def _from_here() -> None:
    """The chain was read up to now."""
    events.gather()


def hook(user: User, url: str, wanted: tuple[str, ...] = EVERY) -> Webhook:
    """A webhook in the user's only role."""
    return services.make(viewer(user), url=url, events=wanted, membership_id=user.memberships.get().pk)


def bodies(receiver: Receiver) -> list[dict[str, Any]]:
    """What came, each held against its schema."""
    found = [json.loads(body) for _, body in receiver.taken]
    assert [faults(one, bundled("webhook_event")) for one in found] == [[]] * len(found)
    return found


def approved(division: str = XIHU) -> None:
    """An act as an approval writes it."""
    log.record(
        SYSTEM, "decisions.approve", kind="decision", key="k", division=division, detail={"document": "1号"}
    )


def test_an_approval_is_told_and_signed(receiver: Receiver) -> None:
    made = hook(county(GONGSHU), receiver.url)
    approved()
    assert posting.post() == 1
    (body,) = bodies(receiver)
    assert (body["event"], body["data"]) == ("decision.approved", {"division": XIHU, "document": "1号"})
    headers, content = receiver.taken[0]
    assert headers["x-zhiwei-signature"] == sending.signature(
        made.secret, headers["x-zhiwei-timestamp"], content
    )
    delivery = made.deliveries.get()
    assert (delivery.state, delivery.status, delivery.tries) == (State.DELIVERED, 204, 1)
    assert (headers["x-zhiwei-delivery"], body["id"]) == (str(delivery.pk), str(delivery.pk))


def test_a_known_signature() -> None:
    """Computed with ``printf '1.{}' | openssl dgst -sha256 -hmac secret``."""
    expected = "sha256=1122767b193110cfec322b6f199b599edbf608ed087f2d27afb0b97d99523908"
    assert sending.signature("secret", "1", b"{}") == expected


def test_each_event_once(receiver: Receiver) -> None:
    hook(county(), receiver.url)
    approved()
    posting.post()
    approved()
    posting.post()
    posting.post()
    assert len(receiver.taken) == 2


def test_only_events_asked_for(receiver: Receiver) -> None:
    hook(county(), receiver.url, ("law.changed",))
    approved()
    assert posting.post() == 0


def test_subjects_are_told_to_who_may_see_them(receiver: Receiver) -> None:
    own, other = hook(county(XIHU), receiver.url), hook(county(GONGSHU), receiver.url)
    subject = firm(XIHU)
    posting.post()
    assert {one["event"] for one in bodies(receiver)} == {"subject.changed"}
    assert own.deliveries.exists()
    assert not other.deliveries.exists()
    told = json.loads(own.deliveries.latest("made_at").body)
    assert told["data"] == {"subjects": [str(subject.pk)], "count": 1}
    assert "revenue" not in own.deliveries.latest("made_at").body


def test_who_lost_his_role_hears_nothing(receiver: Receiver) -> None:
    user = county()
    hook(user, receiver.url)
    user.memberships.update(to_day=clock.today() - timedelta(days=1))
    approved()
    assert posting.post() == 0


def test_a_changed_law_is_told_once(receiver: Receiver) -> None:
    hook(county(), receiver.url)
    assert events.announce_law() == 0  # the first look
    Cursor.objects.update(rulebook="0" * 64)
    assert events.announce_law() == 1
    assert events.announce_law() == 0
    posting.deliver_due()
    (body,) = bodies(receiver)
    assert (body["event"], body["data"]["before"]) == ("law.changed", "0" * 64)


def test_a_failure_is_tried_again_after_growing_pauses(receiver: Receiver) -> None:
    made = hook(county(), receiver.url)
    receiver.statuses = [500, 302, 404]
    approved()
    now = clock.now()
    waited = []
    for _ in range(4):
        with clock.stopped(now):
            posting.post()
        delivery = made.deliveries.get()
        waited.append((delivery.next_at - now).total_seconds())
        with clock.stopped(delivery.next_at - timedelta(seconds=1)):
            assert posting.deliver_due() == 0
        now = delivery.next_at
    assert waited[:3] == [60, 300, 1800]
    assert (delivery.state, delivery.tries, delivery.status) == (State.DELIVERED, 4, 204)
    assert len({body for _, body in receiver.taken}) == 1


def test_it_is_given_up_after_the_last_pause(receiver: Receiver) -> None:
    made = hook(county(), receiver.url)
    receiver.statuses = [500] * 20
    approved()
    now = clock.now()
    for _ in range(len(posting.PAUSES) + 3):
        with clock.stopped(now):
            posting.post()
        now = max(now, made.deliveries.get().next_at)
    delivery = made.deliveries.get()
    assert (delivery.state, delivery.tries) == (State.GIVEN_UP, len(posting.PAUSES) + 1)


def test_who_is_gone_hears_no_more(receiver: Receiver) -> None:
    made = hook(county(), receiver.url)
    receiver.statuses = [410]
    approved()
    posting.post()
    made.refresh_from_db()
    assert made.stopped_at is not None
    approved()
    assert posting.post() == 0


def test_nobody_listens_at_the_other_end(settings: Settings) -> None:
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    made = hook(county(), "http://127.0.0.1:9/")
    approved()
    posting.post()
    delivery = made.deliveries.get()
    assert (delivery.state, delivery.status) == (State.WAITING, None)
    assert "refused" in delivery.said


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/", "https://localhost/", "https://10.0.0.1/", "https://192.168.1.1/", "https://172.16.0.9/",
        "https://169.254.169.254/latest/meta-data/", "https://[::1]/", "https://[fd00::1]/", "https://[fe80::1]/",
        "https://[::ffff:127.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/", "https://0.0.0.0/",
        "https://2130706433/", "https://0x7f.1/", "https://100.64.0.1/", "https://224.0.0.1/", "http://93.184.216.34/",
        "ftp://93.184.216.34/", "https://user:word@93.184.216.34/", "https://", "https:///x", "file:///etc/passwd",
        "https://93.184.216.34:99999/",
    ],
)  # fmt: skip
def test_where_nothing_may_go(url: str) -> None:
    with pytest.raises(addresses.Refused):
        addresses.target(url)
    with pytest.raises(addresses.Refused):
        hook(county(), url)


def test_a_name_that_means_a_private_address_later(monkeypatch: pytest.MonkeyPatch) -> None:
    made = hook(county(), "https://93.184.216.34/")
    Webhook.objects.update(url="https://example.org/")
    found = [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("10.0.0.1", 443))]
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *_, **__: found)
    approved()
    posting.post()
    assert made.deliveries.get().status is None
    assert "内部网络" in made.deliveries.get().said


@pytest.mark.parametrize(("address", "good"), [("8.8.8.8", True), ("2001:4860:4860::8888", True), ("::ffff:8.8.8.8", True), ("192.0.2.1", False), ("2001:0:4136:e378::1", False)])  # fmt: skip
def test_public_addresses(address: str, good: bool) -> None:
    assert addresses.harmless(ip_address(address)) is good


def test_nobody_stops_anothers(receiver: Receiver) -> None:
    made = hook(county(), receiver.url)
    with pytest.raises(Http404):
        services.stop(viewer(county()), made.pk)


def test_administrators_make_none(receiver: Receiver) -> None:
    with pytest.raises(PermissionDenied):
        hook(accounts.official(Role.SYSTEM_ADMIN, ""), receiver.url)


def test_a_trial(receiver: Receiver) -> None:
    events.ping(hook(county(), receiver.url))
    posting.deliver_due()
    assert [one["event"] for one in bodies(receiver)] == ["ping"]


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_committed_is_told_by_itself(receiver: Receiver) -> None:
    made = hook(county(XIHU), receiver.url)
    subject = firm(XIHU)
    add_fact(SYSTEM, subject, "employees", "9", source="tax")
    assert made.deliveries.filter(state=State.DELIVERED).count() == len(receiver.taken) == 3


def test_who_answers_without_an_end_is_cut_off(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    monkeypatch.setattr(sending, "DEADLINE", 0.5)
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            line, _ = server.accept()
            with line, suppress(OSError):
                while not over.wait(0.05):
                    line.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")

        thread = threading.Thread(target=drip)
        thread.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/hook"
        begun = time.monotonic()
        outcome = sending.send(url, "s", event="ping", delivery="1", timestamp="1", body=b"{}")
        took = time.monotonic() - begun
        over.set()
        thread.join()
    assert (outcome.status, outcome.said) == (None, "TimeoutError: no answer within 0.5 seconds")
    assert 0.4 < took < 8  # well below what a wait for each byte would allow
