"""The environment of peers that Zhiwei itself never installs: `.venv-peers`, made from requirements/peers.txt.

`python -m benchmarks.peers.environment lock` resolves requirements/peers.in anew.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".venv-peers"
LOCK, WANTED = ROOT / "requirements" / "peers.txt", ROOT / "requirements" / "peers.in"


def peers_python() -> Path:
    """The interpreter of the peers' environment, made or renewed if it is not in step with the lock."""
    python, stamp = FOLDER / "bin" / "python", FOLDER / "peers-stamp.txt"
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text("utf-8") == digest:
        return python
    print(f"setting up {FOLDER.name} from requirements/peers.txt …", file=sys.stderr, flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", FOLDER], check=True)
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    pinned = ["--require-hashes", "--only-binary=:all:", "-r", LOCK]
    done = subprocess.run([*install, *pinned], capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(f"the peers' packages could not be installed:\n{done.stderr[-2_000:]}")
    stamp.write_text(digest, "utf-8")
    return python


def lock() -> None:
    """Resolve the peers' lock, with hashes, for every platform."""
    resolve = [
        "uv",
        "pip",
        "compile",
        "--quiet",
        "--universal",
        "--python-version",
        "3.11",
        "--generate-hashes",
    ]
    resolve += ["--no-emit-index-url", "--no-emit-find-links", "--constraint", "requirements/base.txt"]
    resolve += ["--custom-compile-command", "python -m benchmarks.peers.environment lock"]
    files = [str(WANTED.relative_to(ROOT)), "--output-file", str(LOCK.relative_to(ROOT))]
    subprocess.run([*resolve, *files], cwd=ROOT, check=True)


if __name__ == "__main__":
    if sys.argv[1:] != ["lock"]:
        sys.exit("usage: python -m benchmarks.peers.environment lock")
    lock()
