"""One of each: every type and appearance that the window can ask, for trying out and for tests."""

from __future__ import annotations

from tests.tools.instruments import places
from tests.tools.instruments.sheets import Questionnaire


def build() -> Questionnaire:
    """Return the whole questionnaire."""
    form = Questionnaire(
        {
            "form_title": "Küsimuste näidised",
            "form_id": "runner_showcase",
            "version": "2026112102",
            "default_language": "Estonian (et)",
            "instance_name": "concat('Showcase ', ${short_text})",
            "namespaces": 'sild="urn:sild:xforms:1"',
            "attribute::sild:title-ru": "Образцы вопросов",
            "attribute::sild:title-en": "Question showcase",
        }
    )
    form.row("start", "start")
    form.row("end", "end")
    for section in (
        *(_texts, _numbers, _dates, _choices, _cascade, _rules, _rows, _other),
        *(_scales, _table, _drawn),
    ):
        section(form)
    _lists(form)
    return form


def _texts(form: Questionnaire) -> None:
    form.row("begin_group", "texts", ("Tekst", "Текст", "Text"))
    form.row(
        "text",
        "short_text",
        ("Lühike tekst", "Короткий текст", "Short text"),
        hint=("Üks rida", "Одна строка", "One line"),
    )
    form.row(
        "text",
        "long_text",
        ("Pikk tekst", "Длинный текст", "Long text"),
        appearance="multiline",
        hint=(
            "Enter teeb uue rea, Ctrl+Enter viib edasi.",
            "Enter — новая строка, Ctrl+Enter — далее.",
            "Enter starts a new line, Ctrl+Enter goes on.",
        ),
    )
    form.row(
        "text",
        "digits",
        ("Tekst numbritest", "Текст из цифр", "Text of digits"),
        appearance="numbers",
    )
    form.row(
        "note",
        "a_note",
        (
            "**Märkus** on mõeldud ette lugemiseks: siin on *rõhk* ja [viide](https://sild.example).",
            "**Пояснение** зачитывается вслух: здесь есть *выделение* и [ссылка](https://sild.example).",
            "**A note** is read out: it can hold *emphasis* and a [link](https://sild.example).",
        ),
    )
    form.row(
        "text", "secret", ("Varjatud tekst", "Скрытый текст", "Masked text"), appearance="masked"
    )
    form.row("end_group")


def _numbers(form: Questionnaire) -> None:
    form.row("begin_group", "numbers", ("Arvud", "Числа", "Numbers"))
    form.row("integer", "whole", ("Täisarv", "Целое число", "Whole number"))
    form.row(
        "integer",
        "grouped",
        ("Täisarv tuhandete kaupa", "Целое число с разрядами", "Whole number in thousands"),
        appearance="thousands-sep",
    )
    form.row("decimal", "fraction", ("Kümnendarv", "Десятичное число", "Decimal number"))
    form.row(
        "range",
        "slider",
        ("Vahemik 0–10", "Шкала 0–10", "Range 0–10"),
        parameters="start=0 end=10 step=1",
    )
    form.row("calculate", "doubled", calculation="if(${whole} != '', ${whole} * 2, '')")
    form.row(
        "note",
        "shown",
        (
            "Täisarv korda kaks on ${doubled}.",
            "Целое число, умноженное на два: ${doubled}.",
            "The whole number times two is ${doubled}.",
        ),
        relevant="${whole} != ''",
    )
    form.row("end_group")


def _dates(form: Questionnaire) -> None:
    form.row("begin_group", "dates", ("Kuupäevad ja kellaajad", "Даты и время", "Dates and times"))
    form.row("date", "day", ("Kuupäev", "Дата", "Date"))
    form.row(
        "date", "month", ("Kuu ja aasta", "Месяц и год", "Month and year"), appearance="month-year"
    )
    form.row("date", "year", ("Aasta", "Год", "Year"), appearance="year")
    form.row("time", "hour", ("Kellaaeg", "Время", "Time"))
    form.row("dateTime", "moment", ("Kuupäev ja kellaaeg", "Дата и время", "Date and time"))
    form.row("end_group")


def _choices(form: Questionnaire) -> None:
    form.row("begin_group", "choices", ("Valikud", "Выбор", "Choices"))
    form.row("select_one colour", "one", ("Üks valik", "Один вариант", "One choice"))
    form.row(
        "select_one colour",
        "one_minimal",
        ("Üks valik loendist", "Один вариант из списка", "One choice from a drop-down"),
        appearance="minimal",
    )
    form.row(
        "select_one colour",
        "one_columns",
        ("Üks valik veergudes", "Один вариант в столбцах", "One choice in columns"),
        appearance="columns-2",
    )
    form.row(
        "select_one agree",
        "likert",
        ("Nõustumise skaala", "Шкала согласия", "Scale of agreement"),
        appearance="likert",
    )
    form.row(
        "select_one colour",
        "quick",
        (
            "Valik, mis viib kohe edasi",
            "Выбор с автоматическим переходом",
            "Choice that goes on by itself",
        ),
        appearance="quick",
    )
    form.row(
        "select_multiple colour",
        "several",
        ("Mitu valikut", "Несколько вариантов", "Several choices"),
    )
    form.row("rank colour", "ranked", ("Järjestus", "Ранжирование", "Ranking"))
    form.row(
        "select_one colour",
        "shuffled",
        (
            "Valikud juhuslikus järjekorras",
            "Варианты в случайном порядке",
            "Choices in random order",
        ),
        parameters="randomize=true",
    )
    form.row("end_group")


def _cascade(form: Questionnaire) -> None:
    form.row(
        "begin_group",
        "cascade",
        ("Kaskaad", "Связанные списки", "Cascade"),
        appearance="field-list",
    )
    form.row(
        "select_one region",
        "region",
        ("Maakond või oblast", "Уезд или область", "County or oblast"),
        appearance="minimal search",
    )
    form.row(
        "select_one municipality",
        "municipality",
        ("Omavalitsus", "Муниципалитет", "Municipality"),
        appearance="minimal search",
        choice_filter="region = ${region}",
        relevant="${region} != ''",
    )
    form.row("end_group")


def _rules(form: Questionnaire) -> None:
    form.row("begin_group", "rules", ("Reeglid", "Правила", "Rules"))
    form.row(
        "text",
        "needed",
        ("Kohustuslik vastus", "Обязательный ответ", "Required answer"),
        required="yes",
        required_message=(
            "Sellele küsimusele tuleb vastata.",
            "На этот вопрос нужно ответить.",
            "This question must be answered.",
        ),
    )
    form.row(
        "integer",
        "limited",
        ("Arv 1–10", "Число 1–10", "Number 1–10"),
        constraint=". >= 1 and . <= 10",
        constraint_message=(
            "Arv peab olema 1–10.",
            "Число должно быть от 1 до 10.",
            "The number must be 1–10.",
        ),
    )
    form.row(
        "text",
        "no_missing",
        (
            "Ilma „ei oska öelda“ võimaluseta",
            "Без варианта «затрудняюсь ответить»",
            "Without “don't know”",
        ),
        bind__sild_missing="no",
    )
    form.row(
        "text",
        "fixed",
        ("Ainult lugemiseks", "Только для чтения", "Read only"),
        default="Sild",
        read_only="yes",
    )
    form.row("end_group")


def _rows(form: Questionnaire) -> None:
    form.row("begin_repeat", "person", ("Isik", "Человек", "Person"))
    form.row("text", "person_name", ("Nimi", "Имя", "Name"), required="yes")
    form.row(
        "integer",
        "age",
        ("Vanus", "Возраст", "Age"),
        constraint=". >= 0 and . <= 120",
        constraint_message=(
            "Vanus peab olema 0–120.",
            "Возраст должен быть от 0 до 120.",
            "The age must be 0–120.",
        ),
    )
    form.row("end_repeat")
    form.row("begin_group", "counted", ("Loendatud read", "Строки по числу", "Counted rows"))
    form.row(
        "integer",
        "how_many",
        ("Mitu rida?", "Сколько строк?", "How many rows?"),
        constraint=". >= 0 and . <= 9",
        constraint_message=("0–9", "0–9", "0–9"),
    )
    form.row("begin_repeat", "item", ("Rida", "Строка", "Row"), repeat_count="${how_many}")
    form.row("text", "item_text", ("Rea tekst", "Текст строки", "Text of the row"))
    form.row("end_repeat")
    form.row("end_group")


def _other(form: Questionnaire) -> None:
    form.row("begin_group", "others", ("Muu", "Прочее", "Other"))
    form.row(
        "geopoint",
        "point",
        ("Asukoht", "Местоположение", "Location"),
        hint=(
            "Laius- ja pikkuskraad, näiteks 59.3772 28.1903",
            "Широта и долгота, например 59.3772 28.1903",
            "Latitude and longitude, for example 59.3772 28.1903",
        ),
    )
    form.row("barcode", "code", ("Vöötkood", "Штрихкод", "Barcode"))
    form.row(
        "acknowledge",
        "seen",
        (
            "Kinnitan, et olen lugenud.",
            "Подтверждаю, что прочитал(а).",
            "I confirm that I have read this.",
        ),
    )
    form.row("end_group")


def _scales(form: Questionnaire) -> None:
    form.row("begin_group", "scales", ("Skaalad", "Шкалы", "Scales"))
    form.row(
        "range",
        "standing",
        ("Püstine skaala", "Вертикальная шкала", "Standing scale"),
        appearance="vertical",
        parameters="start=0 end=10 step=1",
    )
    form.row(
        "range",
        "stars",
        ("Hinne tähtedega", "Оценка звёздами", "Rating in stars"),
        appearance="rating",
        parameters="start=1 end=5 step=1",
    )
    form.row(
        "integer",
        "people",
        (
            "Mitu inimest on laua taga?",
            "Сколько человек за столом?",
            "How many people are present?",
        ),
        appearance="counter",
    )
    form.row(
        "integer",
        "turnover",
        ("Müügitulu eurodes", "Выручка в евро", "Turnover in euros"),
        appearance="thousands-sep",
        guidance_hint=(
            "Kui täpset arvu ei teata, piisab suurusjärgust.",
            "Если точное число неизвестно, достаточно порядка величины.",
            "Where the exact figure is not known, its order of magnitude will do.",
        ),
    )
    form.row(
        "text",
        "secret",
        ("Tunnus (varjatud)", "Код (скрытый)", "Code (masked)"),
        appearance="masked",
    )
    form.row("end_group")


def _table(form: Questionnaire) -> None:
    form.row(
        "begin_group",
        "table",
        (
            "Kuivõrd nõustute väidetega?",
            "Насколько Вы согласны с утверждениями?",
            "How far do you agree with these statements?",
        ),
        appearance="table-list",
    )
    for name, words in (
        (
            "partners",
            (
                "Leiame siit koostööpartnereid.",
                "Мы находим здесь партнёров.",
                "We find partners here.",
            ),
        ),
        (
            "staff",
            (
                "Oskustega töötajaid jätkub.",
                "Квалифицированных работников хватает.",
                "Skilled staff are available.",
            ),
        ),
        (
            "support",
            (
                "Riigi toetused jõuavad meieni.",
                "Государственная поддержка до нас доходит.",
                "Public support reaches us.",
            ),
        ),
        (
            "transport",
            (
                "Kaubaveoks on head ühendused.",
                "Транспортное сообщение хорошее.",
                "Transport links are good.",
            ),
        ),
    ):
        form.row("select_one agree", name, words)
    form.row("end_group")


def _drawn(form: Questionnaire) -> None:
    form.row("begin_group", "drawn", ("Joonistatud", "Нарисованное", "Drawn"))
    form.row("image", "signed", ("Allkiri", "Подпись", "Signature"), appearance="signature")
    form.row("image", "sketch", ("Visand", "Эскиз", "Sketch"), appearance="draw")
    form.row(
        "image",
        "marked",
        ("Märgid pildil", "Пометки на изображении", "Marks on a picture"),
        appearance="annotate",
    )
    form.row("end_group")


def _lists(form: Questionnaire) -> None:
    form.choices_from(
        "colour",
        """
        white | Valge | Белый | White
        blue | Sinine | Синий | Blue
        green | Roheline | Зелёный | Green
        red | Punane | Красный | Red
    """,
    )
    form.choices_from(
        "agree",
        """
        1 | Ei nõustu üldse | Совсем не согласен | Strongly disagree
        2 | Pigem ei nõustu | Скорее не согласен | Disagree
        3 | Nii ja naa | И да, и нет | Neither
        4 | Pigem nõustun | Скорее согласен | Agree
        5 | Nõustun täiesti | Полностью согласен | Strongly agree
    """,
    )
    for place in places.regions():
        form.choice("region", place.code, (place.et, place.ru, place.en))
    for place in places.municipalities():
        form.choice("municipality", place.code, (place.et, place.ru, place.en), region=place.parent)
