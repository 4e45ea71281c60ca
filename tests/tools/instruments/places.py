"""Regions and municipalities on both sides of the border, for cascading lists.

Estonia: counties, cities and rural municipalities with EHAK codes from pycountry (ISO 3166-2:EE, read 2026-11).
Russia: districts of Leningrad and Pskov oblast and of St Petersburg, OKTMO codes as of 2021-2026, written by hand;
a district without a code of its own has a plain name as its code.
Russian names of Estonian places follow the letter rules of regulation no 64 of 20 November 2008 where pycountry has
none; Estonian names of Russian places follow the usage of Estonian atlases.
"""

from __future__ import annotations

from dataclasses import dataclass

import pycountry


@dataclass(frozen=True, slots=True)
class Place:
    """A region (``parent`` is a country) or a municipality (``parent`` is a region's code)."""

    code: str
    parent: str
    et: str
    ru: str
    en: str


RUSSIAN_COUNTIES = {
    "EE-37": "Харьюмаа", "EE-39": "Хийумаа", "EE-45": "Ида-Вирумаа", "EE-50": "Йыгевамаа", "EE-52": "Ярвамаа",
    "EE-56": "Ляэнемаа", "EE-60": "Ляэне-Вирумаа", "EE-64": "Пылвамаа", "EE-68": "Пярнумаа", "EE-71": "Рапламаа",
    "EE-74": "Сааремаа", "EE-79": "Тартумаа", "EE-81": "Валгамаа", "EE-84": "Вильяндимаа", "EE-87": "Вырумаа",
}  # fmt: skip

RUSSIAN_MUNICIPALITIES = {
    "Anija": "Анийя", "Harku": "Харку", "Jõelähtme": "Йыэляхтме", "Keila": "Кейла", "Kiili": "Кийли", "Kose": "Козе",
    "Kuusalu": "Куусалу", "Loksa": "Локса", "Lääne-Harju": "Ляэне-Харью", "Maardu": "Маарду", "Raasiku": "Раазику",
    "Rae": "Раэ", "Saku": "Саку", "Saue": "Сауэ", "Tallinn": "Таллинн", "Viimsi": "Виймси", "Hiiumaa": "Хийумаа",
    "Alutaguse": "Алутагузе", "Jõhvi": "Йыхви", "Kohtla-Järve": "Кохтла-Ярве", "Lüganuse": "Люганузе",
    "Narva": "Нарва", "Narva-Jõesuu": "Нарва-Йыэсуу", "Sillamäe": "Силламяэ", "Toila": "Тойла", "Jõgeva": "Йыгева",
    "Mustvee": "Муствеэ", "Põltsamaa": "Пылтсамаа", "Järva": "Ярва", "Paide": "Пайде", "Türi": "Тюри",
    "Haapsalu": "Хаапсалу", "Lääne-Nigula": "Ляэне-Нигула", "Vormsi": "Вормси", "Haljala": "Хальяла",
    "Kadrina": "Кадрина", "Rakvere": "Раквере", "Tapa": "Тапа", "Vinni": "Винни", "Viru-Nigula": "Виру-Нигула",
    "Väike-Maarja": "Вяйке-Маарья", "Kanepi": "Канепи", "Põlva": "Пылва", "Räpina": "Ряпина",
    "Häädemeeste": "Хяэдемеэсте", "Kihnu": "Кихну", "Lääneranna": "Ляэнеранна", "Pärnu": "Пярну",
    "Põhja-Pärnumaa": "Пыхья-Пярнумаа", "Saarde": "Саарде", "Tori": "Тори", "Kehtna": "Кехтна", "Kohila": "Кохила",
    "Märjamaa": "Мярьямаа", "Rapla": "Рапла", "Muhu": "Муху", "Ruhnu": "Рухну", "Saaremaa": "Сааремаа",
    "Elva": "Элва", "Kambja": "Камбья", "Kastre": "Кастре", "Luunja": "Луунья", "Nõo": "Ныо",
    "Peipsiääre": "Пейпсиээре", "Tartu": "Тарту", "Otepää": "Отепя", "Tõrva": "Тырва", "Valga": "Валга",
    "Mulgi": "Мулги", "Põhja-Sakala": "Пыхья-Сакала", "Viljandi": "Вильянди", "Antsla": "Антсла",
    "Rõuge": "Рыуге", "Setomaa": "Сетомаа", "Võru": "Выру",
}  # fmt: skip

RUSSIAN_REGIONS = (
    Place("41000000", "RU", "Leningradi oblast", "Ленинградская область", "Leningrad Oblast"),
    Place("58000000", "RU", "Pihkva oblast", "Псковская область", "Pskov Oblast"),
    Place("40000000", "RU", "Peterburi", "Санкт-Петербург", "St Petersburg"),
)

LENINGRAD = """
41603000|Boksitogorski rajoon|Бокситогорский район|Boksitogorsky District
41606000|Volossovo rajoon|Волосовский район|Volosovsky District
41609000|Volhovi rajoon|Волховский район|Volkhovsky District
41612000|Vsevoložski rajoon|Всеволожский район|Vsevolozhsky District
41615000|Viiburi rajoon|Выборгский район|Vyborgsky District
41518000|Gattšina ringkond|Гатчинский муниципальный округ|Gatchinsky Municipal Okrug
41621000|Kingissepa rajoon|Кингисеппский район|Kingiseppsky District
41624000|Kiriši rajoon|Киришский район|Kirishsky District
41625000|Kirovski rajoon|Кировский район|Kirovsky District
41627000|Lodeinoje Pole rajoon|Лодейнопольский район|Lodeynopolsky District
41630000|Lomonossovi rajoon|Ломоносовский район|Lomonosovsky District
41633000|Luuga rajoon|Лужский район|Luzhsky District
41636000|Podporožje rajoon|Подпорожский район|Podporozhsky District
41639000|Priozerski rajoon|Приозерский район|Priozersky District
41642000|Slantsõ rajoon|Сланцевский район|Slantsevsky District
41645000|Tihvini rajoon|Тихвинский район|Tikhvinsky District
41648000|Tosno rajoon|Тосненский район|Tosnensky District
41754000|Sosnovõi Bori linnaringkond|Сосновоборский городской округ|Sosnovoborsky Urban Okrug
"""

PSKOV = """
58604000|Bežanitsõ rajoon|Бежаницкий район|Bezhanitsky District
58606000|Velikije Luki rajoon|Великолукский район|Velikoluksky District
58608000|Oudova rajoon|Гдовский район|Gdovsky District
58610000|Dedovitši rajoon|Дедовичский район|Dedovichsky District
58612000|Dno rajoon|Дновский район|Dnovsky District
58614000|Krasnogorodski rajoon|Красногородский район|Krasnogorodsky District
58616000|Kunja rajoon|Куньинский район|Kunyinsky District
58618000|Loknja rajoon|Локнянский район|Loknyansky District
58620000|Neveli rajoon|Невельский район|Nevelsky District
58623000|Novoržovi rajoon|Новоржевский район|Novorzhevsky District
58626000|Novosokolniki rajoon|Новосокольнический район|Novosokolnichesky District
58629000|Opotška rajoon|Опочецкий район|Opochetsky District
58633000|Ostrovi rajoon|Островский район|Ostrovsky District
58637000|Palkino rajoon|Палкинский район|Palkinsky District
58640000|Petseri rajoon|Печорский район|Pechorsky District
58643000|Pljussa rajoon|Плюсский район|Plyussky District
58647000|Porhovi rajoon|Порховский район|Porkhovsky District
58649000|Pihkva rajoon|Псковский район|Pskovsky District
58650000|Pustoška rajoon|Пустошкинский район|Pustoshkinsky District
pushkinogorsky|Puškinskije Gorõ rajoon|Пушкиногорский район|Pushkinogorsky District
58653000|Põtalovo rajoon|Пыталовский район|Pytalovsky District
58654000|Sebeži rajoon|Себежский район|Sebezhsky District
58656000|Strugi Krasnõje rajoon|Струго-Красненский район|Strugo-Krasnensky District
usvyatsky|Usvjatõ rajoon|Усвятский район|Usvyatsky District
58701000|Pihkva linn|город Псков|Pskov city
58710000|Velikije Luki linn|город Великие Луки|Velikiye Luki city
"""

ST_PETERSBURG = """
admiralteysky|Admiraliteedi rajoon|Адмиралтейский район|Admiralteysky District
vasileostrovsky|Vassili saare rajoon|Василеостровский район|Vasileostrovsky District
vyborgsky|Viiburi linnarajoon|Выборгский район|Vyborgsky District
kalininsky|Kalinini rajoon|Калининский район|Kalininsky District
kirovsky|Kirovi rajoon|Кировский район|Kirovsky District
kolpinsky|Kolpino rajoon|Колпинский район|Kolpinsky District
krasnogvardeysky|Krasnogvardeiski rajoon|Красногвардейский район|Krasnogvardeysky District
krasnoselsky|Krasnoje Selo rajoon|Красносельский район|Krasnoselsky District
kronshtadtsky|Kroonlinna rajoon|Кронштадтский район|Kronshtadtsky District
kurortny|Kurortnõi rajoon|Курортный район|Kurortny District
moskovsky|Moskva rajoon|Московский район|Moskovsky District
nevsky|Neeva rajoon|Невский район|Nevsky District
petrogradsky|Petrogradi rajoon|Петроградский район|Petrogradsky District
petrodvortsovy|Peterhofi rajoon|Петродворцовый район|Petrodvortsovy District
primorsky|Primorski rajoon|Приморский район|Primorsky District
pushkinsky|Puškini rajoon|Пушкинский район|Pushkinsky District
frunzensky|Frunze rajoon|Фрунзенский район|Frunzensky District
tsentralny|Kesklinna rajoon|Центральный район|Tsentralny District
"""


def regions() -> list[Place]:
    """Return Estonia's 15 counties, then the three Russian regions."""
    counties = [s for s in pycountry.subdivisions.get(country_code="EE") if s.type == "County"]
    estonian = [
        Place(
            _ehak(s.code),
            "EE",
            f"{s.name.removesuffix('maa')} maakond",
            RUSSIAN_COUNTIES[s.code],
            f"{s.name.removesuffix('maa')} County",
        )
        for s in sorted(counties, key=lambda s: s.name)
    ]
    return [*estonian, *RUSSIAN_REGIONS]


def municipalities() -> list[Place]:
    """Return Estonia's 79 municipalities, then the districts of the three Russian regions."""
    subdivisions = [s for s in pycountry.subdivisions.get(country_code="EE") if s.type != "County"]
    estonian = [_municipality(s) for s in sorted(subdivisions, key=lambda s: (s.name, s.type))]
    return [
        *estonian,
        *_districts("41000000", LENINGRAD),
        *_districts("58000000", PSKOV),
        *_districts("40000000", ST_PETERSBURG),
    ]


def _municipality(subdivision) -> Place:
    russian = RUSSIAN_MUNICIPALITIES[subdivision.name]
    code, parent = _ehak(subdivision.code), _ehak(subdivision.parent_code)
    if subdivision.type == "Urban municipality":
        return Place(
            code, parent, f"{subdivision.name} linn", f"город {russian}", f"{subdivision.name} city"
        )
    return Place(
        code,
        parent,
        f"{subdivision.name} vald",
        f"волость {russian}",
        f"{subdivision.name} rural municipality",
    )


def _districts(parent: str, table: str) -> list[Place]:
    rows = [line.split("|") for line in table.strip().splitlines()]
    return [Place(code, parent, et, ru, en) for code, et, ru, en in rows]


def _ehak(iso: str) -> str:
    return iso.removeprefix("EE-").zfill(4)
