"""The standard library, registered when the platform starts."""

from zhiwei.platform.programmes.standard import effects, guards

__all__ = ["effects", "guards"]
