"""The table of tasks."""

from typing import Final

from registerdesk.domain.tasks import Task
from registerdesk.storage.tables import table_for

TASK: Final = table_for("task", Task, indexed=("object_id", "for_user", "done_at"))
