"""The standard library, registered when the platform starts."""

from zhiwei.platform.programmes.registers import facts
from zhiwei.platform.programmes.standard import effects, figures, guards, recording, telling, weighing

__all__ = ["effects", "facts", "figures", "guards", "recording", "telling", "weighing"]
