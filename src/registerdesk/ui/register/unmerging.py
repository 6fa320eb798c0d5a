"""Undoing a merge, from the toast after it or from the card's menu within the day."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.party_merges import Touched
from registerdesk.domain.texts import _
from registerdesk.ui.kit.confirm import ConfirmDialog
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.moments import when
from registerdesk.ui.kit.text import number, tr, tr_error
from registerdesk.usecases.party_merges import MergeDone, unmerge_parties


def unmerge(context: WindowContext, merge_id: UUID) -> None:
    """Undo a merge and open who is there again; say what stands in the way."""

    def undone(party_id: UUID) -> None:
        context.toast(tr(_("The merge is undone.")))
        context.navigate("customers", str(party_id))

    context.ask(
        unmerge_parties,
        merge_id,
        done=undone,
        failed=lambda error: context.toast(refusal_words(error)),
    )


def refusal_words(error: RegisterDeskError) -> str:
    """Return why a merge is not undone, and what has been changed since."""
    if isinstance(error, Touched):
        return f"{tr_error(error)} {', '.join(tr(label) for label in error.labels)}."
    return tr_error(error)


def unmerge_question(
    parent: QWidget, context: WindowContext, merge: MergeDone, go_on: Callable[[], None]
) -> ConfirmDialog:
    """Return the question before a merge is undone from the card."""
    until = when(merge.undone_until, context.today())
    words = _("{count} rows move back. It can be done until {time}, if nothing has been changed.")
    question = ConfirmDialog(
        parent,
        title=tr(_("Undo the merge?")),
        consequence=tr(words, count=number(merge.moved), time=until),
        verb=tr(_("Undo the merge")),
        ask_password=False,
    )
    question.accepted.connect(go_on)
    return question
