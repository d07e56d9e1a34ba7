"""``zhiwei manage check_programmes [FOLDER]``: every defect of case types and programmes, with file and key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhiwei.engine.errors import Defect, LoadError
from zhiwei.platform.cases.casetypes import registry as cases
from zhiwei.platform.programmes.files import registry


class Command(BaseCommand):
    """Look at the files of the installation, or of a folder before it is put in place."""

    help = "检查事项和扶持项目的文件，列出全部问题"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder, where one is looked at on trial."""
        parser.add_argument("folder", nargs="?", default="", help="文件夹，内有 programmes 和 case_types")

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell every defect. Raises CommandError where there is any."""
        wrong = defects_in(Path(options["folder"])) if options["folder"] else registry.defects_of_all()
        for one in wrong:
            self.stderr.write(str(one))
        if wrong:
            raise CommandError(f"{len(wrong)} 处问题")
        self.stdout.write("没有问题")


def defects_in(folder: Path) -> list[Defect]:
    """What is wrong with a folder beside the case types of the installation."""
    types = sorted(Path(folder, cases.FOLDER).glob("*.yaml"))
    try:
        own = cases.load(types)
    except LoadError as error:
        return list(error.defects)
    try:
        registry.load(
            sorted(Path(folder, registry.FOLDER).glob("*.yaml")), registry.names({**cases.all_types(), **own})
        )
    except LoadError as error:
        return list(error.defects)
    return []
