"""What the room keeps."""

from zhiwei.platform.registration.models.capital import Contribution, PaidIn, PilotArea
from zhiwei.platform.registration.models.fees import FeeTaken
from zhiwei.platform.registration.models.filings import (
    ENTERED,
    NEW,
    Entry,
    Filing,
    Kind,
    Outcome,
    Paper,
    Party,
)
from zhiwei.platform.registration.models.items import Item, ItemList
from zhiwei.platform.registration.models.names import NameBook, NameHold

__all__ = [
    "ENTERED", "NEW", "Contribution", "Entry", "FeeTaken", "Filing", "Item", "ItemList", "Kind", "NameBook", "NameHold", "Outcome",
    "PaidIn", "Paper", "Party", "PilotArea",
]  # fmt: skip
