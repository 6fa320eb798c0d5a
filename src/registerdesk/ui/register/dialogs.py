"""The question of a card's menu which protection a person has."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QRadioButton, QWidget

from registerdesk.domain.parties import PROTECTION_LABELS, Protection
from registerdesk.domain.protection import PROTECTION_MEANINGS
from registerdesk.domain.texts import _
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.question import Question
from registerdesk.ui.kit.text import number, tr
from registerdesk.ui.kit.theme import theme
from registerdesk.usecases.protection import ProtectionPlan


def plan_words(plan: ProtectionPlan) -> str:
    """Return in numbers what moves; what there is none of is not told."""
    told = (
        (_("Values: {n}"), plan.values),
        (_("Earlier values: {n}"), plan.old_values),
        (_("Search keys erased: {n}"), plan.search_keys),
        (_("Cases taken from who is not named: {n}"), plan.cases),
    )
    return "  ·  ".join(tr(words, n=number(count)) for words, count in told if count)


class ProtectDialog(Question):
    """Asks which protection the population register has given; says what moves."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, plan: ProtectionPlan) -> None:
        """Offer both kinds, each with its meaning; say in numbers what the plan moves."""
        super().__init__(parent, _("Mark as protected"), _("Mark as protected"))
        self._kinds = (Protection.MARKED, Protection.SHELTERED)
        self._chosen = Protection.MARKED
        told = _(
            "Name, address, phone and the other identifying values are sealed. "
            "Only those named for protected persons can open them, with a reason."
        )
        self.body.addWidget(Label(told, wrap=True))
        self._buttons = [self._choice(kind) for kind in self._kinds]
        for kind, button in zip(self._kinds, self._buttons, strict=True):
            self.body.addWidget(button)
            meaning = Label(PROTECTION_MEANINGS[kind], "secondary", wrap=True)
            meaning.setContentsMargins(theme.px(24), 0, 0, theme.px(4))
            self.body.addWidget(meaning)
        self.numbers = Label(role="label", wrap=True)
        self.numbers.say(plan_words(plan))
        self.readers = Label(role="secondary", wrap=True)
        self.readers.set_message(
            _("Who can open the person: {names}."), names=", ".join(plan.named)
        )
        self.body.addSpacing(theme.px(6))
        self.body.addWidget(self.numbers)
        self.body.addWidget(self.readers)
        self._mark()
        self.verb.clicked.connect(lambda: self.chosen.emit(self._chosen))

    def choose(self, kind: Protection) -> None:
        """Choose a kind of protection."""
        self._chosen = kind
        self._mark()

    def _choice(self, kind: Protection) -> QRadioButton:
        digit = str(self._kinds.index(kind) + 1)
        button = QRadioButton(f"{digit}  {tr(PROTECTION_LABELS[kind])}")
        button.setAccessibleName(tr(PROTECTION_LABELS[kind]))
        button.setAccessibleDescription(tr(PROTECTION_MEANINGS[kind]))
        button.setShortcut(digit)
        button.toggled.connect(lambda on: self.choose(kind) if on else None)
        return button

    def _mark(self) -> None:
        for kind, button in zip(self._kinds, self._buttons, strict=True):
            button.setChecked(kind is self._chosen)
