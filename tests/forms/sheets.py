"""Small forms for paper: questions with choices and one question whose relevance is tried."""

from __future__ import annotations

from app.forms.conditions import AllOf, AnyOf, Condition, Fact, Formula
from app.forms.definition import FormDefinition
from app.forms.print_view import (
    PrintedGroup,
    PrintedItem,
    PrintedQuestion,
    PrintedRepeat,
    PrintView,
    print_view,
)
from tests.forms.scenario import form, inputs, select

LISTS = {
    "yn": [{"name": "yes", "label": "Yes"}, {"name": "no", "label": "No"}],
    "fee": [
        {"name": "yes", "label": "Yes"},
        {"name": "maybe", "label": "On conditions"},
        {"name": "no", "label": "No"},
    ],
    "need": [{"name": each, "label": each.title()} for each in ("money", "people", "time")],
}
TREE = "<a><agree/><fee/><needs/><age/><name/><sum/><total/><last/><after/></a>"
BODY = (
    '<group ref="/data/a"><label>Part</label>'
    + select("/data/a/agree", "instance('yn')/root/item")
    + select("/data/a/fee", "instance('fee')/root/item")
    + select("/data/a/needs", "instance('need')/root/item", many=True)
    + inputs("/data/a/age", "/data/a/name", "/data/a/last", "/data/a/after")
    + "</group>"
)


def asked_if(relevant: str, **binds: dict[str, str]) -> FormDefinition:
    """Return a form whose question 1.6 (``last``) is asked on a condition; 1.7 (``after``) follows it."""
    rules = {
        "/data/a/age": {"type": "int"},
        "/data/a/sum": {"type": "int", "calculate": "/data/a/age * 2"},
        "/data/a/total": {"type": "int", "calculate": "sum(/data/a/age)"},
        "/data/a/last": {"type": "string", "relevant": relevant},
        **{f"/data/a/{name}": rule for name, rule in binds.items()},
    }
    return form(TREE, rules, BODY, lists=LISTS)


def questions(view: PrintView) -> dict[str, PrintedQuestion]:
    """Return every question by its name."""
    found: dict[str, PrintedQuestion] = {}

    def gather(items: tuple[PrintedItem, ...]) -> None:
        for item in items:
            if isinstance(item, PrintedQuestion):
                found[item.path.rpartition("/")[2]] = item
            elif isinstance(item, PrintedGroup | PrintedRepeat):
                gather(item.items)

    for section in view.sections:
        gather(section.items)
    return found


def condition(relevant: str) -> Condition:
    """Read a relevance into the condition of question 1.6."""
    return questions(print_view(asked_if(relevant)))["last"].ask_if


def told(condition: Condition) -> str:
    """Write a condition down in signs, for tables of tests."""
    if isinstance(condition, Formula):
        return f"({' '.join(question.number for question in condition.questions)})"
    if isinstance(condition, Fact):
        count = condition.counted.value
        values = "|".join(
            answer.question.number if answer.question else answer.value
            for answer in condition.answers
        )
        words = f"{count}{condition.question.number} {condition.relation.value} {values}"
        return words.strip()
    sign = " & " if isinstance(condition, AllOf) else " or "
    assert isinstance(condition, AllOf | AnyOf)
    return "(" + sign.join(told(part) for part in condition.parts) + ")"
