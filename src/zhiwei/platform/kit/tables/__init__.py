"""Lists: columns declared once; shown by page and as cards on a phone, sorted by their heads, taken away as xlsx or csv."""

from zhiwei.platform.kit.tables.columns import Column
from zhiwei.platform.kit.tables.export import export_response, workbook_response
from zhiwei.platform.kit.tables.prepared import Prepared
from zhiwei.platform.kit.tables.table import Table

__all__ = ["Column", "Prepared", "Table", "export_response", "workbook_response"]
