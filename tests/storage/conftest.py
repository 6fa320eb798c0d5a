"""An office with every role for each test of this floor."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.makers import SmallOffice, an_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SmallOffice]:
    """Return a real office; its database is closed afterwards."""
    made = an_office(tmp_path)
    yield made
    made.close()
