"""``sild package``: write packages, look into them, merge them, and take a merge back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.output import (
    PACKAGE_PASSPHRASE,
    ExitStatus,
    JsonObject,
    JsonValue,
    ask_package_passphrase,
    say,
    show_json,
    tell,
)
from app.cli.parser import add_json, add_workspace
from app.cli.workspace import opened
from app.core.addresses import whereabouts
from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.operations import sync

if TYPE_CHECKING:
    import argparse

    from app.cli.parser import Families, Parser
    from app.operations.services import Services
    from app.operations.sync import MergeReport, PackageFacts, PackageReport, PackageWritten

MEGABYTE = 1_000_000


def add_to(families: Families) -> None:
    """Add the package commands to the command line."""
    family = families.add(
        "package", _("write packages, merge them and take merges back")
    ).families()
    _add_write(family)
    inspect = family.add("inspect", _("say what a package holds, without taking anything from it"))
    inspect.add_argument("file", metavar=_("FILE"), type=Path, help=_("package"))
    inspect.add_argument(
        "--in",
        dest="folder",
        metavar=_("DIR"),
        type=whereabouts,
        help=_("workspace whose keys open it"),
    )
    add_json(inspect)
    inspect.does(_inspect)
    preview = family.add("preview", _("say what merging packages would change"))
    _add_files(preview)
    preview.does(_preview)
    merge = family.add("merge", _("take packages into a workspace"))
    _add_files(merge)
    merge.does(_merge)
    unmerge = family.add("unmerge", _("take the latest merge back"))
    _add_folder(unmerge)
    unmerge.does(_unmerge)


def _add_write(family: Families) -> None:
    write = family.add("write", _("write what others do not have yet"))
    _add_folder(write)
    write.add_argument(
        "-o", "--output", metavar=_("FILE"), type=Path, required=True, help=_("package to write")
    )
    write.add_argument("--all", action="store_true", help=_("what was confirmed, too"))
    write.add_argument(
        "--to",
        metavar=_("KEY"),
        action="append",
        default=[],
        help=_("for whom: name, key in words or digits; the coordinators when left out"),
    )
    write.add_argument(
        "--limit", metavar="MB", type=int, default=0, help=_("split into files of at most so much")
    )
    kind = write.add_mutually_exclusive_group()
    kind.add_argument(
        "--campaign",
        action="store_true",
        help=_("forms, registers and cases for one laptop; a new one joins the project with it"),
    )
    kind.add_argument(
        "--confirm", action="store_true", help=_("only the confirmation of what has arrived")
    )
    write.add_argument(
        "--holder", metavar=_("NAME"), default="", help=_("whose cases a campaign carries")
    )
    write.does(_write)


def _add_folder(parser: Parser) -> None:
    add_workspace(parser)
    add_json(parser)


def _add_files(parser: Parser) -> None:
    _add_folder(parser)
    parser.add_argument("files", metavar=_("FILE"), type=Path, nargs="+", help=_("packages"))
    parser.add_argument(
        "--trust",
        metavar=_("KEY"),
        action="append",
        default=[],
        help=_("key of an unknown sender to let in, in words or digits"),
    )


def _write(arguments: argparse.Namespace) -> int:
    with opened(arguments.folder) as services:
        written = _written(services, arguments)
    if arguments.json:
        show_json(_written_as_json(written))
    else:
        for path in written.files:
            say(_("{file} was written and read back.").format(file=path))
        _say_number(written.revisions)
    if not written.sealed:
        tell(_("The package is not encrypted: whoever finds it can read it."))
    return ExitStatus.DONE


def _written(services: Services, arguments: argparse.Namespace) -> PackageWritten:
    target: Path = arguments.output
    limit = arguments.limit * MEGABYTE or None
    if arguments.confirm:
        return sync.prepare_confirmation(services, target)
    if arguments.campaign:
        campaign = sync.CampaignWish(
            to=arguments.to[0] if arguments.to else "",
            passphrase="" if arguments.to else os.environ.get(PACKAGE_PASSPHRASE, ""),
            holder=arguments.holder,
            limit_bytes=limit,
        )
        return sync.prepare_campaign(services, target, campaign)
    wish = sync.PackageWish(to=tuple(arguments.to), everything=arguments.all, limit_bytes=limit)
    return sync.prepare_package(services, target, wish)


def _written_as_json(written: PackageWritten) -> JsonObject:
    return {
        "package": str(written.files[0]),
        "files": [str(path) for path in written.files],
        "id": written.package,
        "kind": written.kind,
        "revisions": written.revisions,
        "forms": written.forms,
        "attachments": written.attachments,
        "size": written.size_bytes,
        "encrypted": written.sealed,
    }


def _inspect(arguments: argparse.Namespace) -> int:
    passphrase = ask_package_passphrase(arguments.file)
    if arguments.folder is None:
        facts = sync.inspect_package(arguments.file, passphrase=passphrase)
    else:
        with opened(arguments.folder) as services:
            facts = sync.inspect_package(arguments.file, services, passphrase)
    if arguments.json:
        show_json(_facts_as_json(facts))
    else:
        _say_facts(facts)
    return ExitStatus.DONE


def _facts_as_json(facts: PackageFacts) -> JsonObject:
    holdings: dict[str, JsonValue] = dict(facts.holdings)
    return {
        "id": facts.package,
        "kind": facts.kind,
        "project": facts.project,
        "project_name": facts.project_name,
        "part": facts.part,
        "parts": facts.parts,
        "encrypted": facts.sealing != "plain",
        "size": facts.size_bytes,
        "device": facts.device,
        "fingerprint": facts.fingerprint,
        "signer": facts.signer_state,
        "name": facts.member_name or facts.device_name,
        "role": facts.role,
        "written": facts.written_at,
        "revisions": facts.revisions,
        "forms": facts.forms,
        "attachments": facts.attachments,
        "holds": holdings,
    }


def _say_facts(facts: PackageFacts) -> None:
    say(_("Project: {name}").format(name=facts.project_name or facts.project))
    say(_("Sender: {name}").format(name=facts.member_name or facts.device_name))
    say(_("Key: {fingerprint}").format(fingerprint=facts.fingerprint))
    _say_number(facts.revisions)
    if facts.parts > 1:
        say(_("Part {part} of {parts}").format(part=facts.part, parts=facts.parts))
    if facts.sealing == "plain":
        say(_("The package is not encrypted: whoever finds it can read it."))


def _say_number(revisions: int) -> None:
    words = ngettext("{count} version of records", "{count} versions of records", revisions)
    say(words.format(count=formats.number(revisions)))


def _preview(arguments: argparse.Namespace) -> int:
    reports = []
    with opened(arguments.folder) as services:
        digest = sync.digest(services)
        for paths in sync.grouped(services, arguments.files):
            with sync.preview_package(services, paths, arguments.trust) as preview:
                reports.append(preview.report)
    report = sync.MergeReport(packages=tuple(reports), digest=digest)
    return _show(arguments, report)


def _merge(arguments: argparse.Namespace) -> int:
    passphrase = os.environ.get(PACKAGE_PASSPHRASE)
    with opened(arguments.folder) as services:
        report = sync.merge_packages(
            services, arguments.files, arguments.trust, passphrase=passphrase
        )
    return _show(arguments, report)


def _show(arguments: argparse.Namespace, report: MergeReport) -> int:
    if arguments.json:
        show_json(report_as_json(report))
        return ExitStatus.DONE
    for each in report.packages:
        _say_report(each)
    for gap in report.gaps:
        sender = gap.name or gap.device[:16]
        say(_("Missing from {name}: {numbers}").format(name=sender, numbers=gap.missing))
    say(_("Digest: {digest}").format(digest=report.digest))
    return ExitStatus.DONE


def report_as_json(report: MergeReport) -> JsonObject:
    """Return what a merge came to, as architecture.md promises it."""
    return {
        "new": report.new,
        "known": report.known,
        "conflicts": report.conflicts,
        "quarantined": report.quarantined,
        "clones": report.clones,
        "gaps": [
            {"device": gap.device, "name": gap.name, "missing": gap.missing} for gap in report.gaps
        ],
        "digest": report.digest,
    }


def _say_report(report: PackageReport) -> None:
    say(_("Package from {name}: {file}").format(name=report.signer_name, file=report.path))
    told = (
        (_("New: {count}"), report.new),
        (_("Known already: {count}"), report.known),
        (_("Differences to settle: {count}"), report.conflicts),
        (_("Set aside as unreadable: {count}"), report.quarantined),
    )
    for words, count in told:
        say("  " + words.format(count=formats.number(count)))
    if report.clones:
        say("  " + _("Two computers write under one key; have one of them get a new one."))
    for clock in report.odd_clocks:
        words = _("The clock of {name} is {hours} hours ahead.")
        say("  " + words.format(name=clock.name, hours=formats.number(clock.hours)))
    if report.namesakes:
        say("  " + _("A form has the name and version of another one; both were kept."))


def _unmerge(arguments: argparse.Namespace) -> int:
    with opened(arguments.folder) as services:
        undone = sync.undo_merge(services)
    if arguments.json:
        show_json({"removed": undone.removed, "kept": list(undone.kept), "digest": undone.digest})
        return ExitStatus.DONE
    words = ngettext(
        "{count} version of records was taken back.",
        "{count} versions of records were taken back.",
        undone.removed,
    )
    say(words.format(count=formats.number(undone.removed)))
    if undone.kept:
        kept = ngettext(
            "{count} record stays because somebody went on with it.",
            "{count} records stay because somebody went on with them.",
            len(undone.kept),
        )
        say(kept.format(count=formats.number(len(undone.kept))))
    say(_("Digest: {digest}").format(digest=undone.digest))
    return ExitStatus.DONE
