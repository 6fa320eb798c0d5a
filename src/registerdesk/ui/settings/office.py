"""The office: what its letters say, its envelopes, and its own goal for answers."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from registerdesk.domain.errors import InvalidInput, RegisterDeskError
from registerdesk.domain.office import DPO_TERMS, ENVELOPE_LABELS, OfficeProfile
from registerdesk.domain.parties import is_company_number
from registerdesk.domain.staff import Permission, is_granted
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.card import Card
from registerdesk.ui.kit.context import WindowContext
from registerdesk.ui.kit.editors import IntEdit
from registerdesk.ui.kit.field_column import FieldColumn, choices
from registerdesk.ui.kit.labels import Label
from registerdesk.ui.kit.text import tr, tr_error
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.settings.section import Section
from registerdesk.ui.setup.office import FIELDS, kept_settings, office_fields
from registerdesk.usecases.office_profile import change_office, view_office

TARGET_DAYS = (1, 30)
_CHOSEN = ("dpo_term", "envelope", "forwarding")


class OfficeSection(Section):
    """Editable by administrators; others read it."""

    def __init__(self, context: WindowContext) -> None:
        """Build the fields; `refresh` fills them."""
        super().__init__(context, _("The office"))
        self.may_write = is_granted(context.user.roles, Permission.MANAGE_OFFICE)
        self.fields = office_fields()
        self.letters = FieldColumn()
        self.days = IntEdit(least=TARGET_DAYS[0], most=TARGET_DAYS[1])
        self.days.setMaximumWidth(theme.px(120))
        self.letters.add("dpo_term", _("What the officer is called"), choices(dict(DPO_TERMS)))
        self.letters.add("envelope", _("Envelope"), choices(dict(ENVELOPE_LABELS)))
        self.letters.add(
            "forwarding",
            _("The Tax Agency's address for forwarding"),
            QLineEdit(maxLength=200),
            _(
                "Lines with commas between, as the Tax Agency gives them now. With it, a sheet for "
                "the outer envelope is printed with letters to protected persons."
            ),
        )
        self.letters.add(
            "target_days",
            _("The office's own goal for an answer, days"),
            self.days,
            _("The law's time limit is one month; the goal warns earlier."),
        )
        self.save_button = Button(_("Save"), key="Ctrl+Return", kind="primary")
        self.save_button.clicked.connect(self.primary)
        self._profile: OfficeProfile | None = None
        self.add_card(Card(_("Name, address and officer"))).addWidget(self.fields)
        self.add_card(Card(_("Letters and time limits"))).addWidget(self.letters)
        row = QHBoxLayout()
        note = Label(_("Only an administrator can change this."), "secondary", wrap=True)
        unwanted = note if self.may_write else self.save_button
        unwanted.hide()  # the other one waits: shown without a parent it would be a window
        row.addWidget(note, 1)
        row.addStretch(1)
        row.addWidget(self.save_button)
        self.column.addLayout(row)
        self.column.addStretch(1)
        for part in (self.fields, self.letters):
            part.setEnabled(self.may_write)

    def refresh(self) -> None:
        """Read the office's facts, unless something is being written."""
        if not self.is_touched():
            self.context.ask(view_office, done=self._arrived, failed=self.failed, latest="office")

    def is_touched(self) -> bool:
        """Tell whether the fields differ from what is kept."""
        return self._profile is not None and self._typed() != _shown(self._profile)

    def forget(self) -> None:
        """Show again what is kept."""
        if self._profile is not None:
            self._show(self._profile)

    def primary(self) -> None:
        """Save, after checking every field."""
        if not self.may_write or self._profile is None:
            return
        given = self._checked()
        if given is None:
            return
        self.error.hide()
        self.save_button.setEnabled(False)
        version = self._profile.version
        self.context.ask(change_office, version, given, done=self._saved, failed=self._refused)

    def _checked(self) -> dict[str, Any] | None:
        given = kept_settings(self.fields, self.context.today())
        self.letters.clear_errors()
        try:
            days = self.days.value()
        except InvalidInput as error:
            self.letters.point_at("target_days", tr_error(error))
            return None
        if given is None:
            return None
        if days is None:
            self.letters.point_at("target_days", tr(_("Fill in this field.")))
            return None
        chosen = {name: self.letters.text(name) for name in _CHOSEN}
        return {**given, **chosen, "target_days": days}

    def _arrived(self, profile: OfficeProfile) -> None:
        """Show what is kept, unless somebody has begun to write meanwhile."""
        if not self.is_touched():
            self._show(profile)

    def _show(self, profile: OfficeProfile) -> None:
        self._profile = profile
        for name, text in _shown(profile).items():
            part = self.fields if name in FIELDS else self.letters
            part.set_text(name, text)

    def _saved(self, profile: OfficeProfile) -> None:
        self.save_button.setEnabled(True)
        self._show(profile)
        self.context.toast(tr(_("Saved.")))

    def _refused(self, error: RegisterDeskError) -> None:
        self.save_button.setEnabled(True)
        known = isinstance(error, InvalidInput) and (
            self.fields.refuse(error) or self.letters.refuse(error)
        )
        if not known:
            self.failed(error)

    def _typed(self) -> dict[str, str]:
        typed = {name: self.fields.text(name).strip() for name in FIELDS}
        return typed | {name: self.letters.text(name).strip() for name in (*_CHOSEN, "target_days")}


def _shown(profile: OfficeProfile) -> dict[str, str]:
    """Return the facts as the fields show them."""
    names = (*FIELDS, *_CHOSEN, "target_days")
    shown = {name: str(getattr(profile, name)) for name in names}
    number = shown["org_number"]
    if is_company_number(number):
        shown["org_number"] = f"{number[:-4]}-{number[-4:]}"
    return shown
