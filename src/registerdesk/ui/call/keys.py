"""The panel's keys, entered in the one registry; digits belong to the steps themselves."""

from __future__ import annotations

from collections.abc import Callable

from registerdesk.domain.texts import _
from registerdesk.ui.call.stage import Stage
from registerdesk.ui.kit.shortcuts import Shortcuts

CONTEXT = "call"
_STEPS = (_("Who is calling?"), _("Identity"), _("What does the person want?"), _("Save"))


def add_keys(
    panel: Stage,
    *,
    save: Callable[[], None],
    save_and_open: Callable[[], None],
    escape: Callable[[], None],
    next_parked: Callable[[], None],
) -> None:
    """Give the panel its keys; those of a panel before it are forgotten."""
    shortcuts = panel.context.shortcuts
    shortcuts.drop(CONTEXT)
    both = ("Ctrl+Shift+Return", "Ctrl+Shift+Enter")
    add = shortcuts.add
    add(("Ctrl+Return", "Ctrl+Enter"), CONTEXT, _("Save call"), panel, save)
    add(both, CONTEXT, _("Save and open case"), panel, save_and_open)
    add("Esc", CONTEXT, _("Close the call"), panel, escape)
    add("Ctrl+Tab", CONTEXT, _("Go to the paused call"), panel, next_parked)
    shortcuts.teach("Delete", CONTEXT, _("Discard the paused call whose tab has the focus"), panel)
    for place in range(len(panel.steps)):
        _add_step(panel, shortcuts, place)
    if panel.classifies:
        shortcuts.teach("1-9", CONTEXT, _("Tick, or choose what the person wants"), panel)
        shortcuts.teach("V", CONTEXT, _("Show the masked answer while held"), panel)


def _add_step(panel: Stage, shortcuts: Shortcuts, place: int) -> None:
    words = _STEPS[place if panel.classifies else 3 * place]
    key = f"Alt+{place + 1}"
    shortcuts.add(key, CONTEXT, words, panel, lambda: panel.activate(place), is_wide=True)


def drop_keys(panel: Stage) -> None:
    """Give the keys back to the window: the call is over."""
    panel.context.shortcuts.drop(CONTEXT)
