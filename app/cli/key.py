"""``sild key``: show this device's key, list, trust and revoke those of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.output import ExitStatus, JsonObject, say, show_json, show_table
from app.cli.parser import add_json, add_workspace
from app.cli.workspace import opened
from app.i18n.catalog import _, current_language
from app.operations import sync

if TYPE_CHECKING:
    import argparse

    from app.cli.parser import Families, Parser
    from app.operations.sync import Key

ROLES = ("interviewer", "coordinator")


def add_to(families: Families) -> None:
    """Add the key commands to the command line."""
    family = families.add("key", _("show, trust and revoke the keys of computers")).families()
    show = family.add("show", _("show the key of this computer"))
    _add_folder(show)
    show.does(_show)
    listed = family.add("list", _("list every key that is or was trusted"))
    _add_folder(listed)
    listed.does(_list)
    trust = family.add("trust", _("take packages of a computer from now on"))
    _add_folder(trust)
    _add_key(trust)
    trust.add_argument("--name", metavar=_("NAME"), default="", help=_("whose computer it is"))
    trust.add_argument("--role", choices=ROLES, default=ROLES[0], help=_("what it may do"))
    trust.add_argument(
        "--recipient", metavar="AGE", default="", help=_("where answers to it are encrypted to")
    )
    trust.does(_trust)
    revoke = family.add("revoke", _("take no more packages of a computer"))
    _add_folder(revoke)
    _add_key(revoke)
    revoke.does(_revoke)
    renew = family.add("renew", _("get another key, when two computers write under one"))
    _add_folder(renew)
    renew.does(_renew)


def _add_folder(parser: Parser) -> None:
    add_workspace(parser)
    add_json(parser)


def _add_key(parser: Parser) -> None:
    parser.add_argument("key", metavar=_("KEY"), help=_("key in words or digits, or a name"))


def _show(arguments: argparse.Namespace) -> int:
    with opened(arguments.folder) as services:
        key = sync.own_key(services)
    if arguments.json:
        show_json(_as_json(key))
        return ExitStatus.DONE
    say(_("Key: {fingerprint}").format(fingerprint=key.fingerprint))
    say(" ".join(key.words(current_language())))
    say(_("For other programs: {text}").format(text=key.text))
    return ExitStatus.DONE


def _list(arguments: argparse.Namespace) -> int:
    with opened(arguments.folder) as services:
        keys = sync.list_keys(services)
    if arguments.json:
        show_json({"keys": [_as_json(key) for key in keys]})
        return ExitStatus.DONE
    heads = (_("Name"), _("Key"), _("Role"), _("State"))
    rows = [(key.name, key.fingerprint, _role(key.role), _state(key.state)) for key in keys]
    show_table(heads, rows)
    return ExitStatus.DONE


def _trust(arguments: argparse.Namespace) -> int:
    with opened(arguments.folder) as services:
        sync.trust_device(
            services,
            arguments.key,
            name=arguments.name,
            role=arguments.role,
            recipient=arguments.recipient,
        )
        keys = sync.list_keys(services)
    return _done(arguments, keys, _("Packages of this computer are taken in from now on."))


def _revoke(arguments: argparse.Namespace) -> int:
    with opened(arguments.folder) as services:
        sync.revoke_key(services, arguments.key)
        keys = sync.list_keys(services)
    words = _("Packages of this computer are refused from now on; what it sent before stays.")
    return _done(arguments, keys, words)


def _renew(arguments: argparse.Namespace) -> int:
    with opened(arguments.folder) as services:
        sync.renew_own_key(services)
    with opened(arguments.folder) as services:
        keys = sync.list_keys(services)
    return _done(
        arguments, keys, _("This computer has another key; have the coordinator trust it.")
    )


def _done(arguments: argparse.Namespace, keys: list[Key], words: str) -> int:
    if arguments.json:
        show_json({"keys": [_as_json(key) for key in keys]})
    else:
        say(words)
    return ExitStatus.DONE


def _as_json(key: Key) -> JsonObject:
    return {
        "device": key.device,
        "fingerprint": key.fingerprint,
        "words": list(key.words(current_language())),
        "name": key.name,
        "role": key.role,
        "state": key.state,
        "recipient": key.recipient,
        "text": key.text,
    }


def _role(code: str) -> str:
    words = {"coordinator": _("Coordinator"), "interviewer": _("Interviewer")}
    return words.get(code, code)


def _state(code: str) -> str:
    return {"own": _("this computer"), "trusted": _("trusted"), "revoked": _("revoked")}[code]
