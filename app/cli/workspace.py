"""``sild workspace``: create, look at, check, back up and restore a workspace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app import bootstrap
from app.cli.output import (
    ExitStatus,
    JsonObject,
    ask_new_passphrase,
    ask_package_passphrase,
    ask_passphrase,
    say,
    show_json,
    tell,
)
from app.cli.parser import add_json, add_workspace
from app.core.addresses import ServerAddress, Whereabouts
from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.operations import sync_recovery, workspace
from app.operations.reports import DEMO_PROJECT

if TYPE_CHECKING:
    import argparse

    from app.cli.parser import Families, Parser
    from app.operations.services import Services
    from app.operations.workspace import WorkspaceInfo


def add_to(families: Families) -> None:
    """Add the workspace commands to the command line."""
    family = families.add("workspace", _("create, check and back up workspaces")).families()
    create = family.add("create", _("create an empty workspace"))
    _add_folder(create)
    create.add_argument("--name", metavar=_("NAME"), default="", help=_("what people call it"))
    create.add_argument(
        "--project",
        metavar=_("PROJECT"),
        default="",
        help=_("package of the project to join, or demo"),
    )
    create.does(_create)
    info = family.add("info", _("say what is in a workspace"))
    _add_folder(info)
    info.does(_info)
    verify = family.add("verify", _("read everything again and look for damage"))
    _add_folder(verify)
    verify.does(_verify)
    back_up = family.add("backup", _("write a backup and check it"))
    _add_folder(back_up)
    back_up.does(_back_up)
    restore = family.add("restore", _("bring a workspace back from a backup"))
    _add_folder(restore)
    restore.add_argument(
        "--backup", metavar=_("FILE"), type=Path, help=_("the latest when left out")
    )
    restore.does(_restore)


@contextmanager
def opened(place: Whereabouts) -> Iterator[Services]:
    """Open a workspace for one command, asking for its passphrase where it has one; raises AppError.

    The project's recovery key is taken in the passphrase's place.
    """
    secret = (_ask_secret(place) or None) if bootstrap.needs_secret(place) else None
    is_key = secret is not None and sync_recovery.is_project_key(secret)
    services = (
        bootstrap.open_workspace(place, recovery_key=secret)
        if is_key
        else bootstrap.open_workspace(place, secret)
    )
    try:
        yield services
    finally:
        services.close()


def _ask_secret(place: Whereabouts) -> str:
    if isinstance(place, ServerAddress):
        return ask_passphrase(_("Password of the account on the server: "))
    return ask_passphrase()


def _add_folder(parser: Parser) -> None:
    add_workspace(parser)
    add_json(parser)


def _create(arguments: argparse.Namespace) -> int:
    folder: Whereabouts = arguments.folder
    if isinstance(folder, Path):
        passphrase = ask_new_passphrase()
    else:
        passphrase = (_ask_secret(folder) or None) if bootstrap.needs_secret(folder) else None
    made = _made(arguments, passphrase)
    project = made.services.workspace.identity.project
    made.services.close()
    if arguments.json:
        show_json(
            {
                "workspace": str(folder),
                "encrypted": passphrase is not None and isinstance(folder, Path),
                "recovery_key": made.recovery_key,
                "project": project,
                "project_key": made.project_key,
            }
        )
        return ExitStatus.DONE
    say(_("The workspace {folder} was created.").format(folder=folder))
    if isinstance(folder, ServerAddress):
        say(_on_server())
    elif made.recovery_key is None:
        say(_("It has no passphrase: whoever has the disk can read it (not protected)."))
    else:
        say(
            _("Recovery key, shown this once; print it or write it down: {key}").format(
                key=made.recovery_key
            )
        )
    if made.project_key is not None:
        words = _("Recovery key of the project, shown this once; it opens every workspace of it:")
        say(words)
        say(made.project_key)
    return ExitStatus.DONE


def _made(arguments: argparse.Namespace, passphrase: str | None) -> bootstrap.CreatedWorkspace:
    """Found a project, join the demonstration's, or join the one that a package is of."""
    folder: Whereabouts = arguments.folder
    name = arguments.name or (folder.stem if isinstance(folder, Path) else folder.name)
    if arguments.project in {"", DEMO_PROJECT}:
        project = arguments.project or None
        return bootstrap.create_workspace(folder, name=name, project=project, passphrase=passphrase)
    package = Path(arguments.project)
    joining = bootstrap.Joining(package=package, package_passphrase=ask_package_passphrase(package))
    return bootstrap.join_workspace(folder, joining, name=name, passphrase=passphrase)


def _info(arguments: argparse.Namespace) -> int:
    with opened(arguments.folder) as services:
        info = workspace.describe(services)
    if arguments.json:
        show_json(_info_as_json(info))
    else:
        _say_info(info)
    return ExitStatus.DONE


def _info_as_json(info: WorkspaceInfo) -> JsonObject:
    return {
        "digest": info.digest,
        "interviews": info.interviews,
        "entities": dict(info.entities),
        "revisions": info.revisions,
        "conflicts": info.conflicts,
        "encrypted": info.encrypted,
        "drafts": info.drafts,
        "forms": info.forms,
        "name": info.name,
    }


def _say_info(info: WorkspaceInfo) -> None:
    say(info.name)
    interviews = ngettext(
        "{count} finished interview", "{count} finished interviews", info.interviews
    )
    say(interviews.format(count=formats.number(info.interviews)))
    say(
        ngettext("{count} draft", "{count} drafts", info.drafts).format(
            count=formats.number(info.drafts)
        )
    )
    say(
        ngettext("{count} form", "{count} forms", info.forms).format(
            count=formats.number(info.forms)
        )
    )
    if info.address:
        say(info.address)
        say(_on_server())
    else:
        _say_protection(info)
    if info.last_backup is not None:
        say(_("Last backup: {time}").format(time=formats.date_time(info.last_backup)))
    say(_("Digest: {digest}").format(digest=info.digest))


def _say_protection(info: WorkspaceInfo) -> None:
    say(_("Protected by a passphrase") if info.encrypted else _("Not protected by a passphrase"))


def _on_server() -> str:
    return _("It lies on a database server, which protects it and backs it up.")


def _verify(arguments: argparse.Namespace) -> int:
    with opened(arguments.folder) as services:
        found = workspace.verify(services)
    if arguments.json:
        show_json(
            {"revisions": found.revisions, "digest": found.digest, "damage": list(found.damage)}
        )
    elif found.damage:
        for line in found.damage:
            tell(line)
        tell(_("The workspace is damaged. Restore the latest backup into a new folder."))
    else:
        say(_("Everything is as it was written."))
    return ExitStatus.INPUT_AT_FAULT if found.damage else ExitStatus.DONE


def _back_up(arguments: argparse.Namespace) -> int:
    with opened(arguments.folder) as services:
        made = workspace.back_up(services)
    if arguments.json:
        show_json({"backup": str(made.path), "size": made.size_bytes})
    else:
        say(_("The backup {file} was written and checked.").format(file=made.path))
    return ExitStatus.DONE


def _restore(arguments: argparse.Namespace) -> int:
    folder: Whereabouts = arguments.folder
    passphrase = (ask_passphrase() or None) if isinstance(folder, Path) else None
    bootstrap.restore_workspace(folder, passphrase, backup=arguments.backup).close()
    if arguments.json:
        show_json({"workspace": str(folder)})
    else:
        say(_("The workspace {folder} was brought back from its backup.").format(folder=folder))
    return ExitStatus.DONE
