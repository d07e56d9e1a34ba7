"""What rooms above published of a receipt, and which of their pages rest on it: they hand it in when they start; answers know
no case and no public notice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from zhiwei.platform.accounts.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Published:
    """What a public notice showed everybody: the name as it stood there, and the amount in fen where it had one."""

    name: str
    fen: int | None


Publisher = Callable[[UUID], Published | None]
_publishers: list[Publisher] = []
Page = tuple[str, str, str]
"""What it is, its name, its address."""
Pager = Callable[[Viewer, UUID], Iterable[Page]]
_pagers: list[Pager] = []


def add_publisher(find: Publisher) -> None:
    """Hand in what a room published of the receipt of a number, in its ``AppConfig.ready``."""
    _publishers.append(find)


def published(receipt: UUID) -> Published | None:
    """What everybody could read of a receipt in a public notice; None where it stood in none."""
    found = (find(receipt) for find in _publishers)
    return next((one for one in found if one is not None), None)


def add_pages(of: Pager) -> None:
    """Hand in which pages of a room rest on the receipt of a number and may be opened by the viewer."""
    _pagers.append(of)


def pages(viewer: Viewer, receipt: UUID) -> list[Page]:
    """The pages that rest on a receipt and that the viewer may open."""
    return [page for of in _pagers for page in of(viewer, receipt)]
