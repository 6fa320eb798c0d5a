"""How figures are written: one JSON line each, and a table that people read."""

from __future__ import annotations

import json
import statistics
from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def summary(seconds: Sequence[float]) -> dict[str, float]:
    """Return the median, the 95th and the 99th percentile, in milliseconds."""
    return {
        "p50_ms": round(1000 * statistics.median(seconds), 3),
        "p95_ms": round(1000 * percentile(seconds, 0.95), 3),
        "p99_ms": round(1000 * percentile(seconds, 0.99), 3),
    }


def say(**figure: object) -> None:
    """Print one figure as a JSON line."""
    print(json.dumps(figure, ensure_ascii=False), flush=True)


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows as a table."""
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |", flush=True)
