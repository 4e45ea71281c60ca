"""F08, the interview with a firm: consent, the firm, its value chain, markets, cooperation, plans, closing.

Every form that asks a person opens with the same block: round, place, consent (each kind kept apart), the
organisation with its names in both scripts and its checked registry code, where it is and what it does. "No" to
taking part ends the form. Each question names its year; a scale says which end is which.
"""

from __future__ import annotations

from tests.tools.instruments import activities, places
from tests.tools.instruments.business_lists import add_lists
from tests.tools.instruments.registry_codes import estonian_registry_code, russian_inn
from tests.tools.instruments.sheets import Questionnaire, warning

TAKES_PART = "${consent_part} = 'yes'"


def build() -> Questionnaire:
    """Return the whole questionnaire."""
    form = Questionnaire(
        {
            "form_title": "Ettevõtte intervjuu",
            "form_id": "business_interview",
            "version": "2026112102",
            "default_language": "Estonian (et)",
            "instance_name": "if(${org_name} != '', ${org_name}, ${org_latin})",
            "namespaces": 'sild="urn:sild:xforms:1"',
            "attribute::sild:title-ru": "Интервью с предприятием",
            "attribute::sild:title-en": "Business interview",
        }
    )
    for kind in ("start", "end", "today", "deviceid", "username"):
        form.row(kind, kind)
    for section in (_opening, _firm, _value_chain, _markets, _cooperation, _plans, _closing):
        section(form)
    add_lists(form)
    _add_places(form)
    return form


def _opening(form: Questionnaire) -> None:
    form.row(
        "begin_group",
        "opening",
        ("Alustamine ja nõusolek", "Начало и согласие", "Opening and consent"),
    )
    form.row(
        "select_one round",
        "round",
        ("Küsitlusvoor", "Тур обследования", "Survey round"),
        required="yes",
        bind__sild_missing="no",
        bind__sild_card="no",
    )
    form.row(
        "date",
        "held_on",
        ("Intervjuu kuupäev", "Дата интервью", "Date of the interview"),
        required="yes",
        default="today()",
        constraint=". <= today()",
        constraint_message=(
            "Kuupäev ei saa olla tulevikus. Sisestage päev, mil intervjuu toimub.",
            "Дата не может быть в будущем. Введите день, когда проводится интервью.",
            "The date cannot lie in the future. Enter the day of the interview.",
        ),
        bind__sild_missing="no",
    )
    form.row(
        "select_one place",
        "place",
        ("Kus intervjuu toimub?", "Где проходит интервью?", "Where is the interview held?"),
        required="yes",
        bind__sild_card="no",
    )
    form.row(
        "select_one spoken",
        "language_used",
        (
            "Mis keeles intervjuu toimub?",
            "На каком языке проходит интервью?",
            "In which language is the interview held?",
        ),
        required="yes",
        bind__sild_missing="no",
        bind__sild_card="no",
    )
    form.row(
        "note",
        "about",
        (
            "Uurime, kuidas teevad koostööd **Eesti ja Venemaa piirialade ettevõtted**. Intervjuu kestab kuni "
            "45 minutit. Vastamine on vabatahtlik: Te võite jätta küsimusele vastamata ja intervjuu igal ajal lõpetada.",
            "Мы изучаем, как сотрудничают **предприятия приграничных районов Эстонии и России**. Интервью длится "
            "до 45 минут. Участие добровольное: Вы можете не отвечать на вопрос и прервать интервью в любой момент.",
            "We study how **firms on both sides of the Estonian–Russian border** work together. The interview takes "
            "up to 45 minutes. It is voluntary: you may leave out a question and stop at any time.",
        ),
        guidance_hint=(
            "Lugege ette ja andke vastajale teabeleht.",
            "Зачитайте и передайте респонденту памятку.",
            "Read out and hand over the information sheet.",
        ),
    )
    form.row(
        "select_one yes_no",
        "consent_part",
        (
            "Kas Te olete nõus intervjuus osalema?",
            "Вы согласны принять участие в интервью?",
            "Do you agree to take part in the interview?",
        ),
        required="yes",
        bind__sild_missing="no",
        bind__sild_consent="take_part",
        required_message=(
            "Ilma nõusolekuta ei saa jätkata. Märkige vastaja otsus.",
            "Без согласия продолжать нельзя. Отметьте решение респондента.",
            "The interview cannot go on without consent. Record what the respondent decided.",
        ),
    )
    form.row(
        "select_one refusal",
        "refusal_reason",
        ("Miks vastaja keeldus?", "Почему респондент отказался?", "Why did the respondent refuse?"),
        relevant="${consent_part} = 'no'",
        hint=(
            "Ärge survestage; märkige see, mida öeldi.",
            "Не настаивайте; отметьте то, что было сказано.",
            "Do not press; record what was said.",
        ),
        bind__sild_card="no",
    )
    form.row(
        "note",
        "refusal_note",
        (
            "Tänage vastajat ja lõpetage intervjuu.",
            "Поблагодарите респондента и завершите интервью.",
            "Thank the respondent and finish the interview.",
        ),
        relevant="${consent_part} = 'no'",
    )
    _consents(form)
    form.row("calculate", "consent_wording", calculation="'2026-11'")
    form.row("end_group")


def _consents(form: Questionnaire) -> None:
    form.row(
        "begin_group",
        "consents",
        ("Muud nõusolekud", "Другие согласия", "Other consents"),
        relevant=TAKES_PART,
        appearance="field-list",
    )
    asked = {
        "consent_record": (
            "Kas vestluse tohib salvestada?",
            "Можно ли записать беседу?",
            "May we record the conversation?",
        ),
        "consent_quote": (
            "Kas Teie sõnu tohib tsiteerida nime nimetamata?",
            "Можно ли цитировать Ваши слова без имени?",
            "May we quote you without your name?",
        ),
        "consent_recontact": (
            "Kas tohime Teiega hiljem uuesti ühendust võtta?",
            "Можно ли связаться с Вами повторно?",
            "May we contact you again later?",
        ),
        "consent_share": (
            "Kas ettevõtte kontaktandmeid tohib edastada partneritele teisel pool piiri?",
            "Можно ли передать контактные данные предприятия партнёрам по другую сторону границы?",
            "May the firm's contact details be shared with partners across the border?",
        ),
    }
    for name, label in asked.items():
        form.row(
            "select_one yes_no",
            name,
            label,
            required="yes",
            bind__sild_missing="no",
            bind__sild_consent=name.removeprefix("consent_"),
        )
    form.row("end_group")


def _firm(form: Questionnaire) -> None:
    form.row(
        "begin_group",
        "firm",
        ("Ettevõttest", "О предприятии", "About the firm"),
        relevant=TAKES_PART,
    )
    form.row(
        "text",
        "org_name",
        (
            "Ettevõtte registrijärgne nimi",
            "Название предприятия, как в реестре",
            "Name of the firm as registered",
        ),
        required="yes",
        bind__sild_missing="no",
    )
    form.row(
        "text",
        "org_latin",
        ("Nimi ladina tähtedega", "Название латиницей", "Name in Latin letters"),
        relevant="regex(${org_name}, '.*[А-Яа-яЁё].*')",
        constraint="not(regex(., '.*[А-Яа-яЁё].*'))",
        constraint_message=(
            "Nimes on kirillitsa tähti. Kirjutage see ladina tähtedega.",
            "В названии есть кириллица. Напишите его латиницей.",
            "The name contains Cyrillic letters. Write it in Latin letters.",
        ),
    )
    form.row(
        "text",
        "org_cyrillic",
        (
            "Nimi kirillitsas, kui ettevõte seda kasutab",
            "Название кириллицей, если предприятие им пользуется",
            "Name in Cyrillic letters, if the firm uses one",
        ),
        relevant="${org_name} != '' and not(regex(${org_name}, '.*[А-Яа-яЁё].*'))",
    )
    form.row(
        "select_one country",
        "country",
        (
            "Kus riigis on ettevõte registreeritud?",
            "В какой стране зарегистрировано предприятие?",
            "In which country is the firm registered?",
        ),
        required="yes",
    )
    form.row(
        "text",
        "registry_code",
        (
            "Äriregistri kood",
            "Код в коммерческом регистре Эстонии",
            "Estonian business registry code",
        ),
        relevant="${country} = 'EE'",
        appearance="numbers",
        constraint=estonian_registry_code(),
        hint=("8 numbrit", "8 цифр", "8 digits"),
        constraint_message=(
            "Registrikood ei klapi: kontrollige numbreid.",
            "Код не сходится: проверьте цифры.",
            "The code does not add up: check the digits.",
        ),
    )
    form.row(
        "text",
        "inn",
        ("INN", "ИНН", "INN (Russian tax number)"),
        relevant="${country} = 'RU'",
        appearance="numbers",
        constraint=russian_inn(),
        hint=(
            "10 numbrit, füüsilisest isikust ettevõtjal 12",
            "10 цифр, у индивидуального предпринимателя — 12",
            "10 digits, 12 for a sole trader",
        ),
        constraint_message=(
            "INN ei klapi: kontrollige numbreid.",
            "ИНН не сходится: проверьте цифры.",
            "The INN does not add up: check the digits.",
        ),
    )
    form.row(
        "select_one region",
        "region",
        ("Maakond või oblast", "Уезд или область", "County or oblast"),
        relevant="${country} = 'EE' or ${country} = 'RU'",
        appearance="minimal search",
        choice_filter="country = ${country}",
        required="yes",
    )
    form.row(
        "select_one municipality",
        "municipality",
        ("Omavalitsus", "Муниципалитет", "Municipality"),
        relevant="${region} != ''",
        appearance="minimal search",
        choice_filter="region = ${region}",
        required="yes",
    )
    form.row(
        "select_one section",
        "section",
        ("Põhitegevusala", "Основной вид деятельности", "Main activity"),
        appearance="minimal search",
        required="yes",
        hint=("NACE Rev. 2 jagu", "Раздел NACE Rev. 2 (ОКВЭД2)", "Section of NACE Rev. 2"),
    )
    form.row(
        "select_one division",
        "division",
        ("Täpsem tegevusala", "Вид деятельности подробнее", "Activity in more detail"),
        relevant="${section} != ''",
        appearance="minimal search",
        choice_filter="section = ${section}",
    )
    form.row(
        "integer",
        "founded",
        (
            "Mis aastal ettevõte asutati?",
            "В каком году основано предприятие?",
            "In which year was the firm founded?",
        ),
        constraint=". >= 1800 and . <= number(format-date(today(), '%Y'))",
        constraint_message=(
            "Aasta peab jääma 1800. aasta ja tänavuse aasta vahele.",
            "Год должен быть не раньше 1800 и не позже текущего.",
            "The year must lie between 1800 and this year.",
        ),
    )
    form.row(
        "integer",
        "employees",
        (
            "Mitu töötajat oli ettevõttes 2025. aasta lõpul?",
            "Сколько человек работало на предприятии в конце 2025 года?",
            "How many people worked in the firm at the end of 2025?",
        ),
        appearance="thousands-sep",
        constraint=". >= 0 and . <= 100000",
        constraint_message=(
            "Töötajate arv peab olema 0–100 000.",
            "Число работников должно быть от 0 до 100 000.",
            "The number of people must be 0–100,000.",
        ),
        **warning(
            ". > 2000",
            (
                "Piirkonnas on vähe nii suuri ettevõtteid. Kas arv on õige?",
                "Таких крупных предприятий в регионе мало. Число верное?",
                "Few firms of the region are that large. Is the number right?",
            ),
        ),
    )
    _respondents(form)
    form.row("end_group")


def _respondents(form: Questionnaire) -> None:
    form.row("begin_repeat", "respondent", ("Vastaja", "Респондент", "Respondent"))
    form.row(
        "text",
        "respondent_name",
        ("Vastaja nimi", "Имя респондента", "Respondent's name"),
        required="yes",
    )
    form.row(
        "select_one role",
        "respondent_role",
        (
            "Vastaja roll ettevõttes",
            "Роль респондента на предприятии",
            "Respondent's role in the firm",
        ),
        required="yes",
    )
    form.row(
        "text",
        "respondent_role_other",
        ("Täpsustage roll", "Уточните роль", "Specify the role"),
        relevant="${respondent_role} = 'other'",
    )
    form.row(
        "select_one yes_no",
        "respondent_consent",
        (
            "Kas see vastaja on nõus osalema?",
            "Этот респондент согласен участвовать?",
            "Does this respondent agree to take part?",
        ),
        required="yes",
        bind__sild_missing="no",
    )
    form.row("end_repeat")


def _value_chain(form: Questionnaire) -> None:
    form.row(
        "begin_group",
        "chain",
        ("Väärtusahel", "Цепочка создания стоимости", "Value chain"),
        relevant=TAKES_PART,
    )
    form.row(
        "text",
        "story",
        (
            "Kuidas on ettevõte kujunenud selliseks, nagu ta on täna?",
            "Как предприятие стало таким, какое оно сегодня?",
            "How did the firm become what it is today?",
        ),
        appearance="multiline",
        hint=(
            "Laske rääkida; kirjutage üles pöördepunktid.",
            "Дайте рассказать; запишите поворотные моменты.",
            "Let them talk; note the turning points.",
        ),
    )
    form.row(
        "text",
        "products",
        (
            "Millised on kolm tähtsamat toodet või teenust?",
            "Назовите три главных продукта или услуги.",
            "What are the three main products or services?",
        ),
        appearance="multiline",
        required="yes",
    )
    form.row(
        "select_multiple step",
        "own_steps",
        (
            "Millised etapid teeb ettevõte ise?",
            "Какие этапы предприятие выполняет само?",
            "Which steps does the firm do itself?",
        ),
    )
    _partners(form)
    form.row("calculate", "partner_share", calculation="sum(${share})")
    form.row(
        "note",
        "partner_share_note",
        (
            "Nimetatud partnerite osakaal kokku on **${partner_share}%**. Kontrollige: see ületab 100%.",
            "Общая доля названных партнёров — **${partner_share} %**. Проверьте: она больше 100 %.",
            "The partners named make up **${partner_share}%** together. Check: that is over 100%.",
        ),
        relevant="${partner_share} > 100",
    )
    form.row(
        "select_one bottleneck",
        "bottleneck",
        (
            "Mis takistab ettevõtte kasvu kõige enam?",
            "Что больше всего мешает росту предприятия?",
            "What holds the firm back most?",
        ),
    )
    form.row(
        "text",
        "bottleneck_other",
        ("Mis nimelt?", "Что именно?", "What exactly?"),
        relevant="${bottleneck} = 'other'",
    )
    form.row("end_group")


def _partners(form: Questionnaire) -> None:
    form.row(
        "begin_repeat",
        "partner",
        ("Partner", "Партнёр", "Partner"),
        hint=(
            "Tähtsamad tarnijad, ostjad ja allhankijad, kuni viis.",
            "Главные поставщики, покупатели и субподрядчики, до пяти.",
            "The main suppliers, buyers and subcontractors, up to five.",
        ),
    )
    form.row(
        "text",
        "partner_name",
        ("Partneri nimi", "Название партнёра", "Partner's name"),
        required="yes",
    )
    form.row(
        "select_one partner_kind",
        "partner_kind",
        ("Mida partner teeb?", "Чем занимается партнёр?", "What does the partner do?"),
        required="yes",
    )
    form.row(
        "select_one partner_country",
        "partner_country",
        ("Kus partner asub?", "Где находится партнёр?", "Where is the partner?"),
    )
    form.row(
        "integer",
        "since",
        (
            "Mis aastast on koostöö kestnud?",
            "С какого года вы сотрудничаете?",
            "Since which year have you worked together?",
        ),
        constraint=". >= 1950 and . <= number(format-date(today(), '%Y'))",
        constraint_message=(
            "Aasta peab jääma 1950. aasta ja tänavuse aasta vahele.",
            "Год должен быть не раньше 1950 и не позже текущего.",
            "The year must lie between 1950 and this year.",
        ),
    )
    form.row(
        "decimal",
        "share",
        (
            "Kui suur osa 2025. aasta ostudest või müügist, %?",
            "Какая доля закупок или продаж в 2025 году, %?",
            "What share of purchases or sales in 2025, %?",
        ),
        constraint=". >= 0 and . <= 100",
        constraint_message=(
            "Osakaal peab olema 0–100%.",
            "Доля должна быть от 0 до 100 %.",
            "The share must be 0–100%.",
        ),
        **warning(
            ". > 90",
            (
                "Peaaegu kõik ühe partneriga: kas osakaal on õige?",
                "Почти всё с одним партнёром: доля верная?",
                "Almost everything with one partner: is the share right?",
            ),
        ),
    )
    form.row(
        "select_one trust",
        "trust",
        (
            "Kuivõrd Te seda partnerit usaldate?",
            "Насколько Вы доверяете этому партнёру?",
            "How far do you trust this partner?",
        ),
        appearance="likert",
    )
    form.row("end_repeat")


def _markets(form: Questionnaire) -> None:
    form.row("begin_group", "markets", ("Turud", "Рынки", "Markets"), relevant=TAKES_PART)
    form.row(
        "select_one turnover",
        "turnover",
        (
            "Millises vahemikus oli 2025. aasta käive?",
            "Каким был оборот в 2025 году?",
            "In which band was turnover in 2025?",
        ),
    )
    form.row(
        "select_one export_share",
        "export_share",
        (
            "Kui suure osa müügitulust moodustas 2025. aastal eksport?",
            "Какую долю выручки в 2025 году составил экспорт?",
            "What share of sales came from exports in 2025?",
        ),
        required="yes",
        hint=(
            "Võib hinnata ligikaudu; kui arv on teada, lisage see märkusesse.",
            "Можно оценить приблизительно; если цифра известна, добавьте её в замечание.",
            "An estimate will do; if the figure is known, add it as a remark.",
        ),
    )
    form.row(
        "select_multiple market",
        "export_markets",
        ("Kuhu Te ekspordite?", "Куда Вы экспортируете?", "Where do you export to?"),
        relevant="${export_share} != '' and ${export_share} != 'none'",
        required="yes",
    )
    form.row(
        "select_multiple route",
        "export_route",
        (
            "Mis kanali kaudu Te ekspordite?",
            "Через какие каналы Вы экспортируете?",
            "Through which channels do you export?",
        ),
        relevant="${export_share} != '' and ${export_share} != 'none'",
    )
    form.row(
        "text",
        "competitors",
        (
            "Kes on Teie peamised konkurendid teisel pool piiri?",
            "Кто Ваши основные конкуренты по другую сторону границы?",
            "Who are your main competitors across the border?",
        ),
        appearance="multiline",
    )
    form.row("end_group")


def _cooperation(form: Questionnaire) -> None:
    form.row(
        "begin_group",
        "cooperation",
        ("Koostöö", "Сотрудничество", "Cooperation"),
        relevant=TAKES_PART,
    )
    form.row(
        "rank need",
        "needs_ranked",
        (
            "Mida tasuks piirkonna ettevõtetel ühiselt teha? Järjestage tähtsuse järgi.",
            "Что предприятиям района стоит делать вместе? Расположите по важности.",
            "What should the region's firms do together? Rank by importance.",
        ),
    )
    form.row(
        "select_multiple share_what",
        "would_share",
        (
            "Mida oleksite valmis klastri liikmetega jagama?",
            "Чем Вы готовы делиться с участниками кластера?",
            "What would you be ready to share with cluster members?",
        ),
        constraint="not(selected(., 'nothing') and count-selected(.) > 1)",
        constraint_message=(
            "„Mitte midagi“ ei sobi kokku teiste vastustega.",
            "«Ничем» нельзя сочетать с другими ответами.",
            "“Nothing” cannot be combined with other answers.",
        ),
    )
    form.row(
        "text",
        "never_share",
        (
            "Mida Te ei jagaks mingil juhul?",
            "Чем Вы не поделились бы ни при каких условиях?",
            "What would you never share?",
        ),
    )
    form.row(
        "select_one willing",
        "lead_firm",
        (
            "Kas ettevõte oleks valmis olema klastri juhtettevõte?",
            "Готово ли предприятие быть ведущим предприятием кластера?",
            "Would the firm be willing to be the lead company of a cluster?",
        ),
    )
    form.row(
        "select_one willing",
        "pay_fee",
        (
            "Kas ettevõte oleks valmis maksma klastri liikmemaksu?",
            "Готово ли предприятие платить членский взнос кластера?",
            "Would the firm be willing to pay a cluster membership fee?",
        ),
    )
    form.row(
        "decimal",
        "fee",
        ("Kui palju aastas, eurodes?", "Сколько в год, в евро?", "How much a year, in euros?"),
        relevant="${pay_fee} = 'yes' or ${pay_fee} = 'maybe'",
        appearance="thousands-sep",
        constraint=". >= 0 and . <= 1000000",
        constraint_message=(
            "Summa peab olema 0–1 000 000 eurot.",
            "Сумма должна быть от 0 до 1 000 000 евро.",
            "The amount must be 0–1,000,000 euros.",
        ),
    )
    form.row(
        "select_multiple barrier",
        "barriers",
        (
            "Mis takistab piiriülest koostööd? Valige kuni kolm.",
            "Что мешает приграничному сотрудничеству? Выберите не более трёх.",
            "What hinders cross-border cooperation? Choose up to three.",
        ),
        constraint="count-selected(.) <= 3 and not(selected(., 'none') and count-selected(.) > 1)",
        constraint_message=(
            "Valige kuni kolm takistust; „Takistusi ei ole“ ei sobi kokku teiste vastustega.",
            "Выберите не более трёх; «Препятствий нет» нельзя сочетать с другими ответами.",
            "Choose up to three; “No barriers” cannot be combined with other answers.",
        ),
    )
    form.row(
        "text",
        "useful",
        (
            "Mis teeks klastri Teie ettevõttele kasulikuks?",
            "Что сделало бы кластер полезным для Вас?",
            "What would make a cluster useful to you?",
        ),
        appearance="multiline",
    )
    form.row("end_group")


def _plans(form: Questionnaire) -> None:
    form.row(
        "begin_group",
        "plans",
        ("Kavad ja vajadused", "Планы и потребности", "Plans and needs"),
        relevant=TAKES_PART,
    )
    form.row(
        "select_one yes_no",
        "invests",
        (
            "Kas ettevõte kavandab 2027. aastaks investeeringuid?",
            "Планирует ли предприятие инвестиции на 2027 год?",
            "Does the firm plan to invest in 2027?",
        ),
    )
    form.row(
        "integer",
        "investment",
        (
            "Kavandatud investeeringud 2027. aastal, eurodes",
            "Планируемые инвестиции на 2027 год, евро",
            "Planned investment in 2027, euros",
        ),
        relevant="${invests} = 'yes'",
        appearance="thousands-sep",
        constraint=". > 0",
        constraint_message=(
            "Summa peab olema suurem kui null.",
            "Сумма должна быть больше нуля.",
            "The amount must be greater than zero.",
        ),
    )
    form.row(
        "date",
        "invest_by",
        (
            "Mis ajaks soovitakse investeering lõpetada?",
            "К какому сроку планируется завершить инвестиции?",
            "By when should the investment be completed?",
        ),
        relevant="${invests} = 'yes'",
        appearance="month-year",
        constraint=". > today()",
        constraint_message=(
            "Tähtaeg peab olema tulevikus.",
            "Срок должен быть в будущем.",
            "The date must lie in the future.",
        ),
    )
    form.row(
        "select_multiple b2b",
        "b2b_needs",
        (
            "Mida ootaksite kontaktürituselt?",
            "Чего Вы ждёте от биржи деловых контактов?",
            "What would you expect from a B2B matchmaking event?",
        ),
    )
    form.row(
        "text",
        "b2b_partner",
        (
            "Millist partnerit Te otsite?",
            "Какого партнёра Вы ищете?",
            "What kind of partner are you looking for?",
        ),
        relevant="${b2b_needs} != ''",
        appearance="multiline",
    )
    form.row("end_group")


def _closing(form: Questionnaire) -> None:
    form.row("begin_group", "closing", ("Lõpetamine", "Завершение", "Closing"))
    form.row(
        "integer",
        "persons",
        (
            "Mitu inimest intervjuul osales, küsitleja kaasa arvatud?",
            "Сколько человек участвовало в интервью, включая интервьюера?",
            "How many people took part, the interviewer included?",
        ),
        constraint=". >= 1 and . <= 20",
        constraint_message=(
            "Osalejaid peab olema 1–20.",
            "Участников должно быть от 1 до 20.",
            "The number must be 1–20.",
        ),
        bind__sild_missing="no",
    )
    form.row(
        "range",
        "openness",
        (
            "Kui avatult vastaja vastas? (1 – väga kinniselt, 5 – väga avatult)",
            "Насколько открыто отвечал респондент? (1 — очень сдержанно, 5 — очень открыто)",
            "How openly did the respondent answer? (1 very reserved, 5 very open)",
        ),
        parameters="start=1 end=5 step=1",
        relevant=TAKES_PART,
        guidance_hint=("Vastab küsitleja.", "Отвечает интервьюер.", "For the interviewer."),
    )
    form.row(
        "time",
        "ended_at",
        (
            "Mis kell intervjuu lõppes?",
            "Во сколько закончилось интервью?",
            "At what time did the interview end?",
        ),
        bind__sild_missing="no",
    )
    form.row(
        "text",
        "observations",
        ("Küsitleja tähelepanekud", "Наблюдения интервьюера", "Interviewer's observations"),
        appearance="multiline",
        bind__sild_missing="no",
        guidance_hint=(
            "Ei loeta vastajale ette.",
            "Респонденту не зачитывается.",
            "Not read to the respondent.",
        ),
    )
    form.row(
        "acknowledge",
        "thanked",
        (
            "Tänasin vastajat ja jätsin oma kontaktandmed.",
            "Я поблагодарил(а) респондента и оставил(а) свои контакты.",
            "I thanked the respondent and left my contact details.",
        ),
        required="yes",
        bind__sild_missing="no",
    )
    form.row("end_group")


def _add_places(form: Questionnaire) -> None:
    for place in places.regions():
        form.choice("region", place.code, (place.et, place.ru, place.en), country=place.parent)
    for place in places.municipalities():
        form.choice("municipality", place.code, (place.et, place.ru, place.en), region=place.parent)
    for letter, et, ru, en in activities.sections():
        form.choice("section", letter, (et, ru, en))
    for code, letter, et, ru, en in activities.divisions():
        form.choice("division", code, (et, ru, en), section=letter)
