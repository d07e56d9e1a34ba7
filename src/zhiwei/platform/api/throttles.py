"""How often one address, or one token, may ask in a minute."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from zhiwei.platform.accounts.requests import origin
from zhiwei.platform.api.auth import Caller

MINUTE = 60


class PerMinute(BaseThrottle):
    """Counts the calls of a minute in the cache; each server process counts its own where the cache is its own."""

    def allow_request(self, request: HttpRequest) -> bool:
        """Whether this call is still within the minute's number."""
        caller: Caller = request.auth  # type: ignore[attr-defined]
        if caller.token is None:
            most, who = settings.API_RATE_ANONYMOUS, f"address:{origin(request)}"
        else:
            most, who = settings.API_RATE_TOKEN, f"token:{caller.token.pk}"
        if most <= 0:
            return True
        key = f"api-calls:{who}:{int(time.time()) // MINUTE}"
        cache.add(key, 0, MINUTE * 2)
        try:
            return bool(cache.incr(key) <= most)
        except ValueError:  # just expired
            return True

    def wait(self) -> float:
        """Seconds until the next minute."""
        return MINUTE - time.time() % MINUTE
