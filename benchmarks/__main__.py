"""Run every `bench_*.py` beside this file, or those named: `./dev bench [NAME…]`. Each prints in `main()`."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def main(names: list[str]) -> int:
    """Run the named benchmarks, all without a name; 2 if one is not there."""
    there = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))
    unknown = sorted(set(names) - set(there))
    if unknown:
        known = ", ".join(there) or "none yet"
        print(f"no benchmark {', '.join(unknown)}; there are: {known}", file=sys.stderr)
        return 2
    if not there:
        print("no benchmark yet: benchmarks/bench_*.py, each with a main() that prints")
    for name in names or there:
        print(f"== {name}", flush=True)
        import_module(f"benchmarks.bench_{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
