"""Numbers and lists of the law: rules name them, the rulebook dates them, a judgement uses those of its day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from timpora.core.rules.expressions import Kind, Parameter

type ParameterValue = int | date | tuple[str, ...] | tuple[date, ...]


class Law:
    """What a rule's definition sees of the law: names, not values."""

    def days(self, name: str) -> Parameter:
        return Parameter(name, Kind.DAYS)

    def hours(self, name: str) -> Parameter:
        return Parameter(name, Kind.HOURS)

    def date(self, name: str) -> Parameter:
        return Parameter(name, Kind.DATE)

    def texts(self, name: str) -> Parameter:
        return Parameter(name, Kind.TEXTS)

    def dates(self, name: str) -> Parameter:
        return Parameter(name, Kind.DATES)


class MissingParameter(LookupError):
    """The rulebook has no value of this parameter on the day judged."""

    def __init__(self, name: str) -> None:
        super().__init__(f"the rulebook has no value of {name} on the day judged")
        self.name = name


@dataclass(frozen=True)
class Parameters:
    """The values in force on one day."""

    values: Mapping[str, ParameterValue] = field(default_factory=lambda: MappingProxyType({}))

    def get(self, name: str) -> ParameterValue:
        if name not in self.values:
            raise MissingParameter(name)
        return self.values[name]
