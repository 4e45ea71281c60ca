"""What a question's name hints at: which choice, which words, which code would be plausible.

Apart from ``candidates``, which knows types and controls; here stand only tables from names to invented answers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from random import Random

    from app.operations.demo.invented import Topic, Words

_BORDER_COUNTIES: Final = ["0045", "0064", "0087"]
"""Ida-Viru, Põlva and Võru, by their codes in EHAK."""
_BORDER_OBLASTS: Final = ["58000000", "41000000"]
"""Pskov and Leningrad, by their codes in OKTMO."""
CONSENT_SHARE: Final = 0.95
FREE_CONSENT_SHARE: Final = 0.75
ESTONIAN_WEIGHTS: Final = ((1, 2, 3, 4, 5, 6, 7), (3, 4, 5, 6, 7, 8, 9))
RUSSIAN_WEIGHTS: Final = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_LETTERS: Final = {
    **dict(zip("абвгдезийклмнопрстуфхыэ", "abvgdezijklmnoprstufhye", strict=True)),
    "ё": "jo",
    "ж": "zh",
    "ц": "ts",
    "ч": "tsh",
    "ш": "sh",
    "щ": "shtsh",
    "ю": "ju",
    "я": "ja",
    "ъ": "",
    "ь": "",
    "«": '"',
    "»": '"',
}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What an invented respondent knows: the dice, their language's words, their firm, and what day it is."""

    random: Random
    words: Words
    firm: str
    person: str
    now: datetime


def registry_code(random: Random) -> str:
    """Return eight digits that pass the check of Estonian registry codes and begin as none in the register does.

    >>> from random import Random
    >>> registry_code(Random(1))[0]
    '2'
    """
    digits = [2, *(random.randint(0, 9) for _digit in range(6))]
    for weights in ESTONIAN_WEIGHTS:
        check = sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if check < 10:
            return "".join(map(str, digits)) + str(check)
    return "".join(map(str, digits)) + "0"


def _taxpayer_code(random: Random) -> str:
    digits = [0, 0, *(random.randint(0, 9) for _digit in range(7))]
    check = sum(digit * weight for digit, weight in zip(digits, RUSSIAN_WEIGHTS, strict=True))
    return "".join(map(str, digits)) + str(check % 11 % 10)


def _telephone(about: Circumstances) -> str:
    return f"+3725550{about.random.randint(100, 999)}"


def _product(about: Circumstances) -> str:
    return about.random.choice(about.words.products)


def in_latin_letters(text: str) -> str:
    """Write Russian words as Estonian readers would: letter by letter, good enough for an invented name.

    >>> in_latin_letters("ООО «Образец-Лес»")
    'OOO "Obrazets-Les"'
    """
    return "".join(_letter(letter) for letter in text)


def _letter(letter: str) -> str:
    latin = _LETTERS.get(letter.lower(), letter)
    return latin.capitalize() if letter.isupper() else latin


def _products(about: Circumstances) -> str:
    return ", ".join(about.random.sample(about.words.products, 3))


def _person(about: Circumstances) -> str:
    return about.random.choice((about.person, *about.words.people))


def _yes(about: Circumstances, share: float) -> str:
    return "yes" if about.random.random() < share else "no"


ONLY_SOME_HAVE: Final = r"cyrillic"
"""What most respondents leave empty."""
PREFERENCES: Final[tuple[tuple[str, Callable[[Circumstances], list[str]]], ...]] = (
    (r"consent_part|respondent_consent", lambda about: [_yes(about, CONSENT_SHARE)]),
    (r"consent", lambda about: [_yes(about, FREE_CONSENT_SHARE)]),
    (r"language", lambda about: [about.words.speech]),
    (r"country", lambda about: ["RU" if about.words.speech == "ru" else "EE"]),
    (r"region|county", lambda about: [about.random.choice(_BORDER_COUNTIES), *_BORDER_OBLASTS]),
    (r"section|industry", lambda about: [about.random.choice("CCCGHIJ")]),
)
BY_NAME: Final[tuple[tuple[str, Callable[[Circumstances], str]], ...]] = (
    (r"registry|reg_?code|regnr", lambda about: registry_code(about.random)),
    (r"^inn$|taxpayer", lambda about: _taxpayer_code(about.random)),
    (r"phone|telefon|mobile", _telephone),
    (r"e_?mail|epost", lambda about: f"kontakt{about.random.randint(1, 99)}@example.org"),
    (r"web|url|site", lambda about: f"https://www{about.random.randint(1, 99)}.example.org"),
    (r"postal|postcode|zip", lambda about: str(about.random.randint(20_000, 42_000))),
    (r"latin", lambda about: in_latin_letters(about.firm)),
    (r"job|position|role|amet", lambda about: about.random.choice(about.words.jobs)),
    (r"digits|number", lambda about: str(about.random.randint(10_000, 99_999))),
    (r"competitor|supplier|customer|partner_name", lambda about: about.words.firm(about.random)),
    (r"respondent|person|contact|interviewee|who", _person),
    (r"firm|company|organi[sz]ation|name", lambda about: about.firm),
    (r"products", _products),
    (r"product|item|input|need|offer|short|code", _product),
)
BY_TOPIC: Final[tuple[tuple[str, Topic], ...]] = (
    (r"story|history|long", "story"),
    (r"barrier|bottleneck|obstacle|refus", "obstacle"),
    (r"share", "share"),
    (r"partner|b2b|useful|help", "partner"),
    (r"plan|invest", "plan"),
    (r"observ|note|comment", "observation"),
)
