"""A kernel compiled, kept on disk, and run over batches on all cores."""

from __future__ import annotations

import hashlib
import importlib.util
import itertools
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from zhiwei.engine.native.bounds import EXACT, FIRST_DAY, LAST_DAY, check
from zhiwei.engine.native.codes import KNOWN
from zhiwei.engine.native.columns import FactColumn, stack
from zhiwei.engine.native.layout import Arrays, arrays_of, layout_of
from zhiwei.engine.native.source import BLOCK, STRIDE, Kernel, kernel_text
from zhiwei.engine.plan import Law, Plan
from zhiwei.engine.rulebook import Rulebook


@dataclass(frozen=True)
class Columns:
    """Results of a batch by name: values (fen, codes; numerators), denominators where fractional, status codes, masks."""

    values: dict[str, np.ndarray]
    denominators: dict[str, np.ndarray]
    states: dict[str, np.ndarray]
    masks: dict[str, np.ndarray]
    facts: tuple[str, ...]


class NativeEngine:
    """Named variables and parameters of an entity under one law, for any number of batches."""

    def __init__(
        self, book: Rulebook, law: Law, names: Sequence[str], *, cache: Path, entity: str = "enterprise",
        known: frozenset[str] = frozenset(), three_valued: bool = True, threads: int = 2,
    ) -> None:  # fmt: skip
        """``known`` are facts with a value in every row; ``cache`` the folder of compiled kernels."""
        self.book, self.law, self.names, self.threads = book, law, tuple(names), threads
        self.plan: Plan = book.plan(entity, self.names, law)
        self.layout = layout_of(self.plan, book.data, known, three_valued)
        self.arrays: Arrays = arrays_of(self.plan, self.layout, book.data)
        wanted = [self.plan.names[n] for n in self.names]
        self.kernel: Kernel = kernel_text(self.plan, self.layout, book.data, wanted, three_valued)
        self.kernel_name = name_of(self.kernel.text)
        self._run = load(self.kernel.text, cache)
        self._checked: set[tuple[tuple[str, int], ...]] = set()

    def run(self, facts: Mapping[str, FactColumn], rows: int) -> Columns:
        """The results of a batch; raises :class:`TooLarge` where float64 would not be exact for it."""
        self._check(facts)
        values, states = stack(self.layout, self.plan, self.book.data, facts, rows)
        count = len(self.names)
        out = np.empty((self.kernel.written, rows))
        masks = np.zeros((count, rows) if self.kernel.three_valued else (1, rows), np.uint64)
        self.run_blocks(values, states, out, masks)
        named = list(enumerate(zip(self.names, self.kernel.outputs, strict=True)))
        known = np.zeros(rows, np.uint8)
        return Columns(
            {n: out[i] for i, (n, _) in named},
            {n: out[o.den] for _, (n, o) in named if o.den is not None},
            {n: known if o.state is None else out[o.state].astype(np.uint8) for _, (n, o) in named},
            {n: masks[i] for i, (n, _) in named} if self.kernel.three_valued else {},
            tuple(self.layout.facts),
        )

    def _check(self, facts: Mapping[str, FactColumn]) -> None:
        """Check the bound for the batch's magnitudes, rounded up so that batches alike are checked once."""
        kinds = {slot.label: slot.variable.type.kind for slot in self.plan.facts}
        sizes = {name: _magnitude(column, kinds.get(name) == "date") for name, column in facts.items()}
        key = tuple(sorted(sizes.items()))
        if key not in self._checked:
            check(self.plan, self.book.data, sizes)
            self._checked.add(key)

    def run_blocks(self, values: np.ndarray, states: np.ndarray, out: np.ndarray, masks: np.ndarray) -> None:
        """Fill ``out`` and ``masks`` block by block; the kernel holds no lock, so blocks run on all threads."""
        rows = values.shape[1]
        if self.threads < 2 or rows < 2 * BLOCK:
            self._part(values, states, out, masks, 0, rows)
            return
        cuts = [rows * i // self.threads for i in range(self.threads + 1)]
        with ThreadPoolExecutor(self.threads) as pool:
            parts = [
                pool.submit(self._part, values, states, out, masks, a, b) for a, b in itertools.pairwise(cuts)
            ]
            for part in parts:
                part.result()

    def _part(
        self,
        values: np.ndarray,
        states: np.ndarray,
        out: np.ndarray,
        masks: np.ndarray,
        start: int,
        stop: int,
    ) -> None:
        count = values.shape[0]
        block_in = np.zeros((2 * count, STRIDE))
        block_out = np.empty((out.shape[0], STRIDE))
        block_masks = np.zeros((masks.shape[0], STRIDE), np.uint64)
        for first in range(start, stop, BLOCK):
            last = min(first + BLOCK, stop)
            size = last - first
            block_in[:count, :size] = values[:, first:last]
            block_in[count:, :size] = states[:, first:last]
            self._run(
                block_in.reshape(-1), self.arrays.scalars, self.arrays.tables, block_out.reshape(-1),
                block_masks.reshape(-1), size,
            )  # fmt: skip
            out[:, first:last] = block_out[:, :size]
            masks[:, first:last] = block_masks[:, :size]


def _magnitude(column: FactColumn, date: bool) -> int:
    """A power of two above the greatest magnitude of a column; out of all bounds for a day that is not allowed."""
    values = column.values if column.states is None else column.values[column.states == KNOWN]
    if not values.size:
        return 0
    low, high = float(values.min()), float(values.max())
    if date and (low < FIRST_DAY or high > LAST_DAY):
        return EXACT
    return 1 << int(max(abs(low), abs(high))).bit_length()


def name_of(text: str) -> str:
    """The module name of a kernel, by the content of its text."""
    return "kernel_" + hashlib.sha256(text.encode()).hexdigest()[:24]


def load(text: str, cache: Path) -> Callable[..., None]:
    """The kernel of a text, imported from a file of the cache folder so that its machine code is kept beside it."""
    name = name_of(text)
    path = cache / f"{name}.py"
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        cache.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    kernel: Callable[..., None] = sys.modules[name].kernel
    return kernel
