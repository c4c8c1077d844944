"""A Maven repository on this machine, which remembers what it was asked for."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Repository:
    """A Maven repository on this machine. `spoil` names jars whose first so many answers are cut short."""

    url: str
    asked: list[str] = field(default_factory=list)
    spoil: dict[str, int] = field(default_factory=dict)

    def jars_asked(self) -> list[str]:
        return [name for name in self.asked if name.endswith(".jar")]
