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
from typing import Any

import numpy as np

from zhiwei.engine.native.columns import FactColumn, stack
from zhiwei.engine.native.layout import Arrays, arrays_of, layout_of
from zhiwei.engine.native.source import Kernel, kernel_text
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
        self._run = load(self.kernel.text, cache)

    def run(self, facts: Mapping[str, FactColumn], rows: int) -> Columns:
        """The results of a batch."""
        values, states = stack(self.layout, self.plan, self.book.data, facts, rows)
        count = len(self.names)
        out = np.empty((count, rows))
        dens = np.ones((count, rows)) if any(o.fraction for o in self.kernel.outputs) else np.ones((1, 1))
        codes = np.empty((count, rows), np.uint8)
        masks = np.zeros((count, rows) if self.kernel.three_valued else (1, 1), np.uint64)
        arguments = (values, states, self.arrays.scalars, self.arrays.tables, out, dens, codes, masks)
        in_parts(self._run, arguments, rows, self.threads)
        named = list(enumerate(zip(self.names, self.kernel.outputs, strict=True)))
        return Columns(
            {n: out[i] for i, (n, _) in named},
            {n: dens[i] for i, (n, o) in named if o.fraction},
            {n: codes[i] for i, (n, _) in named},
            {n: masks[i] for i, (n, _) in named} if self.kernel.three_valued else {},
            tuple(self.layout.facts),
        )


def in_parts(run: Callable[..., None], arguments: tuple[Any, ...], rows: int, threads: int) -> None:
    """Run a kernel over row ranges, one for each thread; it holds no lock."""
    if threads < 2 or rows < 4096:
        run(*arguments, 0, rows)
        return
    cuts = [rows * i // threads for i in range(threads + 1)]
    with ThreadPoolExecutor(threads) as pool:
        for part in [pool.submit(run, *arguments, a, b) for a, b in itertools.pairwise(cuts)]:
            part.result()


def load(text: str, cache: Path) -> Callable[..., None]:
    """The kernel of a text, imported from a file of the cache folder so that its machine code is kept beside it."""
    name = "kernel_" + hashlib.sha256(text.encode()).hexdigest()[:24]
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
