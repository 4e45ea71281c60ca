"""Interviews that documents are tried on: an ordinary one in Russian, and one that is hard to set."""

from __future__ import annotations

import datetime as dt

from app.forms.definition import ControlKind, ValueType
from app.reports.interview import InterviewHead
from tests.reports.told import ET, RU, Told, ToldSession

MORNING = dt.datetime(2026, 11, 12, 10, 14, tzinfo=dt.timezone(dt.timedelta(hours=2)))
HEAD = InterviewHead(
    printed=dt.datetime(2026, 11, 21, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=2))),
    status="approved",
    status_at=dt.datetime(2026, 11, 14, 12, 0, tzinfo=dt.UTC),
    project="EstRu · Проект развития кластеров",
    name="Viru Metall OÜ, Кохтла-Ярве",
    started=MORNING,
    place="Кохтла-Ярве",
    interviewer="А. К.",
    respondents=("директор", "главный бухгалтер (раздел 3)"),
    language=RU,
    synthetic=True,
)
LONG = (
    "Если бы мы вместе закупали металл и вместе держали одного инженера по сертификации, этого уже хватило бы. "
    "Всё остальное мы найдём сами. "
)


def both(ru: str, et: str) -> dict[str, str]:
    return {ET: et, RU: ru}


def ordinary() -> ToldSession:
    """What a morning in Kohtla-Järve looks like."""
    buyers = [
        {"buyer": "Pohjan Teräs Oy", "land": "Финляндия", "share": "22", "since": "2014"},
        {"buyer": "Norrverk AB", "land": "Швеция", "share": "9", "since": "2019"},
        {"buyer": "Vidzemes Detaļas SIA", "land": "Латвия", "share": "4", "since": "2021"},
    ]
    markets = Told(
        "markets",
        both("Рынки", "Turud"),
        inside=[
            Told("intro", both("Зачитайте вслух", "Lugege ette"), note=True),
            Told(
                "turnover",
                both(
                    "Каков был диапазон выручки в 2025 году?",
                    "Millises vahemikus oli 2025. aasta käive?",
                ),
                "b",
                control=ControlKind.SELECT_ONE,
                choices={"b": "2–10 млн €"},
                remarks=["по годовому отчёту."],
            ),
            Told("hidden", both("Не задавался", "Ei küsitud"), "x", relevant=False),
            Told(
                "export",
                both(
                    "Какую долю **выручки** в 2025 году составил экспорт?",
                    "Kui suure osa müügitulust moodustas eksport?",
                ),
                "c",
                control=ControlKind.SELECT_ONE,
                choices={"c": "10–50 %"},
            ),
            Told(
                "lands",
                both("В какие страны Вы экспортируете?", "Kuhu Te ekspordite?"),
                "fi se lv",
                control=ControlKind.SELECT_MULTIPLE,
                choices={"fi": "Финляндия", "se": "Швеция", "lv": "Латвия"},
            ),
            Told(
                "buyers",
                both("Основные покупатели", "Peamised ostjad"),
                rows=buyers,
                inside=[
                    Told("buyer", both("Покупатель", "Ostja")),
                    Told("land", both("Страна", "Riik")),
                    Told("share", both("Доля, %", "Osakaal, %"), type=ValueType.DECIMAL),
                    Told("since", both("С какого года", "Mis aastast"), type=ValueType.INT),
                ],
            ),
            Told(
                "plans",
                both("Планируемые инвестиции на 2027 год, €", "Investeeringud 2027. aastal, €"),
                missing="refused",
                type=ValueType.INT,
            ),
        ],
    )
    together = Told(
        "together",
        both("Сотрудничество", "Koostöö"),
        inside=[
            Told(
                "barriers",
                both(
                    "Что мешает сотрудничеству через границу? Расположите по важности.",
                    "Mis takistab koostööd?",
                ),
                "toll cert time lang",
                control=ControlKind.RANK,
                choices={
                    "toll": "таможенное оформление",
                    "cert": "сертификация",
                    "time": "сроки доставки",
                    "lang": "язык",
                },
            ),
            Told(
                "useful",
                both("Что сделало бы кластер полезным для Вас?", "Mis teeks klastri kasulikuks?"),
                LONG.strip(),
            ),
            Told(
                "trust",
                both(
                    "Насколько Вы доверяете партнёрам по другую сторону границы? (1–5)",
                    "Kuivõrd Te usaldate partnereid?",
                ),
                "3",
                type=ValueType.INT,
            ),
            Told(
                "later",
                both("Когда Вам удобно встретиться?", "Millal Teile sobib kohtuda?"),
                "2026-12-01",
                type=ValueType.DATE,
            ),
            Told(
                "where",
                both("Место встречи", "Kohtumispaik"),
                "59.39812 27.28123 0 5",
                type=ValueType.GEOPOINT,
            ),
            Told("empty", both("Есть ли что-нибудь ещё?", "Kas soovite midagi lisada?")),
        ],
    )
    return ToldSession("Интервью с предприятием", [markets, together])


def hard() -> ToldSession:
    """Long words, forty rows, two thousand characters, emoji, direction marks, wide repeats, an unbreakable word."""
    rows = [
        {
            "buyer": f"Покупатель № {n}",
            "land": "Финляндия" if n % 3 else "Великобритания и Северная Ирландия",
            "share": str(n * 1.25),
            "since": str(1990 + n),
        }
        for n in range(1, 41)
    ]
    wide = [{f"q{n}": "электрооборудование" for n in range(12)}, {f"q{n}": "да" for n in range(11)}]
    texts = Told(
        "texts",
        both("Достопримечательности", "Pikad vastused"),
        inside=[
            Told(
                "words",
                both(
                    "Превысокомногорассмотрительствующий респондент частнопредпринимательского "
                    "метилпропенилендигидроксициннаменилакрилического предприятия ответил?",
                    "Pikad sõnad",
                ),
                "Рентгеноэлектрокардиографического " * 6,
            ),
            Told("glued", both("Слово без пробелов", "Tühikuteta sõna"), "Ы" * 300),
            Told(
                "long",
                both("Расскажите подробно", "Rääkige lähemalt"),
                (LONG * 14)[:2000],
                remarks=[LONG * 3],
            ),
            Told(
                "emoji",
                both("Что Вы об этом думаете?", "Mida Te sellest arvate?"),
                "Отлично 😀👍🏽 ✓ → ≥ ☐ \u200fשלום\u200e и \u202bمرحبا\u202c — õäöüšž №1 <b>жирно</b> & 5 < 6",
            ),
            Told("lines", both("Несколько строк", "Mitu rida"), "первая\nвторая\n\nчетвёртая"),
        ],
    )
    tables = Told(
        "tables",
        both("Таблицы", "Tabelid"),
        inside=[
            Told(
                "buyers",
                both("Основные покупатели", "Peamised ostjad"),
                rows=rows,
                inside=[
                    Told("buyer", both("Покупатель", "Ostja")),
                    Told("land", both("Страна", "Riik")),
                    Told("share", both("Доля, %", "Osakaal, %"), type=ValueType.DECIMAL),
                    Told("since", both("С какого года", "Mis aastast"), type=ValueType.INT),
                ],
            ),
            Told(
                "wide",
                both("Партнёр", "Partner"),
                rows=wide,
                inside=[
                    Told(f"q{n}", both(f"Вопрос номер {n} про партнёра", f"Küsimus {n}"))
                    for n in range(12)
                ],
            ),
            Told("after", both("После таблиц", "Pärast tabeleid"), "конец"),
        ],
    )
    return ToldSession(
        "Трудное интервью",
        [texts, tables],
        name="ООО «Северо-Западное электромонтажное управление»",
    )
