"""The registers of the business history, of the web and of selections, over one transaction."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Connection

from registerdesk.domain.attachments import Attachment
from registerdesk.domain.dealings import (
    Agreement,
    Delivery,
    Invoice,
    Payment,
    PaymentDetail,
    Purchase,
)
from registerdesk.domain.selections import Segment, WebRecord
from registerdesk.storage import dealings, selections
from registerdesk.storage.attachments import ATTACHMENT, FileContents
from registerdesk.storage.register import Reader, Register


class BusinessRegisters:
    """What an office keeps of its dealings with people; a part of `Office`."""

    connection: Connection
    reader: Reader

    @cached_property
    def purchases(self) -> Register[Purchase]:
        """Purchases."""
        return Register(self.connection, dealings.PURCHASE, Purchase, self.reader)

    @cached_property
    def deliveries(self) -> Register[Delivery]:
        """Deliveries."""
        return Register(self.connection, dealings.DELIVERY, Delivery, self.reader)

    @cached_property
    def invoices(self) -> Register[Invoice]:
        """Invoices."""
        return Register(self.connection, dealings.INVOICE, Invoice, self.reader)

    @cached_property
    def payments(self) -> Register[Payment]:
        """Payments."""
        return Register(self.connection, dealings.PAYMENT, Payment, self.reader)

    @cached_property
    def payment_details(self) -> Register[PaymentDetail]:
        """Accounts."""
        return Register(self.connection, dealings.PAYMENT_DETAIL, PaymentDetail, self.reader)

    @cached_property
    def agreements(self) -> Register[Agreement]:
        """Agreements."""
        return Register(self.connection, dealings.AGREEMENT, Agreement, self.reader)

    @cached_property
    def web_records(self) -> Register[WebRecord]:
        """What people did on the website."""
        return Register(self.connection, selections.WEB_RECORD, WebRecord, self.reader)

    @cached_property
    def attachments(self) -> Register[Attachment]:
        """Files about people."""
        return Register(self.connection, ATTACHMENT, Attachment, self.reader)

    @cached_property
    def file_contents(self) -> FileContents:
        """What the files hold."""
        return FileContents(self.connection, self.reader)

    @cached_property
    def segments(self) -> Register[Segment]:
        """Selections in which people are placed."""
        return Register(self.connection, selections.SEGMENT, Segment, self.reader)
