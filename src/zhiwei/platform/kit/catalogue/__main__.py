"""`python -m zhiwei.platform.kit.catalogue [ROOM…]`: bring the catalogues in step and compile them; `--check` only looks."""

from __future__ import annotations

import sys

from zhiwei.platform.kit.catalogue.files import catalogue_of, faults, in_step, rooms, translated, write


def main(arguments: list[str]) -> int:
    """Exit code 1 where something is left to translate."""
    names = [name for name in arguments if not name.startswith("-")]
    wanted = [room for room in rooms() if not names or room.name in names]
    if "--check" not in arguments:
        known = translated(catalogue_of(room) for room in rooms())
        for room in wanted:
            write(room, in_step(room, known))
    found = [fault for room in wanted for fault in faults(room)]
    print("\n".join(found) or "every text has its English")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
