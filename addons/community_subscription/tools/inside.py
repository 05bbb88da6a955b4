"""A mark in the context that says: this step was begun by code of this process.

A context comes from outside, too, with every call: whatever is True or a text in it may
have been put there by whoever calls. Nobody outside can hand over this object.
"""

from collections.abc import Mapping
from typing import Any

INSIDE = object()


def is_inside(context: Mapping[str, Any], key: str) -> bool:
    """Whether `key` was set by code of ours, and not told from outside."""
    return context.get(key) is INSIDE
