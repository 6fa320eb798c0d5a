"""What the log's acts are called, and into which groups its filter sorts them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from registerdesk.domain.texts import _


class LogGroup(StrEnum):
    """The chips above the log."""

    READ = "read"
    CHANGED = "changed"
    SENT = "sent"
    SENSITIVE = "sensitive"
    SIGN_IN = "sign_in"
    STAFF = "staff"
    DENIED = "denied"


GROUP_LABELS: Final = MappingProxyType(
    {
        LogGroup.READ: _("Read"),
        LogGroup.CHANGED: _("Changed"),
        LogGroup.SENT: _("Printed and sent"),
        LogGroup.SENSITIVE: _("Sensitive access"),
        LogGroup.SIGN_IN: _("Sign-in"),
        LogGroup.STAFF: _("Staff and keys"),
        LogGroup.DENIED: _("Denied act"),
    }
)

ACT_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "access.asked": _("Asked for access"),
        "attachment.added": _("Added a file"),
        "attachment.exported": _("Saved a copy of a file outside the office"),
        "attachment.marked": _("Marked a file as internal or as part of the answer"),
        "attachment.opened": _("Opened a file"),
        "attachment.removed": _("Removed a file"),
        "attachment.restored": _("Brought a file back"),
        "attachments.erased": _("Erased removed files"),
        "attachments.listed": _("Read the list of files"),
        "call.recorded": _("Recorded a call"),
        "call.undone": _("Undid a call"),
        "callers.listed": _("Looked for a caller"),
        "clock.asked": _("Asked whether a clock waits to be confirmed"),
        "clock.behind": _("The computer's clock was behind the log"),
        "clock.confirmed": _("Confirmed the computer's clock"),
        "clock.confirmed_alone": _("Confirmed the computer's clock alone"),
        "compartment.renewed": _("Renewed a sealed part's key"),
        "contact.viewed": _("Read a contact"),
        "contacts.listed": _("Listed contacts"),
        "credit_check.recorded": _("Recorded a credit check"),
        "credit_checks.viewed": _("Read credit checks"),
        "dealing.recorded": _("Recorded a purchase, delivery, invoice, payment or account"),
        "dealings.viewed": _("Read the business history"),
        "draft.discarded": _("Discarded a draft"),
        "draft.opened": _("Opened a draft"),
        "draft.saved": _("Saved a draft"),
        "drafts.expired": _("Removed old drafts"),
        "history.viewed": _("Read old values"),
        "export.approved": _("Approved an export"),
        "export.approved_alone": _("Approved an own export after 24 hours"),
        "export.begun": _("Began to make a list"),
        "export.exported": _("Exported a list"),
        "export.lapsed": _("Let a proposed export lapse"),
        "export.previewed": _("Looked at what an export would hold"),
        "export.printed": _("Printed a list"),
        "export.proposed": _("Proposed an export"),
        "export.rejected": _("Did not approve an export"),
        "export.stopped": _("Stopped a list before it left"),
        "exports.listed": _("Listed exports"),
        "import.errors_exported": _("Exported the rows of a file that had errors"),
        "import.matches_viewed": _("Compared rows of a file with the register"),
        "import.settled": _("Let the undo of an import pass"),
        "import.tried": _("Tried an import"),
        "import.undo_looked_at": _("Looked at what the undo of an import would do"),
        "import.undone": _("Undid an import"),
        "imports.listed": _("Listed imports"),
        "duplicate.dismissed": _("Said that two people are not one"),
        "duplicate.recalled": _("Took back that two people are not one"),
        "duplicates.looked_for": _("Looked for a person's duplicates"),
        "duplicates.searched": _("Searched the register for duplicates"),
        "merge.looked_for": _("Looked for a merge to undo"),
        "merges.expired": _("Let old merges pass"),
        "parties.compared": _("Compared two people"),
        "party.merged": _("Merged two people"),
        "party.unmerged": _("Undid a merge"),
        "party.protected": _("Marked a person as protected"),
        "party.unprotected": _("Lifted a person's protection"),
        "protected.double_found": _("Found a protected person's number on another card"),
        "staff.named_viewed": _("Saw who is named for protected persons"),
        "protection.planned": _("Looked at what a protection would move"),
        "request.taken_from_owner": _("Took a protected person's case from who is not named"),
        "unmarking.proposed": _("Proposed to lift a protection"),
        "unmarking.declined": _("Declined to lift a protection"),
        "credit_checks.listed": _("Listed credit checks"),
        "data.about": _("Collected what is kept on a person"),
        "data.about_policy": _("Read what the policy says on a person's data"),
        "database.rekeyed": _("Encrypted the database under a new key"),
        "free_text.kept": _("Kept words that the guard warned of"),
        "grants.listed": _("Listed waiting rights"),
        "head.mismatch": _("The log did not fit its anchor"),
        "head.missing": _("The log's anchors were gone"),
        "identity_number.revealed": _("Showed a personal identity number"),
        "indexes.renewed": _("Renewed sealed indexes"),
        "keyring.ahead": _("The key file was newer than the database"),
        "keyring.old": _("The key file was older than the database"),
        "letter.printed": _("Printed a letter"),
        "letter.sent": _("Marked a letter as sent"),
        "letter.made": _("Made a letter"),
        "log.listed": _("Read the log"),
        "office.changed": _("Changed the office's facts"),
        "office.verified": _("Verified the log"),
        "office.viewed": _("Read the office's facts"),
        "contact.corrected": _("Corrected a contact"),
        "contact.recorded": _("Recorded a contact"),
        "preference.set": _("Changed own settings"),
        "party.imported": _("Imported from a file"),
        "party.import_updated": _("Updated from a file"),
        "party.import_undone": _("Removed what an import had added"),
        "parties.listed": _("Listed customers or suppliers"),
        "party.protected_opened": _("Opened a protected person"),
        "party.registered": _("Registered a customer or supplier"),
        "party.viewed": _("Opened a card"),
        "password.changed": _("Changed own password"),
        "password.confirmed": _("Confirmed own password"),
        "recovery_key.replaced": _("Made a new recovery key"),
        "relation.confirmation_taken_back": _("Took back that a relation runs"),
        "relation.reopened": _("Let an ended relation run on"),
        "relation.confirmed": _("Confirmed that a relation runs"),
        "relation.ended": _("Ended a relation"),
        "relation.started": _("Started a relation"),
        "relation.taken_back": _("Took back a relation just started"),
        "relations.listed": _("Listed relations without activity"),
        "link.added": _("Named a contact person or guardian"),
        "link.ended": _("Ended a contact person or guardian"),
        "party.taken_back": _("Took back a person just registered"),
        "link.taken_back": _("Took back a contact person or guardian just named"),
        "links.viewed": _("Read contact persons or guardians"),
        "case.grants_dropped": _("Dropped the keys of answered cases"),
        "letter.addressee_changed": _("Changed whom a letter goes to"),
        "letter.addressee_viewed": _("Read whom a letter goes to"),
        "letter.facts_viewed": _("Read what a letter will say"),
        "letter.previewed": _("Previewed a letter"),
        "letter.comment_kept": _("Kept a comment for a letter"),
        "letter.forwarding_made": _("Made the sheet for the Tax Agency's forwarding"),
        "letter.protected_route_chosen": _("Chose how a letter reaches a protected person"),
        "letter.sealed": _("Sealed a letter to its case"),
        "letter.sent_undone": _("Took back the mark that a letter was sent"),
        "letter.viewed": _("Read a letter"),
        "proposal.approved": _("Approved a proposal"),
        "proposal.approved_alone": _("Approved an own proposal after 24 hours"),
        "proposal.made": _("Made a proposal"),
        "proposal.rejected": _("Rejected a proposal"),
        "proposal.viewed": _("Read a proposal"),
        "processing.exported": _("Took out the record of processing"),
        "purpose.changed": _("Changed a purpose"),
        "purpose.switched_off": _("Switched a purpose off for a person"),
        "purpose.switched_on": _("Switched a purpose on for a person"),
        "register.changed": _("Changed a register's description"),
        "retention.changed": _("Changed how long something is kept"),
        "request.added_to": _("Added to a request"),
        "request.answered": _("Answered a request"),
        "request.asked_for": _("Asked to take over a case"),
        "request.classified": _("Classified a request"),
        "request.collected": _("Collected data for a request"),
        "request.collection_viewed": _("Read a collection"),
        "request.decided": _("Decided on a request"),
        "request.extended": _("Extended a time limit"),
        "request.handed_over": _("Handed over a case"),
        "request.identity_checked": _("Checked an identity"),
        "request.linked": _("Linked a request to a person"),
        "request.paused": _("Paused a time limit"),
        "request.release_asked": _("Asked for sealed data"),
        "request.released": _("Released sealed data to a case"),
        "request.resumed": _("Let a time limit run on"),
        "request.reviewed": _("Reviewed data on others"),
        "request.opened": _("Opened a request"),
        "request.taken": _("Took over a request"),
        "request.viewed": _("Read a request"),
        "requests.listed": _("Listed requests"),
        "restriction.lifted": _("Lifted a restriction"),
        "restriction.lifting_planned": _("Asked to tell a person before a restriction is lifted"),
        "restriction.relied_on": _("Used restricted data for what the law allows"),
        "restriction.set": _("Restricted the processing of a person's data"),
        "restriction.undone": _("Took back a restriction"),
        "search": _("Searched"),
        "search.in_notes": _("Searched, in notes too"),
        "sign_in.failed": _("Failed sign-ins"),
        "signed_in": _("Signed in"),
        "signed_out": _("Signed out or locked"),
        "staff.access_changed": _("Changed a user's roles"),
        "staff.administrator_confirmed": _("Confirmed a new administrator"),
        "staff.code_issued": _("Issued a one-time code"),
        "staff.disabled": _("Disabled a user"),
        "staff.grant_confirmed": _("Confirmed a right"),
        "staff.invited": _("Invited a user"),
        "staff.list_hidden": _("Hid the staff list at sign-in"),
        "staff.list_shown": _("Showed the staff list at sign-in"),
        "staff.listed": _("Listed the staff"),
        "staff.names": _("Read colleagues' names"),
        "task.dismissed": _("Dismissed a task"),
        "tasks.listed": _("Listed tasks"),
        "unreadable": _("This row cannot be read"),
        "value.added": _("Added data"),
        "value.changed": _("Changed data"),
        "value.put_back": _("Put back removed data"),
        "value.removed": _("Removed data"),
    }
)
"""The acts by their codes; an act that is not here is told by its room."""

_ROOMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "denied": _("Denied act"),
        "failed": _("Refused input"),
        "request": _("Worked on a request"),
        "letter": _("Worked on a letter"),
        "import": _("Imported from a file"),
        "party": _("Worked on a card"),
        "value": _("Changed data"),
        "relation": _("Changed a relation"),
        "restriction": _("Worked on a restriction"),
        "task": _("Handled a task"),
        "proposal": _("Handled a proposal"),
    }
)
_LOOKS: Final = frozenset(
    {"listed", "viewed", "names", "about", "about_policy", "looked_for", "compared", "previewed"}
    | {"addressee_viewed", "answers_viewed", "collection_viewed", "facts_viewed"}
)
_SENSITIVE: Final = frozenset(
    {"identity_number.revealed", "party.protected_opened", "data.about", "request.released"}
    | {"letter.protected_route_chosen", "restriction.relied_on", "attachment.opened"}
    | {"attachment.exported", "letter.forwarding_made", "search.in_notes"}
)
_ALARMS: Final = frozenset(
    {"head.mismatch", "head.missing", "keyring.old", "clock.behind", "unreadable"}
)
_STAFF_ROOMS: Final = frozenset(
    {"staff", "compartment", "recovery_key", "indexes", "database", "grants", "keyring", "password"}
)


def label_of(act: str) -> str:
    """Return the message that names an act."""
    room = act.partition(".")[0]
    return ACT_LABELS.get(act) or _ROOMS.get(room) or _("Other act")


def group_of(act: str) -> LogGroup:
    """Return the group that an act belongs to."""
    room, _dot, deed = act.partition(".")
    if room in ("denied", "failed") or act in _ALARMS:
        return LogGroup.DENIED
    if room in ("signed_in", "signed_out", "sign_in"):
        return LogGroup.SIGN_IN
    if act in _SENSITIVE:
        return LogGroup.SENSITIVE
    if room in _STAFF_ROOMS:
        return LogGroup.STAFF
    if deed in ("printed", "sent", "posted", "exported"):
        return LogGroup.SENT
    return LogGroup.READ if deed in _LOOKS or act == "search" else LogGroup.CHANGED
