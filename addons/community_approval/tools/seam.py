"""The one way past the gate: a scope that only Python code can open.

A scope lives in the running thread and ends with the ``with`` block. Nothing that a
client can send (context keys, values, method names) opens it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """Why what happens now is not held.

    :param reason: words for the audit row
    :param audited: whether passing a controlled write is noted as a bypass; applying
        an approved request is not one, its own log tells it
    """

    reason: str
    audited: bool = True


_scope: ContextVar[Scope | None] = ContextVar("community_approval_scope", default=None)
_creating: ContextVar[tuple[str, ...]] = ContextVar(
    "community_approval_creating", default=()
)
_trial: ContextVar[bool] = ContextVar("community_approval_trial", default=False)


def current() -> Scope | None:
    return _scope.get()


def in_trial() -> bool:
    """Whether the running code only tries a change that is rolled back at once."""
    return _trial.get()


@contextmanager
def opened(scope: Scope) -> Iterator[None]:
    token = _scope.set(scope)
    try:
        yield
    finally:
        _scope.reset(token)


@contextmanager
def trial() -> Iterator[None]:
    token = _trial.set(True)
    try:
        yield
    finally:
        _trial.reset(token)


def is_creating(model_name: str) -> bool:
    """Whether a record of this model is being created: its lines come with it."""
    return model_name in _creating.get()


@contextmanager
def creating(model_name: str) -> Iterator[None]:
    token = _creating.set((*_creating.get(), model_name))
    try:
        yield
    finally:
        _creating.reset(token)
