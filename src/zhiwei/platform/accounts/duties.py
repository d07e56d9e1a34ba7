"""A yearly duty that a room fulfilled by what it published, told to the room that lists such duties and listens."""

from __future__ import annotations

from django.dispatch import Signal

from zhiwei.platform.accounts.rights import Viewer

fulfilled = Signal()
"""Sent inside the transaction of the act, with the arguments of :func:`announce`."""


def announce(
    viewer: Viewer, duty: str, year: int, division: str, *, document: str, summary: str, address: str
) -> None:
    """Tell that a duty of a year and place is done and published; what a listener refuses is raised here."""
    fulfilled.send(
        sender=None, viewer=viewer, duty=duty, year=year, division=division, document=document, summary=summary,
        address=address,
    )  # fmt: skip
