"""Policy: purposes and legal basis, registers, periods, and the record of Article 30."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.processing import PurposeSetting, RegisterSetting, SettingChange
from registerdesk.domain.processing_record import RecordFile
from registerdesk.domain.retention import RetentionSetting
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.notices import EmptyView
from registerdesk.ui.kit.page import Page, PageHead
from registerdesk.ui.kit.results import EntryList
from registerdesk.ui.kit.text import language, tr, tr_error
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.policy.detail import SettingDetail
from registerdesk.ui.policy.dialogs import PurposeDialog, RegisterDialog
from registerdesk.ui.policy.period_dialog import PeriodDialog
from registerdesk.ui.policy.record_out import RecordOut
from registerdesk.ui.policy.words import Setting, entries
from registerdesk.ui.register.colleagues import colleagues
from registerdesk.ui.register.list_detail import ListDetail
from registerdesk.ui.register.states import States
from registerdesk.usecases.processing_record import Processing, view_processing
from registerdesk.usecases.purposes import change_purpose, change_register, setting_history
from registerdesk.usecases.retention import change_period, look_ahead

KEY = "policy"


class PolicyPage(Page):
    """The list of purposes, registers and periods; beside it the chosen one; above, the record."""

    def __init__(self, context: WindowContext) -> None:
        """Build list and detail."""
        super().__init__(context)
        self.found: Processing | None = None
        self.dialog: PurposeDialog | RegisterDialog | PeriodDialog | None = None
        self.may_edit = is_granted(context.user.roles, Permission.EDIT_POLICY)
        self.out = RecordOut(context, self, self._refused)
        self.missing = Label(role="body", wrap=True)
        self.pdf = Button(_("Record as PDF"), key="P", icon_name="document")
        self.sheet = Button(_("As XLSX"), key="X")
        self.list = EntryList(tr(_("Purposes, registers and periods")))
        self.detail = SettingDetail(may_edit=self.may_edit)
        self.states = States(
            self.list,
            EmptyView(_("Nothing is settled yet.")),
            area=_("Policy"),
            who=_("the data protection officer"),
        )
        self.panes_beside = ListDetail(self.states, self.detail, context.settings, KEY, stays=True)
        self._lay_out()
        self._connect()

    def open(self, argument: str) -> None:
        """Show the list and its first row."""
        del argument
        self.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read settings and record again."""
        self.states.loading()
        self.context.ask(
            view_processing,
            language.code,
            done=self._arrived,
            failed=lambda error: self.states.failed(error, self.refresh),
            latest="policy",
        )

    def panes(self) -> list[QWidget]:
        """Return list and detail."""
        return [self.list, self.detail]

    def chosen(self) -> Setting | None:
        """Return the setting whose row has the focus."""
        if self.found is None:
            return None
        found = self.found
        settings: tuple[Setting, ...] = (*found.purposes, *found.registers, *found.periods)
        return next((s for s in settings if str(s.id) == self.list.current_id()), None)

    def edit(self) -> None:
        """Open the form of the chosen row, for whoever may change it."""
        setting = self.chosen()
        if setting is None or self.found is None or not self.may_edit:
            return
        if isinstance(setting, PurposeSetting):
            self.dialog = PurposeDialog(self, setting, self.context.today)
        elif isinstance(setting, RegisterSetting):
            self.dialog = RegisterDialog(self, setting, self.found.purposes)
        else:
            self.dialog = self._period_dialog(setting)
        self.dialog.given.connect(partial(self._save, setting))
        self.dialog.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the list with Esc where it has given way to the detail."""
        if event.key() == Qt.Key.Key_Escape and self.states.isHidden():
            self.panes_beside.show_detail(opened=False)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _period_dialog(self, setting: RetentionSetting) -> PeriodDialog:
        dialog = PeriodDialog(self, setting)
        dialog.looked.connect(
            lambda typed: self.context.ask(
                look_ahead,
                setting.id,
                typed,
                done=dialog.show_outlook,
                failed=dialog.refuse,
                latest="policy.period",
            )
        )
        return dialog

    def _save(self, setting: Setting, given: object) -> None:
        place, ask = (setting.id, setting.version, given), self.context.ask
        if isinstance(setting, PurposeSetting):
            ask(change_purpose, *place, done=self._saved, failed=self._not_saved)
        elif isinstance(setting, RegisterSetting):
            ask(change_register, *place, done=self._saved, failed=self._not_saved)
        else:
            ask(change_period, *place, done=self._saved, failed=self._not_saved)

    def _saved(self, _setting: object) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self.context.toast(tr(_("Saved.")))
        self.refresh()

    def _not_saved(self, error: RegisterDeskError) -> None:
        if self.dialog is not None:
            self.dialog.refuse(error)

    def _arrived(self, found: Processing) -> None:
        self.found = found
        gaps = sum(1 for _gap in found.record.gaps())
        self.missing.say(found.record.words_gaps)
        self.missing.set_tone("danger" if gaps else "ok")
        self.list.show_entries(entries(found))
        self.states.arrived()
        self.panes_beside.show_detail(opened=False)
        self._show_chosen()

    def _show_chosen(self) -> None:
        setting = self.chosen()
        if setting is None or self.found is None:
            return
        self.detail.show_setting(self.found, setting)
        self.context.ask(
            setting_history, setting.id, done=self._history_arrived, latest="policy.history"
        )

    def _history_arrived(self, changes: tuple[SettingChange, ...]) -> None:
        today = self.context.today()
        colleagues(self.context, lambda names: self.detail.show_history(changes, today, names))

    def _open_chosen(self) -> None:
        self._show_chosen()
        self.panes_beside.show_detail(opened=True)
        self.detail.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, error: RegisterDeskError) -> None:
        self.context.toast(tr_error(error))

    def _connect(self) -> None:
        self.list.chosen.connect(lambda _id: self._show_chosen())
        self.list.opened.connect(lambda _id, _modifiers: self._open_chosen())
        self.detail.edit_wanted.connect(self.edit)
        keys = self.context.shortcuts
        for key, message, kind, button in (
            ("P", _("Save the record as PDF"), RecordFile.PDF, self.pdf),
            ("X", _("Save the record as XLSX"), RecordFile.XLSX, self.sheet),
        ):
            deed = partial(self.out.save, kind)
            button.clicked.connect(lambda _checked=False, deed=deed: deed())
            keys.add(key, KEY, message, self.list, deed)
        if self.may_edit:
            keys.add("E", KEY, _("Change the purpose, register or period"), self, self.edit)

    def _lay_out(self) -> None:
        head = PageHead(
            _("Policy"),
            _("Purposes and legal basis, how long data is kept, and the record of Article 30"),
        )
        for button in (self.pdf, self.sheet):
            head.add_action(button)
        head.below.addSpacing(theme.px(2))
        head.below.addWidget(self.missing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(self.panes_beside, 1)
