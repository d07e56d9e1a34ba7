"""The scan of a filed document: taken in after a check of what it really is, given out as a download."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.decisions.models import Filing
from zhiwei.platform.kit.models import StoredFile

ALLOWED = {"pdf", "png", "jpg"}


def keep(viewer: Viewer, file: Any) -> StoredFile:
    """Store an uploaded scan; raises kit's Refused for what is no pdf, png or jpg, or too large."""
    from zhiwei.platform.kit import uploads

    return uploads.keep(uploads.check(file, allowed=ALLOWED), viewer.user_id)


def response(filing: Filing) -> HttpResponseBase:
    """The scan as a file."""
    from zhiwei.platform.kit import uploads

    assert filing.scan is not None
    return uploads.response(filing.scan)
