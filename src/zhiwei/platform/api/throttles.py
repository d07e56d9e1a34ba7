"""How often one address, or one token, may ask in a minute."""

from __future__ import annotations

import time
from collections import Counter
from threading import Lock

from django.conf import settings
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from zhiwei.platform.accounts.requests import origin
from zhiwei.platform.api.auth import Caller

MINUTE = 60


class Minute:
    """Calls of the present minute by caller; kept in the process, since writing each call down costs more than most calls."""

    def __init__(self) -> None:
        self.lock, self.minute, self.calls = Lock(), 0, Counter[str]()

    def add(self, who: str) -> int:
        """Count one call; how many it are in this minute."""
        now = int(time.time()) // MINUTE
        with self.lock:
            if now != self.minute:
                self.minute = now
                self.calls.clear()
            self.calls[who] += 1
            return self.calls[who]


counted = Minute()


class PerMinute(BaseThrottle):
    """Refuses what is beyond the minute's number; each server process counts its own calls."""

    def allow_request(self, request: HttpRequest) -> bool:
        """Whether this call is still within the minute's number."""
        caller: Caller = request.auth  # type: ignore[attr-defined]
        if caller.token is None:
            most, who = settings.API_RATE_ANONYMOUS, f"address:{origin(request)}"
        else:
            most, who = settings.API_RATE_TOKEN, f"token:{caller.token.pk}"
        return most <= 0 or counted.add(who) <= most

    def wait(self) -> float:
        """Seconds until the next minute."""
        return MINUTE - time.time() % MINUTE
