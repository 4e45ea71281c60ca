"""Economic activities: sections and divisions of NACE Rev. 2, the version that EMTAK 2008 and OKVED2 share.

Codes are those of Regulation (EC) No 1893/2006. The names are shortened for a list that is read at a glance; the code
decides. Russian names follow OKVED2, Estonian ones EMTAK 2008 (both as of 2026-11).
"""

from __future__ import annotations

SECTIONS = """
A|Põllumajandus, metsandus ja kalandus|Сельское и лесное хозяйство, рыболовство|Agriculture, forestry and fishing
B|Mäetööstus|Добыча полезных ископаемых|Mining and quarrying
C|Töötlev tööstus|Обрабатывающие производства|Manufacturing
D|Energeetika|Энергетика|Energy supply
E|Veevarustus ja jäätmekäitlus|Водоснабжение, обращение с отходами|Water supply and waste management
F|Ehitus|Строительство|Construction
G|Kaubandus, sõidukite remont|Торговля, ремонт автотранспорта|Trade, repair of vehicles
H|Veondus ja laondus|Транспортировка и хранение|Transport and storage
I|Majutus ja toitlustus|Гостиницы и общественное питание|Accommodation and food service
J|Info ja side|Информация и связь|Information and communication
K|Finants- ja kindlustustegevus|Финансовая и страховая деятельность|Finance and insurance
L|Kinnisvaraalane tegevus|Операции с недвижимостью|Real estate
M|Kutse-, teadus- ja tehnikaalane tegevus|Профессиональная, научная и техническая деятельность|Professional, scientific and technical activities
N|Haldus- ja abitegevused|Административные и сопутствующие услуги|Administrative and support services
O|Avalik haldus ja riigikaitse|Государственное управление|Public administration
P|Haridus|Образование|Education
Q|Tervishoid ja sotsiaalhoolekanne|Здравоохранение и социальные услуги|Health and social work
R|Kunst, meelelahutus ja vaba aeg|Культура, спорт и досуг|Arts, entertainment and recreation
S|Muu teenindus|Прочие услуги|Other services
"""

DIVISIONS = """
01|Taime- ja loomakasvatus|Растениеводство и животноводство|Crop and animal production
02|Metsamajandus|Лесоводство и лесозаготовки|Forestry and logging
03|Kalapüük ja vesiviljelus|Рыболовство и рыбоводство|Fishing and aquaculture
05|Söe kaevandamine|Добыча угля|Mining of coal and lignite
06|Nafta ja maagaasi tootmine|Добыча нефти и природного газа|Extraction of petroleum and natural gas
07|Metallimaakide kaevandamine|Добыча металлических руд|Mining of metal ores
08|Muu kaevandamine (sh turvas, liiv, paekivi)|Добыча прочих ископаемых (торф, песок, известняк)|Other mining and quarrying (peat, sand, limestone)
09|Kaevandamist abistavad tegevused|Услуги в области добычи|Mining support services
10|Toiduainete tootmine|Производство пищевых продуктов|Food products
11|Joogitootmine|Производство напитков|Beverages
12|Tubakatoodete tootmine|Производство табачных изделий|Tobacco products
13|Tekstiilitootmine|Производство текстильных изделий|Textiles
14|Rõivatootmine|Производство одежды|Wearing apparel
15|Nahatöötlemine ja nahktooted|Производство кожи и изделий из кожи|Leather and related products
16|Puidutöötlemine ja puittooted, v.a mööbel|Обработка древесины и изделия из дерева, кроме мебели|Wood products, except furniture
17|Paber ja pabertooted|Производство бумаги и бумажных изделий|Paper and paper products
18|Trükindus|Полиграфия|Printing
19|Koks ja naftatooted (sh põlevkiviõli)|Производство кокса и нефтепродуктов (в т. ч. сланцевое масло)|Coke and refined petroleum (incl. shale oil)
20|Kemikaalid ja keemiatooted|Производство химических веществ и продуктов|Chemicals and chemical products
21|Ravimid|Производство лекарственных средств|Pharmaceuticals
22|Kummi- ja plasttooted|Производство резиновых и пластмассовых изделий|Rubber and plastic products
23|Ehitusmaterjalid, klaas, betoon|Стройматериалы, стекло, бетон|Non-metallic mineral products
24|Metallitootmine|Металлургическое производство|Basic metals
25|Metalltooted, v.a masinad ja seadmed|Готовые металлические изделия, кроме машин|Fabricated metal products, except machinery
26|Elektroonika- ja optikaseadmed|Компьютеры, электроника и оптика|Computer, electronic and optical products
27|Elektriseadmed|Электрическое оборудование|Electrical equipment
28|Masinad ja seadmed|Машины и оборудование|Machinery and equipment
29|Mootorsõidukid ja haagised|Автотранспортные средства и прицепы|Motor vehicles and trailers
30|Muud transpordivahendid (sh laevad)|Прочие транспортные средства (в т. ч. суда)|Other transport equipment (incl. ships)
31|Mööbel|Производство мебели|Furniture
32|Muu tootmine|Прочие готовые изделия|Other manufacturing
33|Masinate remont ja paigaldus|Ремонт и монтаж машин и оборудования|Repair and installation of machinery
35|Elektri, gaasi ja soojusega varustamine|Обеспечение электроэнергией, газом и теплом|Electricity, gas and heat supply
36|Veekogumine, -töötlus ja -varustus|Забор, очистка и распределение воды|Water collection, treatment and supply
37|Kanalisatsioon|Водоотведение|Sewerage
38|Jäätmekäitlus ja materjalide taaskasutus|Обращение с отходами, вторичное сырьё|Waste management and materials recovery
39|Saastekäitlus|Ликвидация загрязнений|Remediation
41|Hoonete ehitus|Строительство зданий|Construction of buildings
42|Rajatiste ehitus|Строительство инженерных сооружений|Civil engineering
43|Eriehitustööd|Специализированные строительные работы|Specialised construction
45|Mootorsõidukite müük ja remont|Торговля автотранспортом и его ремонт|Trade and repair of motor vehicles
46|Hulgikaubandus|Оптовая торговля|Wholesale trade
47|Jaekaubandus|Розничная торговля|Retail trade
49|Maismaaveondus|Сухопутный транспорт|Land transport
50|Veetransport|Водный транспорт|Water transport
51|Õhutransport|Воздушный транспорт|Air transport
52|Laondus ja veondust abistavad tegevused|Складское хозяйство, вспомогательные услуги|Warehousing and transport support
53|Posti- ja kullerteenused|Почтовая связь и курьерские услуги|Postal and courier services
55|Majutus|Гостиницы и места размещения|Accommodation
56|Toitlustus|Общественное питание|Food and beverage service
58|Kirjastamine|Издательская деятельность|Publishing
59|Filmi-, video- ja muusikatootmine|Производство фильмов и звукозаписей|Film, video and music production
60|Ringhääling|Теле- и радиовещание|Broadcasting
61|Telekommunikatsioon|Телекоммуникации|Telecommunications
62|Programmeerimine ja IT-nõustamine|Разработка ПО и ИТ-консультации|Computer programming and consultancy
63|Infoalane tegevus|Информационные услуги|Information services
64|Finantsteenused|Финансовые услуги|Financial services
65|Kindlustus|Страхование|Insurance
66|Finantsteenuste abitegevused|Вспомогательная финансовая деятельность|Auxiliary financial services
68|Kinnisvaraalane tegevus|Операции с недвижимым имуществом|Real estate activities
69|Õigus ja arvepidamine|Право и бухгалтерский учёт|Legal and accounting
70|Juhtimisalane nõustamine|Консультации по вопросам управления|Management consultancy
71|Inseneritegevus, teimimine ja analüüs|Проектирование, испытания и анализ|Engineering, testing and analysis
72|Teadus- ja arendustegevus|Научные исследования и разработки|Research and development
73|Reklaam ja turu-uuringud|Реклама и исследование рынка|Advertising and market research
74|Muu kutse- ja tehnikaalane tegevus|Прочая профессиональная деятельность|Other professional activities
75|Veterinaaria|Ветеринария|Veterinary activities
77|Rentimine|Аренда и лизинг|Rental and leasing
78|Tööhõive|Подбор персонала|Employment services
79|Reisibürood|Туристические услуги|Travel services
80|Turvatöö|Охрана и безопасность|Security
81|Hoonete ja maastike hooldus|Обслуживание зданий и территорий|Services to buildings and landscape
82|Büroohaldus ja äritegevuse abiteenused|Административные услуги для бизнеса|Office and business support
84|Avalik haldus ja riigikaitse|Государственное управление|Public administration
85|Haridus|Образование|Education
86|Tervishoid|Здравоохранение|Human health
87|Hoolekandeasutused|Уход с обеспечением проживания|Residential care
88|Sotsiaalhoolekanne majutuseta|Социальные услуги без проживания|Social work
90|Loome- ja meelelahutustegevus|Творческая деятельность|Creative and entertainment activities
91|Raamatukogud ja muuseumid|Библиотеки и музеи|Libraries and museums
92|Hasartmängud|Азартные игры|Gambling
93|Sport ja vaba aeg|Спорт и отдых|Sports and recreation
94|Organisatsioonide tegevus|Общественные организации|Membership organisations
95|Tarbeesemete remont|Ремонт предметов личного потребления|Repair of household goods
96|Muu isikuteenindus|Прочие персональные услуги|Other personal services
"""

FIRST_DIVISIONS = {
    "A": 1, "B": 5, "C": 10, "D": 35, "E": 36, "F": 41, "G": 45, "H": 49, "I": 55, "J": 58, "K": 64, "L": 68,
    "M": 69, "N": 77, "O": 84, "P": 85, "Q": 86, "R": 90, "S": 94,
}  # fmt: skip


def sections() -> list[tuple[str, str, str, str]]:
    """Return (letter, et, ru, en) of every section with firms to interview."""
    return [_row(line) for line in SECTIONS.strip().splitlines()]


def divisions() -> list[tuple[str, str, str, str, str]]:
    """Return (two digits, letter of the section, et, ru, en) of every division."""
    rows = [_row(line) for line in DIVISIONS.strip().splitlines()]
    return [(code, _section_of(int(code)), et, ru, en) for code, et, ru, en in rows]


def _row(line: str) -> tuple[str, str, str, str]:
    code, et, ru, en = line.split("|")
    return code, et, ru, en


def _section_of(division: int) -> str:
    return max((first, letter) for letter, first in FIRST_DIVISIONS.items() if first <= division)[1]
