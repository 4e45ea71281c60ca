"""Opens or creates a workspace and builds `Services` by constructor: the one place where the rooms are put together."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.addresses import ServerAddress, Whereabouts
from app.core.clock import Clock, StillClock, SystemClock
from app.core.errors import AppError, ErrorCode
from app.core.progress import Progress
from app.operations.reports import DEMO_PROJECT
from app.operations.services import Services

if TYPE_CHECKING:
    from app.operations.demo.chain import DemoResult, DemoWish
    from app.store.workspace import Workspace, WorkspaceSummary


DEMO = "demo.sild"


@dataclass(frozen=True, slots=True)
class CreatedWorkspace:
    """A new workspace, open. ``recovery_key`` is to be printed and is shown this once; None without a passphrase.

    So is ``project_key``, the project's own recovery key, where a protected project was founded.
    """

    services: Services
    recovery_key: str | None
    project_key: str | None = None


def default_workspace_folder() -> Path:
    """Return where a person's workspace lies unless they chose another folder."""
    import platformdirs

    return platformdirs.user_data_path("sild", appauthor=False) / "sild.sild"


def cache_folder() -> Path:
    """Return where converted forms are kept between starts; holds no personal data and may be emptied any time."""
    import platformdirs

    return platformdirs.user_cache_path("sild", appauthor=False)


def server_folder(address: ServerAddress) -> Path:
    """Return where this machine keeps what is underway for a workspace on a server."""
    import hashlib

    import platformdirs

    name = hashlib.sha256(address.text.encode()).hexdigest()[:16]
    return platformdirs.user_data_path("sild", appauthor=False) / "servers" / name


def needs_secret(place: Whereabouts) -> bool:
    """Whether a workspace is opened by a passphrase, or its server asks for a password. Raises AppError."""
    if isinstance(place, ServerAddress):
        from app.store import server

        return place.password is None and server.needs_password(place)
    return inspect_workspace(place).is_protected


def inspect_workspace(folder: Path) -> WorkspaceSummary:
    """Tell, without opening it, whether a workspace needs a passphrase, is in use or newer. Raises AppError."""
    from app.store import workspace

    return workspace.inspect(folder)


def create_workspace(
    place: Whereabouts,
    *,
    name: str,
    passphrase: str | None = None,
    project: str | None = None,
    clock: Clock | None = None,
) -> CreatedWorkspace:
    """Create a workspace and open it; without a ``project`` it founds its own.

    On a server the passphrase is the account's password, and what a project founded there exchanges is sealed. Raises
    AppError WORKSPACE_EXISTS, WORKSPACE_ON_NETWORK, WORKSPACE_IN_CLOUD_FOLDER, FILE_UNWRITABLE, DISK_FULL, SERVER_*.
    """
    from app.operations import sync_projects

    clock = clock or SystemClock()
    services, recovery_key = _made(place, name, project, passphrase, clock)
    project_key = None
    if project is None:
        is_protected = passphrase is not None or isinstance(place, ServerAddress)
        project_key = sync_projects.found_project(services, protected=is_protected)
    elif project == DEMO_PROJECT:
        sync_projects.found_demo(services)
    return CreatedWorkspace(services, recovery_key, project_key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """How somebody joins a project: by a coordinator's package, which a passphrase may close."""

    package: Path
    package_passphrase: str | None = None


def join_workspace(
    place: Whereabouts,
    joining: Joining,
    *,
    name: str,
    passphrase: str | None = None,
    clock: Clock | None = None,
) -> CreatedWorkspace:
    """Create a workspace of the project that a package is of, with what the package holds, and open it.

    Nothing is left of it when the package cannot be taken in. Raises what `create_workspace` raises, and AppError
    PACKAGE_*.
    """
    from app.operations import sync_projects

    clock = clock or SystemClock()
    with sync_projects.invitation(joining.package, joining.package_passphrase) as package:
        project = package.manifest.letter.project
        services, recovery_key = _made(place, name, project, passphrase, clock)
        try:
            sync_projects.join_project(services, package)
        except BaseException:
            services.close()
            _unmake(place, passphrase)
            raise
    return CreatedWorkspace(services, recovery_key)


def open_workspace(
    place: Whereabouts,
    passphrase: str | None = None,
    *,
    recovery_key: str | None = None,
    clock: Clock | None = None,
) -> Services:
    """Open a workspace; ``Services.close`` lets go of it. ``recovery_key`` is the workspace's own or its project's.

    On a server the passphrase is the account's password. Raises AppError WORKSPACE_MISSING, PASSPHRASE_NEEDED,
    PASSPHRASE_WRONG, WORKSPACE_IN_USE, WORKSPACE_NEWER, WORKSPACE_DAMAGED, SERVER_*.
    """
    from app.store import workspace

    clock = clock or SystemClock()
    if isinstance(place, ServerAddress):
        from app.store import server

        shared = server.open(place, server_folder(place), passphrase, clock=clock)
        return _services(shared, clock)
    if recovery_key is not None:
        from app.operations import sync_recovery

        if sync_recovery.is_project_key(recovery_key):
            return _services(_opened_for_project(place, recovery_key, clock), clock)
    return _services(workspace.open(place, passphrase, recovery_key, clock=clock), clock)


def restore_workspace(
    folder: Whereabouts,
    passphrase: str | None = None,
    *,
    recovery_key: str | None = None,
    backup: Path | None = None,
    clock: Clock | None = None,
) -> Services:
    """Put a backup in the place of a workspace's files and open it: the latest sound one, unless one is named.

    What stood there is kept beside it. Raises AppError BACKUP_FAILED when there is none that is sound, FILE_MISSING
    for a backup that is not the workspace's, SERVER_KEEPS for a server, and what `open_workspace` raises.
    """
    if isinstance(folder, ServerAddress):
        raise AppError(ErrorCode.SERVER_KEEPS, address=folder.text)
    from app.store import backup as backups
    from app.store import restoring

    chosen = None
    if backup is not None:
        known = {each.path.resolve(): each for each in backups.list_backups(folder)}
        chosen = known.get(backup.resolve())
        if chosen is None:
            raise AppError(ErrorCode.FILE_MISSING, path=str(backup))
    clock = clock or SystemClock()
    restored = restoring.restore(
        folder, chosen, passphrase=passphrase, recovery_key=recovery_key, clock=clock
    )
    return _services(restored, clock)


def demo_folder(*, headless: bool) -> Path:
    """Return where a demonstration is made unless somebody says where: a fresh folder each time without a screen."""
    if headless:
        return Path(tempfile.mkdtemp(prefix="sild-demo-"))
    import platformdirs

    return platformdirs.user_data_path("sild", appauthor=False) / "demo"


def demo_workspace(directory: Path) -> Path | None:
    """Return the demonstration that was made in ``directory`` before, None when there is none."""
    folder = directory / DEMO
    return folder if folder.is_dir() and any(folder.iterdir()) else None


def prepare_demo(
    directory: Path, interviews: int = 40, seed: int = 1, progress: Progress | None = None
) -> DemoResult:
    """Make ``demo.sild`` in ``directory``, full of invented interviews, by walking the whole chain.

    A demonstration that did not come to its end is taken away again. Raises AppError WORKSPACE_EXISTS, `Cancelled`.
    """
    from app.operations.demo import chain

    return make_demo(directory, chain.DemoWish(interviews, seed), progress or Progress())


def make_demo(directory: Path, wish: DemoWish, progress: Progress) -> DemoResult:
    """Make a demonstration as wished; `prepare_demo` with all choices."""
    from app.operations.demo import chain, colleague

    folder = directory / DEMO
    clock = StillClock(chain.first_day(SystemClock().now()))
    services = create_workspace(folder, name="demo", project=DEMO_PROJECT, clock=clock).services
    held = replace(wish, interviews=wish.interviews - colleague.share_of(wish.interviews))
    try:
        result = chain.fill(services, clock, held, progress)
        result = _exchange_demo(services, clock, wish, result, progress)
    except BaseException:
        services.close()
        shutil.rmtree(folder)
        raise
    services.close()
    return result


def _exchange_demo(
    services: Services, clock: StillClock, wish: DemoWish, result: DemoResult, progress: Progress
) -> DemoResult:
    """Let a second laptop, which is gone afterwards, hold its share of the interviews and send them."""
    from app.operations import workspace
    from app.operations.demo import chain, colleague

    watch = chain.Stopwatch()
    with watch.timing("package"), tempfile.TemporaryDirectory(prefix="sild-demo-") as place:
        other = create_workspace(
            Path(place) / "demo-2.sild", name="demo-2", project=DEMO_PROJECT, clock=clock
        ).services
        try:
            exchanged = colleague.exchange(services, other, clock, wish, progress)
        finally:
            other.close()
    info = workspace.describe(services)
    return replace(
        result,
        interviews=info.interviews + info.drafts,
        entities=info.entities,
        package=exchanged.package,
        merged=exchanged.merged,
        seconds={**result.seconds, **watch.seconds},
    )


def _made(
    place: Whereabouts, name: str, project: str | None, passphrase: str | None, clock: Clock
) -> tuple[Services, str | None]:
    """Make a workspace; return its services and its recovery key."""
    if isinstance(place, ServerAddress):
        from app.store import server

        shared = server.create(
            place,
            server_folder(place),
            name=name,
            project=project,
            password=passphrase,
            clock=clock,
        )
        return _services(shared, clock), None
    from app.store import workspace

    made, recovery_key = workspace.create(
        place, name=name, project=project, passphrase=passphrase, clock=clock
    )
    return _services(made, clock), recovery_key


def _unmake(place: Whereabouts, password: str | None) -> None:
    if isinstance(place, ServerAddress):
        from app.store import server

        server.destroy(place, password)
    else:
        shutil.rmtree(place)


def _opened_for_project(folder: Path, secret: str, clock: Clock) -> Workspace:
    from app.operations import sync_recovery
    from app.store import project_wrap, workspace

    octets = sync_recovery.unlock_by_project_key(folder, secret)
    return workspace.open_by_key(folder, project_wrap.key_from(folder, octets), clock=clock)


def _services(workspace: Workspace, clock: Clock) -> Services:
    from app.forms.session import DeviceInfo

    return Services(
        workspace, clock, cache_folder(), DeviceInfo(device_id=f"sild:{workspace.device.id}")
    )
