"""Several machines and programs on one database: nobody writes as another, nothing is lost when one of them stops."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from app.core.addresses import server_address
from app.core.errors import AppError, ErrorCode
from app.core.ids import new_record_id
from app.forms.state import Step
from app.records.digest import digest
from app.store import (
    blobs,
    concurrency,
    device,
    drafts,
    forms,
    founding,
    history,
    keyring,
    machine,
    members,
    merging,
    migration,
    registers,
    revisions,
    server,
)
from app.store.founding import VERSION
from app.store.registers import EntityEdit
from app.store.schema import MetaRow
from tests.store import arrivals, engines, killing

MERGERS = 8
FIRMS = 120
KILLS = 8


@pytest.fixture
def office(address: str, tmp_path: Path):
    with engines.on_server(address, tmp_path / "office", make=True) as made:
        yield made


@pytest.fixture(scope="module")
def mergers():
    if not killing.is_supported():
        pytest.skip("processes cannot be forked here")
    with engines.Mergers() as made:
        yield made


def test_eight_mergers_at_once_lose_nothing_and_come_to_one_digest(
    office, address, tmp_path, mergers
):
    step = FIRMS // MERGERS
    for seed in range(MERGERS):
        some = (1 + step * seed, 1 + step * (seed + 3))
        mergers.begin(address, tmp_path / "merging", *some, seed)
    told = [mergers.told("new") for _each in range(MERGERS)]
    whole = engines.firms(1, 1 + step * (MERGERS + 2))
    assert arrivals.digest(office) == digest(revision.id for revision in whole)
    assert sum(each["new"] for each in told) == len(whole)
    assert sorted(each.number for each in merging.list_merges(office)) == sorted(
        each["number"] for each in told
    )
    shown = {row.record: row.conflicts for row in registers.list_entities(office, "stakeholders")}
    assert len(shown) == step * (MERGERS + 2)
    assert sum(shown.values()) == len(shown) // engines.CORRECTIONS


def test_a_killed_merger_leaves_the_old_state_or_the_new(office, address, tmp_path, mergers):
    chance, whole = random.Random(5), engines.firms(1, 1500)
    done = digest(revision.id for revision in whole)
    old = arrivals.digest(office)
    for _time in range(KILLS):
        mergers.begin(address, tmp_path / "killed", 1, 1500, 1)
        child = mergers.told("pid")["pid"]
        time.sleep(chance.uniform(0.05, 0.9))
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        assert arrivals.digest(office) in {old, done}
        assert len(registers.list_entities(office, "stakeholders")) in {0, 1499}
    arrivals.merge(office, whole, package="again")
    assert arrivals.digest(office) == done
    assert len(registers.list_entities(office, "stakeholders")) == 1499


def test_a_connection_cut_in_the_middle_leaves_nothing_half(office, address, postgres, monkeypatch):
    whole, add, calls = engines.firms(1, 1500), history.add, []

    def cut(connection, some, came_with=None):
        calls.append(len(some))
        if len(calls) == 2:
            postgres.run_sql(
                address,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()",
            )
        return add(connection, some, came_with)

    monkeypatch.setattr(history, "add", cut)
    before = arrivals.digest(office)
    with pytest.raises(AppError) as told:
        arrivals.merge(office, whole)
    assert told.value.code is ErrorCode.SERVER_UNREACHABLE
    assert arrivals.digest(office) == before
    monkeypatch.setattr(history, "add", add)
    assert arrivals.merge(office, whole).new == len(whole)


def test_answers_wait_while_the_server_is_away_and_are_saved_when_it_is_back(
    office, postgres, form, labels
):
    forms.add_bundle(office, form, labels)
    new = drafts.NewDraft(record=new_record_id(), bundle=form.id)
    draft = drafts.create_draft(office, new).id
    drafts.append_step(office, draft, Step("set", "/data/a", {"value": "1"})).result()
    postgres.halt()
    try:
        for value in ("2", "3"):
            step = Step("set", "/data/a", {"value": value})
            with pytest.raises(AppError) as told:
                drafts.append_step(office, draft, step).result()
            assert told.value.code is ErrorCode.SERVER_UNREACHABLE
        assert drafts.unsaved_steps(office, draft) == 2
    finally:
        postgres.resume()
    assert drafts.retry(office, draft).result().seq == 3
    assert [each.payload["value"] for each in drafts.steps_of(office, draft)] == ["1", "2", "3"]


def test_an_answer_whose_confirmation_was_lost_is_there_once(office, form, labels, monkeypatch):
    forms.add_bundle(office, form, labels)
    new = drafts.NewDraft(record=new_record_id(), bundle=form.id)
    draft = drafts.create_draft(office, new).id
    write, lost = office.database.write_at_once, [True, False, True]

    def cut(job, *args):
        saved = write(job, *args)
        if lost and lost.pop(0):
            raise AppError(ErrorCode.SERVER_UNREACHABLE, address="", detail="")
        return saved

    monkeypatch.setattr(office.database, "write_at_once", cut)
    for value in ("1", "2", "3"):
        step = Step("set", "/data/a", {"value": value})
        with contextlib.suppress(AppError):
            drafts.append_step(office, draft, step).result()
    assert drafts.unsaved_steps(office, draft) == 1
    assert drafts.retry(office, draft).result().seq == 3
    assert [each.payload["value"] for each in drafts.steps_of(office, draft)] == ["1", "2", "3"]


def test_mergers_of_other_records_do_not_wait_and_those_of_the_same_do(office, address, tmp_path):
    held, release = threading.Event(), threading.Event()

    def hold(connection):
        history.add(connection, engines.firms(1, 10))
        held.set()
        assert release.wait(30)

    with engines.on_server(address, tmp_path / "second") as second:
        first = office.run(hold)
        assert held.wait(30)
        try:
            arrivals.merge(second, engines.firms(20, 30))
            same = second.run(history.add, engines.firms(5, 15))
            with pytest.raises(TimeoutError):
                same.result(timeout=0.3)
        finally:
            release.set()
        first.result()
        assert len(same.result()) == len(engines.firms(10, 15))


def test_each_machine_writes_as_itself_and_goes_on_where_it_was(
    office, address, tmp_path, monkeypatch
):
    members.set_current_member(office, "Kai", "coordinator")
    monkeypatch.setattr(device, "machine_name", lambda: "another machine")
    for _time in range(2):
        with engines.on_server(address, tmp_path / "other") as other:
            assert other.device.id != office.device.id
            registers.write_entities(other, "cases", [EntityEdit(new_record_id(), "Viru", {})])
            assert members.current_member(other) is None
            assert keyring.own_devices(other) == [office.device.id, other.device.id]
    registers.write_entities(office, "cases", [EntityEdit(new_record_id(), "Sepa", {})])
    written = [
        revision.seq for revision in everything(office) if revision.device == other.device.id
    ]
    assert written == [1, 2]
    assert members.current_member(office).name == "Kai"
    assert machine.machine_name()


def test_two_programs_of_one_machine_never_take_the_same_place(office, address, tmp_path):
    with engines.on_server(address, tmp_path / "second") as second:
        assert second.device.id == office.device.id
        both = [
            each.run(history.write, each.device, content(f"firm {number}"))
            for number in range(30)
            for each in (office, second)
        ]
        written = [each.result() for each in both]
    assert sorted(revision.seq for revision in written) == list(range(1, 61))
    stamps = [revision.hlc for revision in sorted(written, key=lambda each: each.seq)]
    assert stamps == sorted(set(stamps))


def test_an_erasure_and_what_it_names_may_come_at_the_same_moment(office, address, tmp_path):
    from app.records.erasures import erasure_fields

    firm = arrivals.firm(1)
    kept = arrivals.firm(2)
    fields = erasure_fields([firm])
    erasure = arrivals.written(
        "00000000-0000-4000-8000-00000000000e", fields, 900, kind=arrivals.Kind.ERASURE
    )
    with engines.on_server(address, tmp_path / "second") as second:
        waiting = [office.run(history.add, [firm, kept]), second.run(history.add, [erasure])]
        assert [len(each.result()) for each in waiting] in ([2, 1], [1, 1])
        assert arrivals.digest(second) == digest([kept.id, erasure.id])


def test_an_older_database_is_brought_up_to_date_by_whoever_comes_first(address, tmp_path):
    place = server_address(address)
    older = server.ServerDatabase(place)
    older.transact(make_older)
    older.close()
    with engines.on_server(address, tmp_path / "home") as held:
        assert held.call(founding.stored_version, held.name) == founding.VERSIONS[-1]
        assert arrivals.merge(held, engines.firms(1, 20)).new == len(engines.firms(1, 20))


def test_what_is_wrong_with_an_address_is_said(address, postgres, tmp_path, clock):
    nowhere = server_address(f"postgresql://mari@/x?host={tmp_path}")
    missing = server_address(address.replace("/sild_", "/missing_"))
    for place, code in (
        (nowhere, ErrorCode.SERVER_UNREACHABLE),
        (missing, ErrorCode.SERVER_DATABASE_MISSING),
        (server_address(address), ErrorCode.WORKSPACE_MISSING),
    ):
        with pytest.raises(AppError) as told:
            server.open(place, tmp_path / "home", clock=clock)
        assert told.value.code is code
    assert not (tmp_path / "home").exists()


def test_a_password_is_asked_for_and_neither_shown_nor_kept(address, postgres, tmp_path, clock):
    rules = postgres.folder / "data" / "pg_hba.conf"
    rules.write_text("local all guarded scram-sha-256\n" + rules.read_text())
    postgres.run_sql(address, "CREATE ROLE guarded LOGIN SUPERUSER PASSWORD 'vana sild'")
    postgres.run_sql(address, "SELECT pg_reload_conf()")
    place = server_address(address.replace("//sild@", "//guarded@"))
    deadline = time.monotonic() + 10
    while not server.needs_password(place) and time.monotonic() < deadline:
        time.sleep(0.05)
    with pytest.raises(AppError) as told:
        server.create(place, tmp_path / "home", name="F", password="uus sild", clock=clock)
    assert told.value.code is ErrorCode.SERVER_PASSWORD_WRONG
    with server.create(
        place, tmp_path / "home", name="F", password="vana sild", clock=clock
    ) as made:
        assert "vana" not in made.name
        inside = server_address(address.replace("//sild@", "//guarded:vana%20sild@"))
        assert (str(inside), inside.password) == (made.name, "vana sild")
    written = [path.read_bytes() for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert not any(b"vana" in octets for octets in written)


def test_a_database_holds_one_workspace(address, office, tmp_path, clock):
    with pytest.raises(AppError) as told:
        server.create(server_address(address), tmp_path / "home", name="Again", clock=clock)
    assert told.value.code is ErrorCode.WORKSPACE_EXISTS
    server.destroy(server_address(address))
    tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    assert office.call(lambda connection: connection.scalar(text(tables))) == 0


def test_what_is_staged_opens_for_nobody_after_a_crash(office):
    from app.store.database import Database
    from app.store.staging import Stage

    with Stage(office) as stage:
        stage.add(engines.firms(1, 10))
        plain = Database(stage.path, None)
        with pytest.raises(AppError):
            plain.pragma("schema_version")
        plain.close()


def content(label: str):
    return arrivals.Content(
        record=arrivals.RecordId(new_record_id()),
        kind=arrivals.Kind.ENTITY,
        fields={"list": "cases", "label": label},
        decides=frozenset({"list", "label"}),
    )


def everything(held):
    ids = revisions.all_ids(held)
    found = [held.call(history.of_record, record) for record in records_of(held)]
    flat = [revision for some in found for revision in some]
    assert len(flat) == len(ids)
    return sorted(flat, key=lambda revision: revision.seq)


def records_of(held):
    query = text("SELECT DISTINCT record FROM revision")
    return held.call(lambda connection: list(connection.scalars(query)))


def make_older(connection) -> None:
    """Make a database as the first version of the schema would have it."""
    migration.upgrade(connection, "0001")
    blobs.BlobBase.metadata.create_all(connection)
    concurrency.SERVER.create_all(connection)
    facts = {"id": "w", "name": "Field", "project": "p"}
    connection.execute(
        insert(MetaRow), [{"name": name, "value": value} for name, value in facts.items()]
    )
    assert VERSION.name == "alembic_version"
