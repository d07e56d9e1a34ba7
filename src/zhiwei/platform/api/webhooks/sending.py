"""One event sent to one address, signed; the reply's status is all that is kept of it."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass

from zhiwei import __version__
from zhiwei.platform.api.webhooks.addresses import Refused, Target, target

TIMEOUT = 10.0
"""Seconds for connecting, and for each wait after it."""
DEADLINE = 20.0
"""Seconds for all of it: who answers a byte at a time holds nobody up for longer."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The status that came back, None where nothing did; what is to be said of it."""

    status: int | None
    said: str = ""

    @property
    def taken(self) -> bool:
        """Whether the other side took it."""
        return self.status is not None and 200 <= self.status < 300


class _Pinned(http.client.HTTPConnection):
    """Connects to the address that was looked at, not to what the name may mean a moment later."""

    def __init__(self, to: Target) -> None:
        super().__init__(to.host, to.port, timeout=TIMEOUT)
        self.to = to
        self.cord: socket.socket | None = None
        self.late = False

    def cut(self) -> None:
        """End the connection from another thread, whatever it is doing."""
        self.late = True
        if self.cord is not None:
            with suppress(OSError):
                self.cord.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let go of the line."""
        super().close()
        if self.cord is not None:
            self.cord.close()

    def connect(self) -> None:
        """Open the line; over https the certificate must be the host's."""
        self.sock = socket.create_connection((self.to.address, self.to.port), TIMEOUT)
        self.cord = self.sock.dup()
        if self.to.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.to.host)


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What the receiver computes as well: ``sha256=`` and the HMAC of timestamp, point and body."""
    mixed = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256)
    return "sha256=" + mixed.hexdigest()


def send(url: str, secret: str, *, event: str, delivery: str, timestamp: str, body: bytes) -> Outcome:
    """Send once; redirects are not followed, nothing of the reply's body is read."""
    try:
        to = target(url)
    except Refused as refused:
        return Outcome(None, str(refused))
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": f"Zhiwei/{__version__}",
        "X-Zhiwei-Event": event,
        "X-Zhiwei-Delivery": delivery,
        "X-Zhiwei-Timestamp": timestamp,
        "X-Zhiwei-Signature": signature(secret, timestamp, body),
    }
    line = _Pinned(to)
    deadline = threading.Timer(DEADLINE, line.cut)
    deadline.daemon = True
    deadline.start()
    try:
        line.request("POST", to.path, body, headers)
        return Outcome(line.getresponse().status)
    except (OSError, http.client.HTTPException, ValueError) as error:
        if line.late:
            return Outcome(None, f"TimeoutError: no answer within {DEADLINE:g} seconds")
        return Outcome(None, f"{type(error).__name__}: {error}"[:300])
    finally:
        deadline.cancel()
        line.close()
