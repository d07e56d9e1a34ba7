"""Zhiwei's traced engine, one firm after another: the verdicts, amounts and the whole cited trace of each."""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks.peers import reading, traced
from benchmarks.peers.runners.form import Lists
from benchmarks.reference.book import reference


class Runner:
    """For latency only."""

    def __init__(self, lists: Lists) -> None:
        self.asked = reference()
        assert self.asked.plan.steps

    def latency(self, path: Path, repeats: int) -> list[float]:
        """Seconds for each of the first rows of a file, facts read beforehand."""
        asked, columns = self.asked, reading.numpy_columns(reading.scan(path).head(repeats).collect())
        cases, seconds = traced.cases(asked, columns), []
        for case in cases[:20]:
            asked.book.answer_case(case, asked.law, asked.measures)
            asked.book.calc_case(case, asked.law, asked.variables)
        for case in cases:
            began = time.perf_counter()
            asked.book.answer_case(case, asked.law, asked.measures).evaluation.trace()
            for name in asked.variables:
                _ = asked.book.calc_case(case, asked.law, asked.variables)[name]
            seconds.append(time.perf_counter() - began)
        return seconds
