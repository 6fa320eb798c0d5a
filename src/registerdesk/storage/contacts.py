"""The table of calls, letters, visits and e-mails."""

from sqlalchemy import Index

from registerdesk.domain.contacts import Contact
from registerdesk.storage.tables import table_for

CONTACT = table_for("contact", Contact, indexed=("party_id", "case_id"))
Index(None, CONTACT.c.at)
Index(None, CONTACT.c.way, CONTACT.c.at)
Index(None, CONTACT.c.direction, CONTACT.c.at)
Index(None, CONTACT.c.recorded_by, CONTACT.c.at)
