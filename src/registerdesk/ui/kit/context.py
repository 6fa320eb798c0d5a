"""What every page gets: who is signed in, the way to the desk, and the window's services."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject
from shiboken6 import isValid

from registerdesk.domain.errors import RegisterDeskError
from registerdesk.domain.staff import ROLE_LABELS, Permission, Role
from registerdesk.ui.background import Runner, Task
from registerdesk.ui.kit.moments import local_date, system_clock
from registerdesk.ui.kit.search_field import SearchField
from registerdesk.ui.kit.settings import Settings
from registerdesk.ui.kit.shortcuts import Shortcuts
from registerdesk.ui.kit.text import tr

if TYPE_CHECKING:  # the desk brings the database along, which the sign-in page does without
    from registerdesk.usecases.desk import UseCase
    from registerdesk.usecases.slices import Slices

T = TypeVar("T")
P = TypeVar("P")
Args = ParamSpec("Args")


class Door(Protocol):
    """The desk: runs one act of staff, on the worker's thread."""

    def do(self, act: UseCase[Args, T], /, *args: Args.args, **kwargs: Args.kwargs) -> T:
        """Run the act in a transaction of its own; raises what it refuses."""
        ...

    def doing(
        self, act: UseCase[Args, Slices[T]], /, *args: Args.args, **kwargs: Args.kwargs
    ) -> Slices[T]:
        """Run the act in slices, in one transaction that is open between them."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """The member of staff at the window."""

    user_id: UUID
    user_name: str
    display_name: str
    roles: frozenset[Role] = frozenset()

    def role_words(self) -> str:
        """Return the roles in the window's language, in the order of the role matrix."""
        return ", ".join(tr(ROLE_LABELS[role]) for role in Role if role in self.roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What the window's frame says of the office."""

    name: str
    dpo_phone: str = ""
    demo: bool = False


@dataclass(slots=True, kw_only=True)
class WindowContext:
    """Handed to every page; the window fills in its services."""

    runner: Runner
    desk: Door
    user: SignedIn
    office: Office
    settings: Settings
    shortcuts: Shortcuts
    search: SearchField
    navigate: Callable[[str, str], None]
    toast: Callable[..., None]
    announce: Callable[..., None]
    open_call: Callable[[UUID | None], None]
    set_counter: Callable[[str, int, str], None]
    extras: dict[str, object] = field(default_factory=dict)
    holds: list[Callable[[], None]] = field(default_factory=list)
    """Called just before a lock: whoever has unsaved text hands `runner.do_last` its draft."""
    clock: Callable[[], int] = system_clock
    """The moment, UTC microseconds; the same clock as the desk's."""

    is_open: Callable[[], bool] = lambda: True
    """Whether whoever has this context still stands; no answer reaches what is gone."""
    pages: list[WindowContext] = field(default_factory=list)
    """The contexts of the pages that are built."""

    def for_page(self, is_open: Callable[[], bool]) -> WindowContext:
        """Return the context of a page, as long as that one is open."""
        self.pages.append(replace(self, is_open=is_open))
        return self.pages[-1]

    def go_on_at(self, desk: Door) -> None:
        """Go on at another desk of the same person, after a lock."""
        for each in (self, *self.pages):
            each.desk = desk

    def today(self) -> date:
        """Return the day at the office, Europe/Stockholm."""
        return local_date(self.clock())

    def ask(
        self,
        use_case: UseCase[..., T],
        *args: object,
        done: Callable[[T], object],
        failed: Callable[[RegisterDeskError], object] | None = None,
        latest: str = "",
    ) -> None:
        """Run one act at the desk off the window's thread; the outcome comes back to `done`."""
        self.runner.ask(
            lambda: self.desk.do(use_case, *args),
            self._heard(done),
            self._heard(failed) if failed else None,
            latest=latest,
            is_search=use_case.permission is Permission.SEARCH and not use_case.leaves_trace,
        )

    def work(
        self,
        steps: Callable[[], Generator[P, None, T]],
        *,
        done: Callable[[T], object],
        progress: Callable[[P], object] | None = None,
        failed: Callable[[RegisterDeskError], object] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> Task:
        """Run a long job in slices; see `Runner.work`."""
        return self.runner.work(
            steps,
            done=self._heard(done),
            progress=self._heard(progress) if progress else None,
            failed=self._heard(failed) if failed else None,
            cancelled=cancelled,
        )

    def _heard(self, callback: Callable[[T], object]) -> Callable[[T], object]:
        """Return a callback that does nothing once its page, or its own widget, is gone."""
        return lambda outcome: callback(outcome) if self.is_open() and _stands(callback) else None


def _stands(callback: Callable[..., object]) -> bool:
    """Tell whether whoever is to be told still stands: a form may have been saved meanwhile."""
    told = callback.func if isinstance(callback, partial) else callback
    owner = getattr(told, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
