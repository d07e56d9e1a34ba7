"""Compiled kernels, kept on disk by the content of their text."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., int]
"""The function of a kernel; see :func:`source.kernel_text`."""


def name_of(text: str) -> str:
    """The module name of a kernel, by the content of its text."""
    return "kernel_" + hashlib.sha256(text.encode()).hexdigest()[:24]


def is_compiled(text: str, cache: Path) -> bool:
    """Whether machine code of a kernel is in the cache folder, or the kernel is loaded already."""
    name = name_of(text)
    return name in sys.modules or any((cache / "__pycache__").glob(f"{name}.run-*.nbi"))


def load(text: str, cache: Path) -> Run:
    """The kernel of a text, imported from a file of the cache folder so that its machine code is kept beside it.

    The file appears whole under its name, so that processes may share the folder.
    """
    name = name_of(text)
    path = cache / f"{name}.py"
    if name not in sys.modules:
        if not path.is_file():
            cache.mkdir(parents=True, exist_ok=True)
            partial = path.with_name(f".{name}.{os.getpid()}")
            partial.write_text(text, encoding="utf-8")
            partial.replace(path)
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        sys.modules[name] = module
    kernel: Run = sys.modules[name].run
    return kernel
