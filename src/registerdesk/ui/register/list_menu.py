"""The menu of a list: its saved views, its columns, its way out of the office."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QMenu, QWidget

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.text import tr
from registerdesk.ui.register.column_choice import ColumnDialog
from registerdesk.ui.register.list_views import LONGEST_NAME, ListViews, SavedView, view_of
from registerdesk.ui.register.question import Question

if TYPE_CHECKING:  # the list makes its menu
    from registerdesk.ui.register.party_table import PartyTable


class ViewDialog(Question):
    """Asks for the name of a view, and whether the list begins with it."""

    named = Signal(str, bool)

    def __init__(self, parent: QWidget, name: str) -> None:
        """Propose a name."""
        super().__init__(parent, _("Save the view"), _("Save"))
        self.name = QLineEdit(name)
        self.name.setMaxLength(LONGEST_NAME)
        self.begins = QCheckBox(tr(_("Begin with this view")))
        self.add_field(_("Name of the view"), self.name, "name")
        self.body.addWidget(self.begins)
        self.verb.clicked.connect(
            lambda: self.named.emit(self.name.text(), self.begins.isChecked())
        )
        self.name.setFocus()


class ListMenu(QObject):
    """The button "View" with its menu; V in the list opens it."""

    def __init__(self, table: PartyTable) -> None:
        """Belong to a list."""
        super().__init__(table)
        self._list = table
        context = table.context
        self.views = ListViews(context.settings, table.query.kind.value)
        self.dialog: Question | None = None
        self.shown = ""
        self.button = Button(_("View"), key="V", icon_name="sliders")
        self.button.clicked.connect(self.open)
        header = table.table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda _place: self.choose_columns())
        place, keys = f"list.{table.query.kind}", context.shortcuts
        keys.add("V", place, _("Views and columns"), table.table, self.open)
        keys.teach("Space", place, _("Mark the row"), table)
        keys.teach("Shift+Down", place, _("Mark row by row"), table)
        keys.teach("Ctrl+A", place, _("Mark all"), table)
        if table.may_export:
            keys.add("Ctrl+Shift+E", place, _("Export the list"), table, table.export)
            keys.add("Ctrl+P", place, _("Print the list"), table, table.print)

    def open(self) -> None:
        """Show the menu under its button."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """Return the menu as it stands now."""
        menu = QMenu(self.button)
        for view in self.views.views:
            action = menu.addAction(_plain(view.name))
            action.setCheckable(True)
            action.setChecked(view.name == self.shown)
            action.triggered.connect(lambda _on, chosen=view: self.show(chosen))
        if self.views.views:
            menu.addSeparator()
        self._line(menu, tr(_("Save the view …")), self.save)
        if any(view.name == self.shown for view in self.views.views):
            self._line(menu, tr(_("Remove the view {name}"), name=self.shown), self.remove)
        self._line(menu, tr(_("Columns …")), self.choose_columns)
        if self._list.may_export:
            menu.addSeparator()
            self._line(menu, tr(_("Export …")), self._list.export, "Ctrl+Shift+E")
            self._line(menu, tr(_("Print …")), self._list.print, "Ctrl+P")
        return menu

    def show(self, view: SavedView) -> None:
        """Look at the list by a view."""
        self.shown = view.name
        self._list.show_view(view)

    def save(self) -> None:
        """Ask for the name of what is shown now."""
        dialog = ViewDialog(self._list, self.shown)
        dialog.named.connect(lambda name, begins: self._save(dialog, name, begins=begins))
        self._open(dialog)

    def remove(self) -> None:
        """Forget the view that is shown; the list stays as it is."""
        gone = self.views.remove(self.shown)
        self.shown = ""
        if gone is not None:
            words = tr(_("The view {name} is removed."), name=gone.name)
            self._list.context.toast(words, lambda: self.views.save(gone), _("Undo"))

    def choose_columns(self) -> None:
        """Ask which columns to show."""
        choice = self._list.columns
        dialog = ColumnDialog(self._list, choice.columns, choice.keys)
        dialog.chosen.connect(self._list.choose_columns)
        dialog.chosen.connect(lambda _keys: dialog.accept())
        self._open(dialog)

    def _save(self, dialog: ViewDialog, name: str, *, begins: bool) -> None:
        view = view_of(self._list.query, self._list.columns.keys, name, begins=begins)
        try:
            self.views.save(view)
        except InvalidInput as error:
            dialog.refuse(error)
            return
        self.shown = name.strip()
        dialog.accept()
        self._list.context.toast(tr(_("The view {name} is saved."), name=self.shown))

    def _open(self, dialog: Question) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = dialog
        dialog.open()

    def _line(self, menu: QMenu, words: str, act: Callable[[], None], key: str = "") -> None:
        action = menu.addAction(_plain(words) if not key else f"{_plain(words)}\t{key}")
        action.triggered.connect(lambda _on: act())


def _plain(words: str) -> str:
    """Return data as it stands in a menu: no letter of it is a key."""
    return words.replace("&", "&&").replace("\t", " ")
