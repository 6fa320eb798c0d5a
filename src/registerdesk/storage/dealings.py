"""The tables of the business history."""

from typing import Final

from sqlalchemy import ForeignKeyConstraint, Index, Table

from registerdesk.domain.dealings import (
    Agreement,
    Delivery,
    Invoice,
    Payment,
    PaymentDetail,
    Purchase,
)
from registerdesk.storage.tables import table_for


def _of_party(name: str, record_type: type) -> Table:
    """Return a table whose rows belong to a person and go with that person."""
    owner = ForeignKeyConstraint(["party_id"], ["party.id"])
    return table_for(name, record_type, owner, indexed=("party_id",))


PURCHASE: Final = _of_party("purchase", Purchase)
DELIVERY: Final = _of_party("delivery", Delivery)
INVOICE: Final = _of_party("invoice", Invoice)
Index("ix_invoice_number", INVOICE.c.number)
PAYMENT: Final = _of_party("payment", Payment)
PAYMENT_DETAIL: Final = _of_party("payment_detail", PaymentDetail)
AGREEMENT: Final = _of_party("agreement", Agreement)
