"""What was collected: a row per category, with its sources and what is left to do with it."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QWidget

from registerdesk.domain.fields import Category, Compartment
from registerdesk.domain.sources import SOURCE_LABELS
from registerdesk.domain.texts import _
from registerdesk.ui.kit.buttons import Button
from registerdesk.ui.kit.card import Card, rule
from registerdesk.ui.kit.chip import Chip
from registerdesk.ui.kit.labels import ElideLabel, IconLabel, Label, data_label
from registerdesk.ui.kit.notices import Banner
from registerdesk.ui.kit.text import number, tr
from registerdesk.ui.kit.theme import theme
from registerdesk.ui.register.states import padded
from registerdesk.ui.requests.case_state import CaseState
from registerdesk.ui.requests.words import COMPARTMENT_LABELS, counted, values_words
from registerdesk.usecases.request_collection import CategoryCount, Collection
from registerdesk.usecases.request_review import ReviewView

_COLUMNS = 4


class CollectionCard(Card):
    """The categories in the answer; sealed parts can be asked for here."""

    collect_wanted = Signal()
    cancel_wanted = Signal()
    release_wanted = Signal(object)

    def __init__(self) -> None:
        """Begin with nothing collected."""
        super().__init__(_("Data in the answer"))
        self.again = Button(_("Collect again"), key="F5", kind="link")
        self.again.clicked.connect(self.collect_wanted)
        self.head.addWidget(self.again)
        self.news = Banner(icon_name="info", tone="warn")
        self.failed = Banner(icon_name="alert", tone="danger")
        self.start = Button(_("Collect"), key="F5", kind="primary")
        self.start.clicked.connect(self.collect_wanted)
        self.progress = _Progress()
        self.progress.cancel.clicked.connect(self.cancel_wanted)
        self.progress.hide()
        self.progress.setParent(self)

    def show_case(self, state: CaseState) -> None:
        """Show what has been collected."""
        self._take_out_lasting()
        self.clear()
        found = state.collection
        self.again.setVisible(found is not None and state.works)
        self.beside.say(values_words(found.count) if found else "")
        if found is None:
            self._show_nothing(state)
        else:
            self._show_notices(found)
            self.body.addWidget(_Categories(found, state.review))
            self._show_sealed(found, state)
        self.body.addWidget(self.progress)

    def tell(self, done: int, total: int) -> None:
        """Show how far a collection has come."""
        self.progress.show()
        self.start.setEnabled(False)
        self.progress.tell(done, total)

    def rest(self) -> None:
        """Hide the progress: it is done, or stopped."""
        self.progress.hide()
        self.start.setEnabled(True)

    def _take_out_lasting(self) -> None:
        """Keep the widgets that live longer than one showing."""
        for widget in (self.news, self.failed, self.start, self.progress):
            self.body.removeWidget(widget)
            widget.setParent(self)
            widget.hide()

    def _show_nothing(self, state: CaseState) -> None:
        words = _("Everything stored on the person is collected with its source.")
        self.body.addWidget(padded(tr(words)))
        if state.works:
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(theme.px(14), 0, theme.px(14), theme.px(12))
            line.addWidget(self.start)
            line.addStretch(1)
            self.start.show()
            self.body.addWidget(row)

    def _show_notices(self, found: Collection) -> None:
        if found.news:
            one = _("1 new value since the collection. Collect again with F5.")
            many = _("{n} new values since the collection. Collect again with F5.")
            self.news.label.say(counted(found.news, one, many))
            self.news.show()
            self.body.addWidget(self.news)
        if found.unreadable:
            self.failed.label.set_message(
                _("Could not be read: {names}. Collect again with F5."),
                names=", ".join(tr(name) for name in found.unreadable),
            )
            self.failed.show()
            self.body.addWidget(self.failed)

    def _show_sealed(self, found: Collection, state: CaseState) -> None:
        sealed: Counter[Compartment] = Counter()
        for category in found.categories:
            sealed.update(dict(category.sealed))
        for compartment, count in sealed.items():
            asked = compartment in found.asked
            self.add_row(self._sealed_row(compartment, count, asked=asked, works=state.works))

    def _sealed_row(
        self, compartment: Compartment, count: int, *, asked: bool, works: bool
    ) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(8))
        line.setSpacing(theme.px(8))
        line.addWidget(IconLabel("lock"))
        part = tr(COMPARTMENT_LABELS[compartment])
        sealed = counted(count, _("1 sealed value"), _("{n} sealed values"))
        words = Label(wrap=True).say(f"{part}: {sealed}")
        line.addWidget(words, 1)
        if asked:
            line.addWidget(Chip(_("Release asked for"), "info"))
        elif works:
            button = Button(_("Ask for release to the case"))
            button.clicked.connect(lambda: self.release_wanted.emit(compartment))
            line.addWidget(button)
        return row


class _Categories(QWidget):
    """The table itself; every cell is a label that a reader reads with its row."""

    def __init__(self, found: Collection, review: ReviewView | None) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(2, 1)
        self._grid = grid
        titles = (_("Category"), _("Count"), _("Source"), _("Reviewing"))
        for at, title in enumerate(titles):
            label = Label(title, "head")
            if at == 1:
                label.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(_air(label, first=at == 0), 0, at)
        waiting = _undecided(review)
        for number_, category in enumerate(found.categories, 1):
            grid.addWidget(rule(), 2 * number_ - 1, 0, 1, _COLUMNS)
            self._line(2 * number_, category, waiting[category.category])

    def _line(self, at: int, category: CategoryCount, waiting: int) -> None:
        name = tr(category.label)
        count = data_label(number(category.count), "secondary")
        count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        count.setAccessibleName(f"{name}: {category.count}")
        sources = ", ".join(tr(SOURCE_LABELS[source]) for source in category.sources)
        self._grid.addWidget(_air(ElideLabel(name), first=True), at, 0)
        self._grid.addWidget(_air(count), at, 1)
        self._grid.addWidget(_air(ElideLabel(sources, "secondary")), at, 2)
        chip = QWidget()
        line = QHBoxLayout(chip)
        line.setContentsMargins(theme.px(6), theme.px(6), theme.px(14), theme.px(6))
        line.addWidget(_chip(category, waiting))
        line.addStretch(1)
        self._grid.addWidget(chip, at, 3)


def _chip(category: CategoryCount, waiting: int) -> Chip:
    """Return what is left to do with a category."""
    if category.sealed:
        return Chip(_("Sealed"), "neutral")
    if waiting:
        return Chip(_("{n} to judge"), "warn", n=waiting)
    if category.without_source:
        return Chip(_("{n} without source"), "warn", n=category.without_source)
    return Chip(_("Done"), "ok")


def _undecided(review: ReviewView | None) -> Counter[Category]:
    passages = review.passages if review else ()
    return Counter(p.item.category for p in passages if p.mark.verdict is None)


def _air(label: Label, *, first: bool = False) -> Label:
    label.setContentsMargins(theme.px(14 if first else 6), theme.px(8), theme.px(8), theme.px(8))
    return label


class _Progress(QWidget):
    """How many categories are fetched, and the way to stop."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Label(_("Fetching data …"), "secondary")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(theme.px(6))
        self.cancel = Button(_("Cancel"), key="Esc")
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(10))
        line.setSpacing(theme.px(12))
        line.addWidget(self.words)
        line.addWidget(self.bar, 1)
        line.addWidget(self.cancel)

    def tell(self, done: int, total: int) -> None:
        """Show the part that is done."""
        message = _("Fetching data … {done} of {total} registers")
        if total:
            self.words.set_message(message, done=done, total=total)
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
