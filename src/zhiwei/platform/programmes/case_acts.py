"""The standard library, registered when the platform starts."""

from zhiwei.platform.programmes.registers import facts
from zhiwei.platform.programmes.standard import effects, guards, recording

__all__ = ["effects", "facts", "guards", "recording"]
