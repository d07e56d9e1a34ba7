"""Work done apart from a request: begun with :func:`enqueue`, told of with :func:`report`, watched on a page.

A job is a plain function of a module with plain arguments; called by hand it does the same, and reports go nowhere.
"""

from zhiwei.platform.kit.jobs.begin import enqueue
from zhiwei.platform.kit.jobs.progress import Cancelled, Failed, cancel, progress_of, report
from zhiwei.platform.kit.jobs.worker import command, recover

__all__ = ["Cancelled", "Failed", "cancel", "command", "enqueue", "progress_of", "recover", "report"]
