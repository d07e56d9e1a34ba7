"""The reference rules in C: `by_hand.c` compiled on the machine at hand and called over numpy columns."""

from __future__ import annotations

import ctypes
import hashlib
import shutil
import subprocess
from pathlib import Path
from tempfile import gettempdir

import numpy as np

from benchmarks.peers import figures as law
from benchmarks.peers.outputs import OUTPUTS
from benchmarks.reference.rows import Columns

SOURCE = Path(__file__).with_name("by_hand.c")
FLAGS = ("-O3", "-march=native", "-fno-math-errno", "-fno-trapping-math", "-shared", "-fPIC", "-pthread")
FIELDS = (
    "legal_form", "tax_industry", "collection_method", "industry_edition", "restricted_or_prohibited_industry",
    "high_tech_certified", "conforms_to_industrial_policy", "division", "industry_code", "average_employees",
    "employees", "founded_on", "taxable_income", "average_total_assets", "revenue", "total_assets", "revenue@2011",
    "monthly_sales", "transaction_sales", "invoice_fee_tariff",
)  # fmt: skip
"""Columns in the order of the struct."""


class _Firms(ctypes.Structure):
    _fields_ = [
        *((f"c{i}", ctypes.c_void_p) for i in range(len(FIELDS))),
        ("size_rows", ctypes.c_void_p),
        ("codes", ctypes.c_int64),
        ("limits", ctypes.c_void_p),
        ("shares", ctypes.c_void_p),
    ]


class _Answers(ctypes.Structure):
    _fields_ = [(f"c{i}", ctypes.c_void_p) for i in range(len(OUTPUTS))]


def compiler() -> str | None:
    """The C compiler, None if there is none."""
    return shutil.which("gcc") or shutil.which("cc")


class ByHand:
    """The compiled rules; the lists give codes and divisions by position."""

    def __init__(self, codes: tuple[str, ...], divisions: tuple[str, ...]) -> None:
        self.library = ctypes.CDLL(str(_compiled()))
        self.size_rows = np.ascontiguousarray(law.size_rows(codes))
        self.limits = law.size_limits().reshape(-1).astype(np.float64)
        self.shares = law.shares(divisions)
        self.codes = len(codes)

    def run(self, columns: Columns, out: Columns, threads: int = 2) -> None:
        """Fill the output columns from the input columns."""
        for name in FIELDS:
            assert columns[name].flags.c_contiguous, name
        firms = _Firms(
            *(columns[name].ctypes.data for name in FIELDS),
            self.size_rows.ctypes.data,
            self.codes,
            self.limits.ctypes.data,
            self.shares.ctypes.data,
        )
        answers = _Answers(*(out[name].ctypes.data for name in OUTPUTS))
        rows = ctypes.c_size_t(len(columns[FIELDS[0]]))
        self.library.answer(ctypes.byref(firms), ctypes.byref(answers), rows, ctypes.c_int(threads))


def buffers(rows: int) -> Columns:
    """Output columns to be filled."""
    return {name: np.zeros(rows, dtype) for name, dtype in OUTPUTS.items()}


def _compiled() -> Path:
    gcc = compiler()
    if gcc is None:
        raise FileNotFoundError("no C compiler (gcc or cc) on the path; install one to run this peer")
    key = hashlib.sha256(SOURCE.read_bytes() + " ".join(FLAGS).encode()).hexdigest()[:16]
    path = Path(gettempdir()) / f"zhiwei-by-hand-{key}.so"
    if not path.exists():
        unfinished = path.with_suffix(f".{id(path)}")
        subprocess.run([gcc, *FLAGS, "-o", unfinished, SOURCE, "-lm"], check=True)
        unfinished.rename(path)
    return path
