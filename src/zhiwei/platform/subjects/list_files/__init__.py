"""Lists that people keep by hand, taken from a workbook too: each room hands in its own, the pages here serve all of them."""

from zhiwei.platform.subjects.list_files.changes import changes
from zhiwei.platform.subjects.list_files.kinds import Done, ListFile, add_list_file, list_file, row_of
from zhiwei.platform.subjects.models.list_uploads import Result

__all__ = ["Done", "ListFile", "Result", "add_list_file", "changes", "list_file", "row_of"]
