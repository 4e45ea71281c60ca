"""A coordinator and field laptops with real files, and what they do to each other: shared by tests of packages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from app import bootstrap
from app.core.addresses import Whereabouts
from app.core.clock import StillClock
from app.core.ids import BundleId, RecordId
from app.forms.state import Address
from app.operations import cases, forms, interviews, sync, workspace
from app.operations.services import Services
from app.store import revisions

ANSWERS = (("/data/firm", "Viru Metall"), ("/data/employees", "5"), ("/data/exports", "no"))


@dataclass
class Laptop:
    """A workspace, who works with it, and the folder for its packages."""

    services: Services
    home: Path
    written: int = 0
    bundle: BundleId | None = None
    files: list[Path] = field(default_factory=list)

    @property
    def digest(self) -> str:
        return revisions.digest(self.services.workspace)

    @property
    def fingerprint(self) -> str:
        return sync.own_key(self.services).fingerprint

    def target(self) -> Path:
        self.written += 1
        return self.home / f"{self.services.workspace.identity.name}-{self.written}.sildpack"

    def write(self, **wish) -> Path:
        return sync.prepare_package(self.services, self.target(), sync.PackageWish(**wish)).files[0]

    def campaign(self, **wish) -> Path:
        return sync.prepare_campaign(self.services, self.target(), sync.CampaignWish(**wish)).files[
            0
        ]

    def confirm(self) -> Path:
        return sync.prepare_confirmation(self.services, self.target()).files[0]

    def merge(self, *paths: Path, trust: Sequence[str] = ()) -> sync.MergeReport:
        return sync.merge_packages(self.services, paths, trust)

    def interview(self, firm: str = "Viru Metall", **more) -> RecordId:
        (form,) = forms.list_forms(self.services)
        opened = interviews.start_interview(self.services, form.bundle, **more)
        for path, value in (("/data/firm", firm), *ANSWERS[1:]):
            batch = opened.session.answer(Address(path), value)
            interviews.save_step(self.services, opened.draft, batch.step)
        interviews.finish_interview(self.services, opened.draft, opened.session)
        return opened.record

    def draft(self, firm: str = "Pooleli"):
        (form,) = forms.list_forms(self.services)
        opened = interviews.start_interview(self.services, form.bundle)
        batch = opened.session.answer(Address("/data/firm"), firm)
        interviews.save_step(self.services, opened.draft, batch.step)
        return opened

    def correct(self, record: RecordId, firm: str) -> None:
        opened = interviews.reopen_interview(self.services, record, "viga")
        batch = opened.session.answer(Address("/data/firm"), firm)
        interviews.save_step(self.services, opened.draft, batch.step)
        interviews.finish_interview(self.services, opened.draft, opened.session)

    def case(self, name: str, holder: str) -> RecordId:
        case = replace(cases.new_case(self.services), name=name, holder=holder)
        cases.add_case(self.services, case)
        return case.id

    def titles(self) -> list[str]:
        return sorted(row.title for row in interviews.list_interviews(self.services))


@contextmanager
def founded(
    home: Path,
    clock: StillClock,
    workbook: Path,
    passphrase: str | None = None,
    place: Whereabouts | None = None,
) -> Iterator[Laptop]:
    """Found a project on a coordinator's laptop, or at another place, with the small questionnaire."""
    made = bootstrap.create_workspace(
        place or home / "office.sild", name="Office", passphrase=passphrase, clock=clock
    )
    laptop = Laptop(made.services, home)
    workspace.set_current_member(made.services, "Kai Kontor", "coordinator")
    laptop.bundle = forms.import_form(made.services, workbook).bundle
    try:
        yield laptop
    finally:
        made.services.close()


@contextmanager
def joined(
    office: Laptop, name: str, person: str, passphrase: str | None = None
) -> Iterator[Laptop]:
    """Join the project with another laptop, by an invitation, and let the office trust it."""
    invitation = office.campaign(passphrase="kutse", holder=person)
    made = bootstrap.join_workspace(
        office.home / f"{name}.sild",
        bootstrap.Joining(package=invitation, package_passphrase="kutse"),
        name=name,
        passphrase=passphrase,
        clock=office.services.clock,
    )
    laptop = Laptop(made.services, office.home)
    workspace.set_current_member(made.services, person, "interviewer")
    key = sync.own_key(made.services)
    sync.trust_device(office.services, key.device, name=person, recipient=key.recipient)
    try:
        yield laptop
    finally:
        made.services.close()
