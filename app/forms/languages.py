"""Which of a form's languages somebody means.

One resolver for forms and for the command line: the exact name, then the code in brackets, then the language's own
name. Names of languages are data of the forms room because forms spell them in every way; the window's own
languages are elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.core.errors import AppError, ErrorCode

_CODE = re.compile(r"\(\s*([A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*)\s*\)\s*$")
_BARE_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "ar": "العربية arabic",
        "be": "беларуская belarusian",
        "bg": "български bulgarian",
        "cs": "čeština czech",
        "da": "dansk danish",
        "de": "deutsch german",
        "el": "ελληνικά greek",
        "en": "english",
        "es": "español spanish",
        "et": "eesti estonian eesti_keel",
        "fa": "فارسی persian dari",
        "fi": "suomi finnish",
        "fr": "français french francais",
        "he": "עברית hebrew",
        "hi": "हिन्दी hindi",
        "hu": "magyar hungarian",
        "hy": "հայերեն armenian",
        "id": "indonesia indonesian bahasa_indonesia",
        "it": "italiano italian",
        "ja": "日本語 japanese",
        "ka": "ქართული georgian",
        "kk": "қазақша қазақ kazakh",
        "km": "ខ្មែរ khmer",
        "ko": "한국어 korean",
        "lt": "lietuvių lithuanian",
        "lv": "latviešu latvian",
        "ne": "नेपाली nepali",
        "nl": "nederlands dutch",
        "no": "norsk norwegian",
        "pl": "polski polish",
        "pt": "português portuguese portugues",
        "ro": "română romanian",
        "ru": "русский russian русский_язык",
        "sk": "slovenčina slovak",
        "sl": "slovenščina slovenian",
        "sr": "српски serbian srpski",
        "sv": "svenska swedish",
        "sw": "kiswahili swahili",
        "tr": "türkçe turkish",
        "uk": "українська ukrainian",
        "vi": "tiếng_việt vietnamese",
        "zh": "中文 chinese",
    }
)
_CODE_BY_NAME = {
    name.replace("_", " "): code for code, names in _NAMES.items() for name in names.split()
}

TWO_LETTER_CODES = frozenset(
    re.findall(
        "..",
        "aaabaeafakamanarasavayazbabebgbhbibmbnbobrbscacechcocrcscucvcydadedvdzeeeleneoes"
        "eteufafffifjfofrfygagdglgngugvhahehihohrhthuhyhziaidieigiiikinioisitiuiwjajijvjw"
        "kakgkikjkkklkmknkokrkskukvkwkylalblglilnloltlulvmgmhmimkmlmnmomrmsmtmynanbndneng"
        "nlnnnonrnvnyocojomorospapiplpsptqurmrnrorurwsascsdsesgshsiskslsmsnsosqsrssstsusv"
        "swtatetgthtitktltntotrtstttwtyugukuruzvevivowawoxhyiyozazhzu",
    )
)
"""Language codes of two letters in IANA's registry."""


def resolve(languages: Sequence[str], wanted: str) -> str:
    """Return the form's own spelling of the language that is wanted. Raises AppError LANGUAGE_UNKNOWN.

    >>> resolve(["Estonian (et)", "Русский (ru)"], "RU"), resolve(["Eesti", "English"], "et")
    ('Русский (ru)', 'Eesti')
    """
    if wanted in languages or (not languages and wanted in {"", "default"}):
        return wanted
    folded = wanted.strip().casefold()
    for language in languages:
        if language.strip().casefold() == folded:
            return language
    code = language_code(wanted) or _bare_code(folded)
    for language in languages:
        if code and primary(language_code(language)) == primary(code):
            return language
    raise AppError(ErrorCode.LANGUAGE_UNKNOWN, language=wanted, known=", ".join(languages))


def language_code(language: str) -> str:
    """Return the code of a form's language, from its brackets or from its name; '' when neither tells.

    >>> language_code("Eesti (et)"), language_code("français"), language_code("default")
    ('et', 'fr', '')
    """
    return code_in_brackets(language) or _CODE_BY_NAME.get(language.strip().casefold(), "")


def code_in_brackets(language: str) -> str:
    """Return the code that stands in brackets at the end, or is all there is, in lower case; '' when none does."""
    match = _CODE.search(language)
    if match:
        return match[1].lower()
    bare = language.strip().lower()
    return bare if _BARE_CODE.fullmatch(bare) and primary(bare) in TWO_LETTER_CODES else ""


def primary(code: str) -> str:
    """Return the language part of a code: ``zh`` of ``zh-hans``."""
    return re.split("[-_]", code, maxsplit=1)[0]


def is_known_code(code: str) -> bool:
    """Tell whether a code may be a language's: a registered one of two letters, or any of three."""
    language = primary(code)
    return language in TWO_LETTER_CODES or len(language) == len("est")


def _bare_code(text: str) -> str:
    return text if _BARE_CODE.fullmatch(text) else ""
