"""``sild form``: look a form file over, drive a form without a screen, and put it on paper.

Neither needs a workspace, a database or the window, and neither imports one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app import bootstrap
from app.cli.output import ExitStatus, JsonObject, say, show_json, show_json_to_people
from app.cli.parser import add_json
from app.core.clock import StillClock
from app.i18n.catalog import _, ngettext
from app.operations import driving, forms, paper, reports

if TYPE_CHECKING:
    import argparse

    from app.cli.parser import Families
    from app.forms.findings import Finding
    from app.operations.forms import FormCheck


def add_to(families: Families) -> None:
    """Add ``form check``, ``form run`` and ``form paper`` to the command line."""
    form = families.add("form", _("look forms over and drive them without a screen")).families()
    _add_paper(form)
    check = form.add("check", _("say what is wrong with a form file, where, and how to mend it"))
    check.add_argument("file", metavar=_("FILE"), type=Path, help=_("workbook or XForm"))
    add_json(check)
    check.does(_check)
    run = form.add("run", _("answer a form from a list of steps and print what it made of them"))
    run.add_argument("file", metavar=_("FILE"), type=Path, help=_("workbook or XForm"))
    run.add_argument(
        "--steps", metavar=_("STEPS"), type=Path, required=True, help=_("list of steps, JSON")
    )
    run.add_argument(
        "--clock",
        metavar="ISO",
        type=StillClock.at,
        help=_("moment at which the clock stands still"),
    )
    run.add_argument(
        "--language", metavar="L", default="", help=_("language of the form to begin in")
    )
    add_json(run)
    run.does(_run)


def _add_paper(form: Families) -> None:
    command = form.add("paper", _("print a blank questionnaire, with show cards if wanted"))
    command.add_argument("file", metavar=_("FILE"), type=Path, help=_("workbook or XForm"))
    command.add_argument(
        "-o", "--output", metavar=_("OUT"), type=Path, required=True, help=_("PDF to write")
    )
    command.add_argument(
        "--language",
        metavar="L[,L2]",
        required=True,
        help=_("language of the form; after a comma a second one, set below the first"),
    )
    command.add_argument(
        "--cards", metavar=_("OUT"), type=Path, help=_("PDF to write the show cards to")
    )
    command.add_argument(
        "--cards-per-page",
        type=int,
        choices=(1, 2),
        default=2,
        help=_("one card to a page of A5, or two to a page of A4"),
    )
    command.add_argument(
        "--card-codes", action="store_true", help=_("print the codes of choices on the cards too")
    )
    add_json(command)
    command.does(_paper)


def _paper(arguments: argparse.Namespace) -> int:
    first, _comma, second = (part.strip() for part in arguments.language.partition(","))
    wish = paper.PaperWish(
        first,
        second,
        with_cards=arguments.cards is not None,
        card_codes=arguments.card_codes,
        cards_per_page=arguments.cards_per_page,
    )
    result = paper.print_form_file(arguments.file, bootstrap.cache_folder(), wish)
    made = result.paper
    if made is not None:
        reports.save_pdf(made.questionnaire, arguments.output)
        if arguments.cards is not None:
            reports.save_pdf(made.show_cards, arguments.cards)
    if arguments.json:
        show_json(_paper_as_json(arguments, result))
    else:
        _say_paper(arguments, result)
    return ExitStatus.DONE if made is not None else ExitStatus.INPUT_AT_FAULT


def _paper_as_json(arguments: argparse.Namespace, result: paper.PaperResult) -> JsonObject:
    findings: JsonObject = {"findings": [finding_as_json(each) for each in result.findings]}
    made = result.paper
    if made is None:
        return findings
    return {
        "form_id": made.form_id,
        "version": made.version,
        "language": made.language,
        "second": made.second,
        "questionnaire": str(arguments.output),
        "cards": str(arguments.cards) if arguments.cards is not None else None,
        "card_count": made.cards,
        **findings,
    }


def _say_paper(arguments: argparse.Namespace, result: paper.PaperResult) -> None:
    if result.paper is None:
        for finding in result.findings:
            _say_finding(finding)
        say(_("The form cannot be used until the errors are mended."))
        return
    for written in (arguments.output, arguments.cards):
        if written is not None:
            say(_("{file} was written.").format(file=written))


def _check(arguments: argparse.Namespace) -> int:
    check = forms.check_form_file(arguments.file, bootstrap.cache_folder())
    if arguments.json:
        show_json(_check_as_json(check))
    else:
        _say_check(check)
    return ExitStatus.DONE if check.is_usable else ExitStatus.INPUT_AT_FAULT


def _run(arguments: argparse.Namespace) -> int:
    wish = driving.FormRun(arguments.steps, arguments.clock, arguments.language)
    result = driving.run_form_file(arguments.file, bootstrap.cache_folder(), wish)
    show = show_json if arguments.json else show_json_to_people
    show(
        {
            "load": "ok" if result.is_loaded else "error",
            "findings": [finding_as_json(finding) for finding in result.findings],
            "initial": {},
            "steps": [],
            "final": {},
            **result.states,
            "xml": result.xml,
        }
    )
    return ExitStatus.DONE if result.is_loaded else ExitStatus.INPUT_AT_FAULT


def _check_as_json(check: FormCheck) -> JsonObject:
    return {
        "form_id": check.form_id,
        "version": check.version,
        "languages": list(check.languages),
        "questions": check.questions,
        "findings": [finding_as_json(finding) for finding in check.findings],
    }


def finding_as_json(finding: Finding) -> JsonObject:
    """Return a finding with its place, its words and its remedy."""
    from app.i18n import messages

    return {
        "severity": finding.severity.value,
        "code": finding.code,
        "sheet": finding.sheet,
        "row": finding.row,
        "column": finding.column,
        "name": finding.name,
        "message": messages.finding_message(finding),
        "remedy": messages.finding_remedy(finding),
    }


def _say_check(check: FormCheck) -> None:
    for finding in check.findings:
        _say_finding(finding)
    count = len(check.findings)
    if not count:
        say(_("{title} can be used as it is.").format(title=check.title))
    elif check.is_usable:
        say(
            ngettext(
                "{title} can be used; {count} thing is worth a look.",
                "{title} can be used; {count} things are worth a look.",
                count,
            ).format(title=check.title, count=count)
        )
    else:
        say(_("The form cannot be used until the errors are mended."))


def _say_finding(finding: Finding) -> None:
    from app.i18n import messages

    say(f"{_place(finding)}{messages.finding_message(finding)}")
    remedy = messages.finding_remedy(finding)
    if remedy:
        say(f"    {remedy}")


def _place(finding: Finding) -> str:
    if finding.sheet and finding.row:
        place = _("{sheet}, row {row}: ").format(sheet=finding.sheet, row=finding.row)
    elif finding.sheet:
        place = _("{sheet}: ").format(sheet=finding.sheet)
    else:
        place = ""
    return place
