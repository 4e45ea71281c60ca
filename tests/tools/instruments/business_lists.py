"""The answer lists of the interview with a firm: name | Estonian | Russian | English."""

from __future__ import annotations

from tests.tools.instruments.sheets import Questionnaire

LISTS = {
    "yes_no": """
        yes | Jah | Да | Yes
        no | Ei | Нет | No
    """,
    "willing": """
        yes | Jah | Да | Yes
        maybe | Teatud tingimustel | При определённых условиях | On certain conditions
        no | Ei | Нет | No
    """,
    "round": """
        pilot | Prooviküsitlus | Пилотный опрос | Pilot
        r1 | 1. voor | 1-й тур | Round 1
        r2 | 2. voor | 2-й тур | Round 2
    """,
    "place": """
        firm | Ettevõttes | На предприятии | At the firm
        office | Küsitleja juures | У интервьюера | At the interviewer's office
        phone | Telefoni teel | По телефону | By telephone
        video | Videokõnes | По видеосвязи | By video call
        elsewhere | Mujal | В другом месте | Elsewhere
    """,
    "spoken": """
        et | Eesti keeles | На эстонском | Estonian
        ru | Vene keeles | На русском | Russian
        en | Inglise keeles | На английском | English
        mixed | Mitmes keeles | На нескольких языках | Several languages
    """,
    "refusal": """
        time | Ei ole aega | Нет времени | No time
        topic | Teema ei huvita | Тема не интересна | Not interested in the topic
        trust | Ei soovi andmeid jagada | Не хочет делиться данными | Does not want to share data
        policy | Ettevõte ei osale uuringutes | Предприятие не участвует в опросах | The firm does not take part in surveys
        other | Muu põhjus | Другая причина | Another reason
    """,
    "country": """
        EE | Eesti | Эстония | Estonia
        RU | Venemaa | Россия | Russia
        other | Muu riik | Другая страна | Another country
    """,
    "role": """
        owner | Omanik | Владелец | Owner
        director | Juhatuse liige või direktor | Директор или член правления | Director or board member
        sales | Müügi- või ekspordijuht | Руководитель продаж или экспорта | Sales or export manager
        production | Tootmisjuht | Руководитель производства | Production manager
        finance | Finantsjuht või raamatupidaja | Финансовый директор или бухгалтер | Finance manager or accountant
        other | Muu | Другое | Other
    """,
    "step": """
        design | Tootearendus | Разработка продукта | Product development
        purchase | Hankimine | Закупки | Purchasing
        production | Tootmine | Производство | Production
        assembly | Koostamine | Сборка | Assembly
        testing | Katsetamine ja kvaliteet | Испытания и качество | Testing and quality
        logistics | Logistika | Логистика | Logistics
        sales | Müük | Продажи | Sales
        service | Hooldus | Обслуживание | After-sales service
    """,
    "partner_kind": """
        supplier | Tarnija | Поставщик | Supplier
        buyer | Ostja | Покупатель | Buyer
        subcontractor | Allhankija | Субподрядчик | Subcontractor
        principal | Allhanke tellija | Заказчик субподряда | Principal who subcontracts to us
        research | Arenduspartner | Партнёр по разработкам | R&D partner
        carrier | Vedaja | Перевозчик | Carrier
    """,
    "partner_country": """
        EE | Eestis | В Эстонии | In Estonia
        RU | Venemaal | В России | In Russia
        FI | Soomes | В Финляндии | In Finland
        LV | Lätis | В Латвии | In Latvia
        EU | Mujal Euroopa Liidus | В другой стране ЕС | Elsewhere in the EU
        other | Mujal | В другой стране | Elsewhere
    """,
    "trust": """
        1 | 1 – üldse mitte | 1 — совсем нет | 1 – not at all
        2 | 2 | 2 | 2
        3 | 3 | 3 | 3
        4 | 4 | 4 | 4
        5 | 5 – täielikult | 5 — полностью | 5 – fully
    """,
    "bottleneck": """
        people | Oskustega töötajate puudus | Нехватка квалифицированных работников | Lack of skilled people
        finance | Raha kättesaadavus | Доступ к финансированию | Access to finance
        demand | Nõudlus | Спрос | Demand
        materials | Toore ja tarned | Сырьё и поставки | Materials and supply
        capacity | Tootmisvõimsus | Производственные мощности | Production capacity
        rules | Nõuded ja load | Требования и разрешения | Rules and permits
        border | Piiriületus ja toll | Граница и таможня | Border and customs
        other | Muu | Другое | Other
    """,
    "turnover": """
        b1 | alla 0,5 mln € | менее 0,5 млн € | under €0.5 million
        b2 | 0,5–2 mln € | 0,5–2 млн € | €0.5–2 million
        b3 | 2–10 mln € | 2–10 млн € | €2–10 million
        b4 | 10–50 mln € | 10–50 млн € | €10–50 million
        b5 | üle 50 mln € | более 50 млн € | over €50 million
    """,
    "export_share": """
        none | Ei ekspordi | Не экспортирует | No exports
        low | alla 10% | менее 10 % | under 10%
        middle | 10–50% | 10–50 % | 10–50%
        high | üle 50% | более 50 % | over 50%
    """,
    "market": """
        FI | Soome | Финляндия | Finland
        SE | Rootsi | Швеция | Sweden
        LV | Läti | Латвия | Latvia
        LT | Leedu | Литва | Lithuania
        DE | Saksamaa | Германия | Germany
        PL | Poola | Польша | Poland
        RU | Venemaa | Россия | Russia
        EE | Eesti | Эстония | Estonia
        NO | Norra | Норвегия | Norway
        UK | Ühendkuningriik | Великобритания | United Kingdom
        KZ | Kasahstan | Казахстан | Kazakhstan
        other | Mujale | В другие страны | Elsewhere
    """,
    "route": """
        direct | Otse kliendile | Напрямую клиенту | Directly to the customer
        agent | Agendi kaudu | Через агента | Through an agent
        distributor | Edasimüüja kaudu | Через дистрибьютора | Through a distributor
        principal | Allhanke tellija kaudu | Через заказчика субподряда | Through a principal
        subsidiary | Oma esinduse kaudu | Через своё представительство | Through an own subsidiary
        web | Veebipoe kaudu | Через интернет-магазин | Through a web shop
    """,
    "need": """
        training | Ühine koolitus | Совместное обучение | Joint training
        purchasing | Ühishanked | Совместные закупки | Joint purchasing
        marketing | Ühisturundus | Совместный маркетинг | Joint marketing
        testing | Katselabor | Испытательная лаборатория | Testing laboratory
        standards | Sertifitseerimine ja standardid | Сертификация и стандарты | Certification and standards
    """,
    "share_what": """
        lab | Katseseadmed või labor | Испытательное оборудование или лаборатория | Test equipment or laboratory
        training | Koolitajad ja õppebaas | Преподаватели и учебная база | Trainers and training facilities
        contacts | Kliendikontaktid | Контакты клиентов | Customer contacts
        transport | Veod ja ladu | Перевозки и склад | Transport and warehouse
        capacity | Vaba tootmisvõimsus | Свободные мощности | Spare capacity
        knowledge | Turuteadmised | Знание рынка | Market knowledge
        nothing | Mitte midagi | Ничем | Nothing
    """,
    "barrier": """
        customs | Tolliprotseduurid | Таможенное оформление | Customs clearance
        certification | Sertifitseerimine | Сертификация | Certification
        visas | Viisad ja piiriületus | Визы и пересечение границы | Visas and border crossing
        payments | Maksed ja pangad | Платежи и банки | Payments and banks
        language | Keel | Язык | Language
        trust | Usalduse puudumine | Недостаток доверия | Lack of trust
        sanctions | Sanktsioonid ja ekspordikontroll | Санкции и экспортный контроль | Sanctions and export control
        logistics | Tarneajad ja logistika | Сроки доставки и логистика | Delivery times and logistics
        none | Takistusi ei ole | Препятствий нет | No barriers
    """,
    "b2b": """
        buyers | Uued ostjad | Новые покупатели | New buyers
        suppliers | Uued tarnijad | Новые поставщики | New suppliers
        subcontracting | Allhange | Производственная кооперация | Subcontracting
        research | Arenduspartner | Партнёр по разработкам | R&D partner
        investor | Investor | Инвестор | Investor
        information | Turuteave | Информация о рынке | Market information
    """,
}


def add_lists(form: Questionnaire) -> None:
    """Add every list to the choices sheet."""
    for name, table in LISTS.items():
        form.choices_from(name, table)
