"""Which of our add-ons a database does not have as they are now on disk."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    added: list[str]
    changed: list[str]
    removed: list[str]

    @classmethod
    def between(cls, before: dict[str, str], after: dict[str, str]) -> "Change":
        both = before.keys() & after.keys()
        return cls(
            added=sorted(after.keys() - before.keys()),
            changed=sorted(name for name in both if before[name] != after[name]),
            removed=sorted(before.keys() - after.keys()),
        )

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def __str__(self) -> str:
        parts = {"new": self.added, "changed": self.changed, "gone": self.removed}
        return "; ".join(f"{word}: {', '.join(n)}" for word, n in parts.items() if n)
