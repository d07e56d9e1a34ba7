"""What may be done: fill in a filing, hand it in, keep pilot areas and lists of approval items.

What the registration authority does are steps of the filing's case.
"""

from zhiwei.platform.registration.services.drafting import begin, change_entry, drop_entry, new_entry
from zhiwei.platform.registration.services.filling import (
    add_party,
    contribute,
    drop_contribution,
    hand_in,
    state_paid,
)
from zhiwei.platform.registration.services.items import draft_list, drop_item, publish_list, put_item
from zhiwei.platform.registration.services.pilots import file_pilot
from zhiwei.platform.registration.services.submitting import submit

__all__ = [
    "add_party",
    "begin",
    "change_entry",
    "contribute",
    "draft_list",
    "drop_contribution",
    "drop_entry",
    "drop_item",
    "file_pilot",
    "hand_in",
    "new_entry",
    "publish_list",
    "put_item",
    "state_paid",
    "submit",
]
