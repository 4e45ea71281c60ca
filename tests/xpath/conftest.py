from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone, tzinfo

import pytest

from app.xpath.functions import REGISTRY
from app.xpath.values import Atomic, NodeSet, Value, to_text

TALLINN = timezone(timedelta(hours=2))


@dataclass
class StillEnvironment:
    moment: datetime = datetime(2024, 3, 15, 23, 30, tzinfo=UTC)
    zone: tzinfo = TALLINN
    language: str = "en"
    chance: random.Random = field(default_factory=lambda: random.Random(1))

    def now(self) -> datetime:
        return self.moment

    def property_of_device(self, name: str) -> str:
        return ""


@dataclass
class Leaf:
    value: Atomic

    def text(self) -> str:
        return to_text(self.value)


@pytest.fixture
def env() -> StillEnvironment:
    return StillEnvironment()


@pytest.fixture
def call(env: StillEnvironment) -> Callable[..., Value]:
    def evaluate(name: str, *arguments: Value) -> Value:
        function = REGISTRY[name]
        assert function.evaluate is not None
        assert function.minimum <= len(arguments) + function.own_value
        assert function.maximum is None or len(arguments) <= function.maximum
        return function.evaluate(env, *arguments)

    return evaluate


@pytest.fixture
def nodes() -> Callable[..., NodeSet]:
    return lambda *values: NodeSet([Leaf(value) for value in values])
