"""Invented firms, people and sentences in three languages, drawn with a seed.

Apart from ``respondent`` because the words are data (``resources/demo/invented.json``) and translators may change them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from app.core.places import data_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

Speech = Literal["et", "ru", "en"]
Topic = Literal["story", "obstacle", "share", "partner", "plan", "observation", "general"]

FALLBACK: Final[Speech] = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """What one language has to say; ``firms`` hold a place for ``{place}``."""

    speech: str
    firms: tuple[str, ...]
    places: tuple[str, ...]
    people: tuple[str, ...]
    jobs: tuple[str, ...]
    products: tuple[str, ...]
    remarks: tuple[str, ...]
    texts: Mapping[Topic, tuple[str, ...]]

    def firm(self, random: Random) -> str:
        """Name an invented firm."""
        return random.choice(self.firms).format(place=random.choice(self.places))

    def text(self, topic: Topic, random: Random) -> str:
        """Say something on a topic."""
        return random.choice(self.texts[topic])


@dataclass(frozen=True, slots=True)
class Interviewer:
    """An invented colleague: who is said to have carried an interview out, in languages that they speak."""

    name: str
    role: Literal["interviewer", "coordinator"]
    speaks: tuple[str, ...]


def words_of(language: str) -> Words:
    """Return the words of a language given by its code, English for one that has none."""
    return _words()[language if language in get_args(Speech) else FALLBACK]


@cache
def interviewers() -> tuple[Interviewer, ...]:
    """Return the invented colleagues of the demonstration."""
    return tuple(
        Interviewer(each["name"], each["role"], tuple(each["speaks"]))
        for each in _read()["members"]
    )


@cache
def _words() -> dict[str, Words]:
    read = _read()
    return {speech: _as_words(speech, read[speech]) for speech in get_args(Speech)}


def _as_words(speech: str, read: dict[str, Any]) -> Words:
    lists = {name: tuple(value) for name, value in read.items() if isinstance(value, list)}
    texts = {topic: tuple(read["texts"][topic]) for topic in get_args(Topic)}
    return Words(speech=speech, **lists, texts=texts)


def _read() -> dict[str, Any]:
    text = (data_folder("resources") / "demo" / "invented.json").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read
