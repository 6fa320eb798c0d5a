"""The menu of a list: its saved views, its columns, its way out of the office."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QMenu, QWidget

from registerdesk.domain.errors import InvalidInput
from registerdesk.domain.party_lists import ListQuery
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.question import Question
from registerdesk.ui.kit.text import tr
from registerdesk.ui.register.column_choice import ColumnChoice, ColumnDialog
from registerdesk.ui.register.list_views import LONGEST_NAME, ListViews, SavedView, view_of


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

    view_chosen = Signal(object)
    columns_chosen = Signal(list)
    export_wanted = Signal()
    print_wanted = Signal()

    def __init__(
        self,
        owner: QWidget,
        context: WindowContext,
        columns: ColumnChoice,
        query: Callable[[], ListQuery],
        *,
        may_export: bool,
    ) -> None:
        """Belong to a list; `query` tells what it shows now."""
        super().__init__(owner)
        self._owner, self._context, self._query = owner, context, query
        self._columns, self._may_export = columns, may_export
        kind = query().kind
        self.views = ListViews(context.settings, kind.value)
        self.dialog: Question | None = None
        self.shown = ""
        self.button = Button(_("View"), key="V", icon_name="sliders")
        self.button.clicked.connect(self.open)
        header = columns.table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda _place: self.choose_columns())
        self._teach(f"list.{kind}")

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
        if self._may_export:
            menu.addSeparator()
            self._line(menu, tr(_("Export …")), self.export_wanted.emit, "Ctrl+Shift+E")
            self._line(menu, tr(_("Print …")), self.print_wanted.emit, "Ctrl+P")
        if is_granted(self._context.user.roles, Permission.EDIT_PARTY):
            menu.addSeparator()
            self._line(menu, tr(_("Duplicates …")), self.find_duplicates, "Ctrl+Shift+D")
        return menu

    def show(self, view: SavedView) -> None:
        """Look at the list by a view."""
        self.shown = view.name
        self.view_chosen.emit(view)

    def save(self) -> None:
        """Ask for the name of what is shown now."""
        dialog = ViewDialog(self._owner, self.shown)
        dialog.named.connect(lambda name, begins: self._save(dialog, name, begins=begins))
        self._open(dialog)

    def remove(self) -> None:
        """Forget the view that is shown; the list stays as it is."""
        gone = self.views.remove(self.shown)
        self.shown = ""
        if gone is not None:
            words = tr(_("The view {name} is removed."), name=gone.name)
            self._context.toast(words, lambda: self.views.save(gone), _("Undo"))

    def choose_columns(self) -> None:
        """Ask which columns to show."""
        choice = self._columns
        dialog = ColumnDialog(self._owner, choice.columns, choice.keys)
        dialog.chosen.connect(self.columns_chosen)
        dialog.chosen.connect(lambda _keys: dialog.accept())
        self._open(dialog)

    def find_duplicates(self) -> None:
        """Look for people who are in the register twice."""
        self._context.navigate("duplicates", "")

    def _teach(self, place: str) -> None:
        """Enter the keys of the list."""
        keys, owner = self._context.shortcuts, self._owner
        keys.add("V", place, _("Views and columns"), owner, self.open)
        keys.teach("Space", place, _("Mark the row"), owner)
        keys.teach("Shift+Down", place, _("Mark row by row"), owner)
        keys.teach("Ctrl+A", place, _("Mark all"), owner)
        if self._may_export:
            keys.add("Ctrl+Shift+E", place, _("Export the list"), owner, self.export_wanted.emit)
            keys.add("Ctrl+P", place, _("Print the list"), owner, self.print_wanted.emit)

    def _save(self, dialog: ViewDialog, name: str, *, begins: bool) -> None:
        view = view_of(self._query(), self._columns.keys, name, begins=begins)
        try:
            self.views.save(view)
        except InvalidInput as error:
            dialog.refuse(error)
            return
        self.shown = name.strip()
        dialog.accept()
        self._context.toast(tr(_("The view {name} is saved."), name=self.shown))

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
