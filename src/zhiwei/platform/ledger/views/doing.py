"""What the room's buttons share: an act is done, or every reason why not is said on the page it came from."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from zhiwei.platform.ledger.faults import Refused


def done(
    request: HttpRequest, act: Callable[[], object], said: str, address: str, *args: object
) -> HttpResponseBase:
    """Do it, say so or say why not, and go back to a page."""
    try:
        act()
    except Refused as refused:
        for fault in refused.faults:
            messages.error(request, fault.text)
    else:
        messages.success(request, said)
    return redirect(address, *args)
