"""The OpenFisca package with its tracer on, for latency."""

from __future__ import annotations

from benchmarks.peers.runners import openfisca


class Runner(openfisca.Runner):
    """The same, every step recorded."""

    tracing = True
