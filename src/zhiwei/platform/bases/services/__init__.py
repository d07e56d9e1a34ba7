"""What may happen to bases. Every service takes the viewer, runs in one transaction and writes its act to the audit."""

from zhiwei.platform.bases.services.common import Fault, Refused
from zhiwei.platform.bases.services.registers import (
    graduate,
    move_in,
    move_out,
    register_base,
    set_telephone,
    strike,
)
from zhiwei.platform.bases.services.rounds import open_round, send_to_experts, take_ranking
from zhiwei.platform.bases.services.support import match

__all__ = [
    "Fault", "Refused", "graduate", "match", "move_in", "move_out", "open_round", "register_base", "send_to_experts",
    "set_telephone", "strike", "take_ranking",
]  # fmt: skip
