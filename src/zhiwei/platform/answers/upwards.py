"""What rooms above published of a receipt: they hand it in when they start; answers know no case and no public notice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Published:
    """What a public notice showed everybody: the name as it stood there, and the amount in fen where it had one."""

    name: str
    fen: int | None


Publisher = Callable[[UUID], Published | None]
_publishers: list[Publisher] = []


def add_publisher(find: Publisher) -> None:
    """Hand in what a room published of the receipt of a number, in its ``AppConfig.ready``."""
    _publishers.append(find)


def published(receipt: UUID) -> Published | None:
    """What everybody could read of a receipt in a public notice; None where it stood in none."""
    found = (find(receipt) for find in _publishers)
    return next((one for one in found if one is not None), None)
