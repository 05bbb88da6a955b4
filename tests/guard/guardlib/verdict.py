"""Failures that read as a list of what to do, without a traceback."""

import pytest

MOST_LINES = 100


def nothing(problems, head: str) -> None:
    """Fail with the list of `problems`, if there are any."""
    lines = [str(problem) for problem in problems]
    if lines:
        more = len(lines) - MOST_LINES
        shown = lines[:MOST_LINES] + ([f"… and {more} more"] if more > 0 else [])
        pytest.fail(f"{head}\n" + "\n".join(shown), pytrace=False)
