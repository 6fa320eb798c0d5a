"""The form of a retention period: what the law allows, and in numbers what another would mean."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.retention import RULES, RetentionSetting, Unit, amount_from
from registerdesk.domain.texts import _
from registerdesk.ui.kit.labels import Label, data_label
from registerdesk.ui.kit.question import Question
from registerdesk.ui.kit.text import number, tr, tr_error
from registerdesk.ui.policy.words import kept_words, limit_words, name_of
from registerdesk.usecases.retention import PeriodOutlook

_AMOUNT = {
    Unit.DAYS: _("Days kept"),
    Unit.MONTHS: _("Months kept"),
    Unit.YEARS: _("Years kept"),
}
_SETTLES, _LONGEST_TEXT = 250, 12


class PeriodDialog(Question):
    """Asks for a whole number; nothing is saved before its consequence has been shown."""

    given = Signal(object)
    looked = Signal(str)
    """What is typed has settled: its consequence is to be counted."""

    def __init__(self, parent: QWidget, setting: RetentionSetting) -> None:
        """Show what is settled."""
        super().__init__(parent, _("Change the retention period"), _("Save"))
        self._setting, self._rule = setting, RULES[setting.data_class]
        self.amount = QLineEdit("" if setting.amount is None else str(setting.amount))
        self.amount.setMaxLength(_LONGEST_TEXT)
        self.limit = data_label(limit_words(setting), "secondary", wrap=True)
        self.period = Label(role="body", wrap=True)
        self.outcome = Label(role="body", wrap=True)
        self.body.addWidget(data_label(name_of(setting), "section"))
        self.add_field(_AMOUNT[self._rule.unit], self.amount, "amount")
        for label in (self.limit, self.period, self.outcome):
            self.body.addWidget(label)
        self.amount.setAccessibleDescription(self.limit.text())
        self._settles = QTimer(self, interval=_SETTLES, singleShot=True)
        self._settles.timeout.connect(self._look)
        self.amount.textChanged.connect(lambda _text: self._typed())
        self.verb.clicked.connect(lambda: self.given.emit(self.amount.text()))
        self._tell()
        self.amount.selectAll()
        self.amount.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_outlook(self, outlook: PeriodOutlook) -> None:
        """Say what the period would mean, unless something else is typed by now."""
        if self._amount() != (outlook.amount, ""):
            return
        what = tr(self._rule.counted)
        if outlook.comes_due:
            words = _("{what} that are due for erasure at once: {n}.")
            said = tr(words, what=what, n=number(outlook.comes_due))
        elif outlook.stays_longer:
            words = _("{what} that are due now and would not be: {n}.")
            said = tr(words, what=what, n=number(outlook.stays_longer))
        else:
            said = tr(_("Nothing is due for erasure at once."))
        self.outcome.say(" ".join(filter(None, (said, self._further(outlook.amount)))))
        self.outcome.set_tone("warn" if outlook.comes_due or outlook.stays_longer else "muted")
        self.verb.setEnabled(True)
        self.adjustSize()

    def refuse(self, error: RegisterDeskError) -> None:
        """Say what was wrong, and let it be tried again."""
        self.verb.setEnabled(True)
        super().refuse(error)
        self.adjustSize()

    def _further(self, amount: int | None) -> str:
        """Return what else another period asks of the office."""
        before = self._setting.amount
        if amount is None:
            return tr(_("The record says then what is missing (5(1)(e), 30(1)(f))."))
        if before is not None and amount > before:
            return tr(_("People have been told a shorter time: tell them before you save."))
        return ""

    def _amount(self) -> tuple[int | None, str]:
        """Return the period as typed, and why it cannot be settled."""
        try:
            return amount_from(self._setting.data_class, self.amount.text()), ""
        except InvalidInput as error:
            return None, tr_error(error)

    def _typed(self) -> None:
        self._tell()
        _amount, wrong = self._amount()
        self.verb.setEnabled(bool(wrong))  # pressed, it says in its place what is wrong
        self.outcome.say("")
        self._settles.start()

    def _tell(self) -> None:
        """Say the typed period in the words of the record."""
        amount, wrong = self._amount()
        words = kept_words(self._setting.data_class, amount)
        said = "" if wrong == self.limit.text() else wrong
        self.period.say(said if wrong else tr(_("Kept {words}."), words=words))
        self.period.set_tone("danger" if wrong else "")
        self.limit.set_tone("danger" if wrong and not said else "")
        self.adjustSize()

    def _look(self) -> None:
        if not self._amount()[1]:
            self.looked.emit(self.amount.text())
