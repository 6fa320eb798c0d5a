"""The registers of purposes: what the office has settled, and what people have said."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Connection

from registerdesk.domain.processing import (
    PurposeSetting,
    PurposeSwitch,
    RegisterSetting,
    SettingChange,
)
from registerdesk.storage import processing
from registerdesk.storage.register import Reader, Register


class ProcessingRegisters:
    """The part of the office that says what data is used for."""

    connection: Connection
    reader: Reader

    @cached_property
    def purposes(self) -> Register[PurposeSetting]:
        """What the office has settled on each purpose."""
        return Register(self.connection, processing.PURPOSE_SETTING, PurposeSetting, self.reader)

    @cached_property
    def register_settings(self) -> Register[RegisterSetting]:
        """What the office has settled on each register."""
        return Register(self.connection, processing.REGISTER_SETTING, RegisterSetting, self.reader)

    @cached_property
    def setting_changes(self) -> Register[SettingChange]:
        """What settings were before."""
        return Register(self.connection, processing.SETTING_CHANGE, SettingChange, self.reader)

    @cached_property
    def purpose_switches(self) -> Register[PurposeSwitch]:
        """Purposes that people have said no or yes to."""
        return Register(self.connection, processing.PURPOSE_SWITCH, PurposeSwitch, self.reader)
