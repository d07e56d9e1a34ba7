"""The scan of a filed document: taken in after a check of what it really is, given out to be looked at."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.decisions.models import Filing
from zhiwei.platform.kit import uploads
from zhiwei.platform.kit.models import StoredFile

ALLOWED = {"pdf", "png", "jpg"}


def checked(file: Any) -> uploads.Checked:
    """An uploaded scan, looked into; raises kit's Refused for what is no pdf, png or jpg, or too large."""
    return uploads.check(file, allowed=ALLOWED)


def keep(viewer: Viewer, scan: uploads.Checked) -> StoredFile:
    """Store a scan that was looked into."""
    return uploads.keep(scan, viewer.user_id)


def response(filing: Filing) -> HttpResponseBase:
    """The scan, shown in the browser."""
    assert filing.scan is not None
    return uploads.response(filing.scan, inline=True)
