"""Sets the page of one interview: title and head, sections, hanging numbers, answers, repeats as tables or blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from reportlab.platypus import Flowable, Paragraph, Spacer

from app.i18n.catalog import _
from app.reports.document import build
from app.reports.flowables import Heading, Held, Part
from app.reports.glyphs import lacks_shapes, markup
from app.reports.interview_content import Content, Group, Instance, Item, Question, Repeat, Section
from app.reports.interview_head import head_flowables, imprint_of
from app.reports.tables import TableCell, TableColumn, fitting_table
from app.reports.theme import GAP, styles

if TYPE_CHECKING:
    from app.core.progress import Progress
    from app.forms.session import FormSession
    from app.reports.interview import InterviewHead

BETWEEN_QUESTIONS: Final = 3 * GAP
BETWEEN_SECTIONS: Final = 6 * GAP


def lay_out(
    content: Content, session: FormSession, head: InterviewHead, progress: Progress
) -> bytes:
    """Make the PDF in the language that is speaking. Raises `Cancelled`."""
    return build(lambda: list(_story(content, session, head)), imprint_of(session, head), progress)


def _story(content: Content, session: FormSession, head: InterviewHead) -> Iterator[Flowable]:
    yield from head_flowables(content, session, head)
    for place, section in enumerate(content.sections):
        yield from _section(section, f"section-{place}")
    if content.remarks:
        lead = [Part(Heading(_("Remarks"), styles().section, plain=_("Remarks"), key="remarks"))]
        yield Held(lead, [_remark(text) for text in content.remarks], BETWEEN_SECTIONS)
    if _needs_legend(content):
        yield Spacer(1, BETWEEN_SECTIONS)
        yield Paragraph(markup(_legend()), styles().note)


def _section(section: Section, key: str) -> Iterator[Flowable]:
    """Give the first thing of a section its heading, so that no heading stands alone at the foot of a page."""
    lead: list[Part] = []
    if section.label:
        plain = f"{section.number} {section.label}".strip()
        lead = [Part(Heading(markup(plain), styles().section, plain=plain, key=key))]
    yield Spacer(1, BETWEEN_SECTIONS - BETWEEN_QUESTIONS)
    yield from _items(section.items, lead)


def _items(items: tuple[Item, ...], lead: list[Part]) -> Iterator[Flowable]:
    for item in items:
        if isinstance(item, Question):
            yield _question(item, lead)
        elif isinstance(item, Group):
            heading = Part(Paragraph(markup(item.label), styles().group), 2 * GAP if lead else 0)
            yield from _items(item.items, [*lead, heading])
        else:
            yield from _repeat(item, lead)
        lead = []


def _question(question: Question, lead: list[Part]) -> Held:
    style = styles().answer if question.given else styles().soft
    asked = Paragraph(markup(question.label), styles().question, bulletText=question.number or None)
    body = [Part(Paragraph(markup(question.answer), style)), *map(_remark, question.remarks)]
    return Held([*lead, Part(asked, 2 * GAP if lead else 0)], body, BETWEEN_QUESTIONS)


def _remark(text: str) -> Part:
    return Part(Paragraph(markup(text), styles().remark), above=1)


def _repeat(repeat: Repeat, lead: list[Part]) -> Iterator[Flowable]:
    columns = _columns(repeat)
    fitted = fitting_table(columns) if columns else None
    if fitted is None:
        yield from _blocks(repeat, lead)
        return
    if repeat.label:
        number = _first_number(repeat.instances[0].items)
        named = Paragraph(markup(repeat.label), styles().question, bulletText=number or None)
        lead = [*lead, Part(named, 2 * GAP if lead else 0)]
    remarks = [
        Part(Paragraph(markup(text), styles().remark), above=GAP)
        for instance in repeat.instances
        for text in _row_remarks(instance)
    ]
    yield Held(lead, [Part(fitted.table, GAP, fitted.indent), *remarks], BETWEEN_QUESTIONS)


def _columns(repeat: Repeat) -> list[TableColumn]:
    """Turn a repeat on its side: a column per question. Empty when it holds more than questions."""
    rows = [_questions(instance.items) for instance in repeat.instances]
    if any(row is None for row in rows):
        return []
    found = [{question.path: question for question in row or ()} for row in rows]
    paths = dict.fromkeys(path for row in found for path in row)
    return [_row_names(repeat), *(_column(path, found) for path in paths)]


def _row_names(repeat: Repeat) -> TableColumn:
    """Count the rows, or name them when they have names of their own."""
    labels = [instance.label for instance in repeat.instances]
    if len(set(labels)) == 1:
        return TableColumn(_("No."), tuple(TableCell(str(one.ordinal)) for one in repeat.instances))
    names = (TableCell(one.label or str(one.ordinal)) for one in repeat.instances)
    return TableColumn("", tuple(names))


def _column(path: str, rows: list[dict[str, Question]]) -> TableColumn:
    some = next(row[path] for row in rows if path in row)
    cells = (
        TableCell(row[path].answer, row[path].given) if path in row else TableCell("")
        for row in rows
    )
    return TableColumn(some.label, tuple(cells), some.numeric)


def _questions(items: tuple[Item, ...]) -> list[Question] | None:
    """Flatten the groups of an instance; None when a repeat is in it."""
    found: list[Question] = []
    for item in items:
        inside = (
            [item]
            if isinstance(item, Question)
            else _questions(item.items)
            if isinstance(item, Group)
            else None
        )
        if inside is None:
            return None
        found += inside
    return found


def _row_remarks(instance: Instance) -> Iterator[str]:
    for question in _questions(instance.items) or ():
        for remark in question.remarks:
            yield _("Row {row} · {question} · {remark}").format(
                row=instance.ordinal, question=question.label, remark=remark
            )


def _blocks(repeat: Repeat, lead: list[Part]) -> Iterator[Flowable]:
    for instance in repeat.instances:
        words = (
            f"{instance.label} ({instance.ordinal})" if instance.label else str(instance.ordinal)
        )
        named = Paragraph(markup(words), styles().group)
        if not lead:
            yield Spacer(1, GAP)
        yield from _items(instance.items, [*lead, Part(named, 2 * GAP if lead else 0)])
        lead = []


def _first_number(items: tuple[Item, ...]) -> str:
    """Return the number at which a repeat begins; it has none of its own."""
    questions = _questions(items)
    return questions[0].number if questions else ""


def _needs_legend(content: Content) -> bool:
    return any(lacks_shapes(text) for section in content.sections for text in _texts(section.items))


def _texts(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Question):
            yield from (item.label, item.answer, *item.remarks)
        elif isinstance(item, Group):
            yield from _texts(item.items)
        else:
            for instance in item.instances:
                yield from _texts(instance.items)


def _legend() -> str:
    return _(
        "[U+…] stands for a character that the fonts of this page do not have, by its Unicode number."
    )
