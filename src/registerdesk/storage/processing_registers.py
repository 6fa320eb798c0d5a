"""The registers of purposes and periods: what the office settled, and what people have said."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Connection

from registerdesk.domain.processing import (
    PurposeSetting,
    PurposeSwitch,
    RegisterSetting,
    SettingChange,
)
from registerdesk.domain.retention import Periods, RetentionSetting, periods_of
from registerdesk.storage import processing, retention
from registerdesk.storage.register import Reader, Register


class ProcessingRegisters:
    """The part of the office that says what data is used for, and how long it is kept."""

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
    def retention_settings(self) -> Register[RetentionSetting]:
        """How long the office has settled to keep each class."""
        return Register(self.connection, retention.RETENTION_SETTING, RetentionSetting, self.reader)

    @cached_property
    def periods(self) -> Periods:
        """How long each class is kept, as it stands when it is first asked in the transaction."""
        return periods_of(self.retention_settings.find())

    @cached_property
    def setting_changes(self) -> Register[SettingChange]:
        """What settings were before."""
        return Register(self.connection, processing.SETTING_CHANGE, SettingChange, self.reader)

    @cached_property
    def purpose_switches(self) -> Register[PurposeSwitch]:
        """Purposes that people have said no or yes to."""
        return Register(self.connection, processing.PURPOSE_SWITCH, PurposeSwitch, self.reader)
