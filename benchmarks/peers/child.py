"""One peer doing one thing in a process of its own: `python benchmarks/peers/child.py SPEC`, a JSON line as result.

Started by file name, so that it runs in any environment that has what its runner imports. Measured are the seconds of
each repetition, the moment at which the peer was ready, and the peak of resident memory.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from importlib import import_module
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])


def main(spec: dict[str, object]) -> None:
    """Do what the spec says and print the measurements."""
    import numpy as np

    from benchmarks.peers.runners.form import Lists

    lists = json.loads(Path(str(spec["lists"])).read_text("utf-8"))
    threads = int(str(spec.get("threads", 2)))
    path, target = Path(str(spec["path"])), Path(str(spec["target"]))
    module = import_module(f"benchmarks.peers.runners.{spec['runner']}")
    runner = module.Runner(Lists(tuple(lists["industry_codes"]), tuple(lists["divisions"]), threads))
    result: dict[str, object] = {"ready": time.time()}
    what, seconds = spec["task"], []
    if what == "outputs":
        np.savez(target, **runner.outputs(path))
    elif what == "latency":
        seconds = runner.latency(path, int(str(spec["repeats"])))
    elif what != "start":
        loaded = runner.load(path) if what == "memory" else None
        result["loaded_mb"] = peak()
        for _ in range(int(str(spec["repeats"]))):
            began = time.perf_counter()
            if what == "memory":
                runner.memory(loaded)
            elif what == "totals":
                found = runner.totals(path)
            else:
                runner.file(path, target)
            seconds.append(time.perf_counter() - began)
        if what == "totals":
            np.save(target, found)
    print(json.dumps({**result, "seconds": seconds, "peak_mb": peak()}))


def peak() -> float:
    """Peak of resident memory of this process so far, MB.

    Linux counts the parent's memory into ``ru_maxrss`` of a process that it starts, so its own account is read first.
    """
    try:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) / 1024


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
