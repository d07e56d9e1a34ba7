"""What a filing would change: the answers of its division's subjects with it and without it."""

from zhiwei.platform.decisions.effects.compute import Effects, compute, portions, subjects_of

__all__ = ["Effects", "compute", "portions", "subjects_of"]
