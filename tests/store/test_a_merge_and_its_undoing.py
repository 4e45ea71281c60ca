"""A staged package goes in whole, bears a number, and can be taken back without a trace in the digest."""

from __future__ import annotations

import pytest

from app.core.errors import AppError, ErrorCode
from app.core.ids import DeviceId
from app.records.live import live_view
from app.records.revision import Kind
from app.store import (
    checking,
    erasure,
    forms,
    holdings,
    keyring,
    merging,
    outbox,
    registers,
    revisions,
    undoing,
    views,
    workspace,
)
from app.store.merging import StagedForm
from app.store.staging import Stage
from tests.store.arrivals import FAR, NEAR, correction, digest, firm, merge, written


def labels_of(held, name="stakeholders"):
    return sorted(each.label for each in registers.list_entities(held, name))


def test_what_came_is_there_and_counted(plain):
    merged = merge(plain, [firm(1), firm(2, "Kask")])
    assert (merged.number, merged.new, merged.conflicts) == (1, 2, ())
    assert labels_of(plain) == ["Kask", "Õun"]
    (entry,) = merging.list_merges(plain)
    assert (entry.signer, entry.counts["new"], entry.undone_at) == (FAR, "2", None)


def test_the_same_again_brings_nothing_new(plain):
    merge(plain, [firm(1)])
    before = digest(plain)
    assert merge(plain, [firm(1)]).new == 0
    assert digest(plain) == before


def test_the_order_of_packages_makes_no_difference(plain, tmp_path, clock):
    first = firm(1)
    brought = [first, correction(first, 2, label="A"), correction(first, 3, label="B"), firm(4)]
    for revision in brought:
        merge(plain, [revision])
    other, _ = workspace.create(tmp_path / "other.sild", name="Other", clock=clock)
    with other:
        for revision in reversed(brought):
            merge(other, [revision, brought[-1]])
        assert digest(other) == digest(plain)
        assert holdings.list_conflicts(other) == holdings.list_conflicts(plain)
        assert labels_of(other) == labels_of(plain)


def test_a_new_conflict_is_listed_and_a_settled_one_no_longer(plain):
    first = firm(1)
    ours, theirs = correction(first, 2, label="A"), correction(first, 3, label="B")
    merge(plain, [first, ours])
    merged = merge(plain, [theirs])
    assert merged.conflicts == ((first.record, "entity", "label"),)
    assert holdings.list_conflicts(plain) == [(first.record, "entity", "label")]
    settled = written(first.record, {**first.fields, "label": "C"}, 4, parents=(ours.id, theirs.id))
    merge(plain, [settled])
    assert holdings.count_conflicts(plain) == 0
    assert labels_of(plain) == ["C"]


def test_the_derived_rows_are_those_that_a_rebuild_makes(plain):
    first = firm(1)
    merge(plain, [first, correction(first, 2, label="A"), correction(first, 3, label="B"), firm(4)])
    seen = registers.list_entities(plain, "stakeholders"), holdings.list_conflicts(plain)
    views.rebuild(plain)
    assert (registers.list_entities(plain, "stakeholders"), holdings.list_conflicts(plain)) == seen


def test_undoing_gives_the_digest_back(plain):
    merge(plain, [firm(1)])
    before = digest(plain), labels_of(plain)
    merge(plain, [correction(firm(1), 2, label="A"), firm(3, "Kask")])
    undone = undoing.undo(plain)
    assert (undone.number, undone.removed, undone.kept) == (2, 2, {})
    assert (digest(plain), labels_of(plain)) == before
    assert checking.verify(plain).damage == ()


def test_merging_again_restores_what_was_undone(plain):
    brought = [firm(1), correction(firm(1), 2, label="A")]
    merge(plain, brought)
    after = digest(plain)
    undoing.undo(plain)
    assert labels_of(plain) == []
    assert merge(plain, brought).new == 2
    assert digest(plain) == after


def test_what_something_kept_builds_on_stays_and_is_named(plain):
    first = firm(1)
    merge(plain, [first, firm(2, "Kask")])
    edit = registers.EntityEdit(first.record, "Ours", {"town": "Tartu"})
    registers.write_entities(plain, "stakeholders", [edit])
    undone = undoing.undo(plain)
    assert (undone.removed, dict(undone.kept)) == (1, {first.id: first.record})
    assert labels_of(plain) == ["Ours"]
    view = live_view(revisions.revisions_of(plain, first.record))
    assert view.missing == frozenset()


def test_only_a_merge_that_stands_can_be_undone(plain):
    merge(plain, [firm(1)])
    undoing.undo(plain)
    with pytest.raises(AppError) as raised:
        undoing.undo(plain)
    assert raised.value.code is ErrorCode.MERGE_UNKNOWN


def test_a_form_comes_and_goes_with_its_merge(plain, form, labels):
    record = forms.record_of(form.id)
    told = {"meta/form": form.id, "meta/retired": ""}
    shown = written(record, told, 1, kind=Kind.FORM)
    with Stage(plain) as stage:
        for name, sha256 in form.manifest.items():
            stage.add_file("form", sha256, [form.files[name]])
        stage.add([shown])
        arrival = merging.Arrival(
            package="p",
            sha256="0" * 64,
            signer=DeviceId(FAR),
            kind="campaign",
            counts={},
            forms=[StagedForm(form.id, labels, form.manifest)],
        )
        merging.merge(plain, stage, arrival, workspace_progress())
    assert forms.get_files(plain, form.id) == dict(form.files)
    undone = undoing.undo(plain)
    assert undone.forms == (form.id,)
    assert forms.list_forms(plain) == []


def workspace_progress():
    from app.core.progress import Progress

    return Progress()


def test_the_stage_is_emptied_when_it_is_closed_and_when_the_workspace_is_opened(
    protected, folder, clock
):
    stage = Stage(protected)
    stage.add([firm(1)])
    stage.add_file("blob", "f" * 64, [b"x" * 3_000_000])
    assert b"".join(stage.read_file("blob", "f" * 64)) == b"x" * 3_000_000
    assert b"Tartu" not in stage.path.read_bytes()
    protected.close()
    workspace.open(folder, "vana sild üle jõe", clock=clock).close()
    assert list((folder / "staging").iterdir()) == []


def erasing(*gone, seq=9):
    return written(
        "00000000-0000-4000-8000-0000000000ee",
        dict(erasure.field_of(each) for each in gone),
        seq,
        kind=Kind.ERASURE,
    )


def test_an_erasure_makes_the_same_digest_before_and_after_what_it_names(plain, tmp_path, clock):
    first, second = firm(1), firm(2, "Kask")
    merge(plain, [first, second])
    merge(plain, [erasing(first)])
    other, _ = workspace.create(tmp_path / "other.sild", name="Other", clock=clock)
    with other:
        merge(other, [erasing(first)])
        assert merge(other, [first, second]).new == 1
        assert digest(other) == digest(plain)
        assert holdings.spans(other) == holdings.spans(plain) == {FAR: [(1, 2), (9, 9)]}
    assert labels_of(plain) == ["Kask"]
    views.rebuild(plain)
    assert merge(plain, [first]).new == 0


def test_an_erasure_cannot_be_undone(plain):
    merge(plain, [firm(1)])
    merge(plain, [erasing(firm(1))])
    undone = undoing.undo(plain)
    assert undone.removed == 0
    assert len(undone.kept) == 1


def test_what_is_held_is_told_in_spans_and_read_back_by_them(plain):
    brought = [firm(n) for n in (1, 2, 3, 7, 9)] + [firm(5, device=NEAR, seq=4)]
    merge(plain, brought)
    assert holdings.spans(plain) == {NEAR: [(4, 4)], FAR: [(1, 3), (7, 7), (9, 9)]}
    read = list(holdings.canonicals(plain, {DeviceId(FAR): [(2, 8)]}))
    assert read == [firm(n).canonical for n in (2, 3, 7)]
    assert holdings.at(plain, [(FAR, 7), (FAR, 8)]) == {(FAR, 7): [firm(7).id]}
    assert holdings.known(plain, [firm(1).id, firm(8).id]) == {firm(1).id}


def test_keys_keep_since_when_they_are_trusted(plain, clock):
    key = keyring.KnownKey(device=FAR, name="Mari", since=clock.now(), changed_at=clock.now())
    keyring.put_keys(plain, [key])
    later = clock.now().replace(year=2027)
    revoked = keyring.KnownKey(
        device=FAR, name="Mari", state="revoked", last_seq=7, since=later, changed_at=later
    )
    keyring.put_keys(plain, [revoked])
    (kept,) = keyring.list_keys(plain)
    assert (kept.state, kept.last_seq, kept.since, kept.changed_at) == (
        "revoked",
        7,
        clock.now(),
        later,
    )


def test_a_confirmed_parcel_leaves_no_copy(plain, clock, folder):
    (folder / "outbox" / "a.sildpack").write_bytes(b"x")
    parcel = outbox.Parcel(
        package="p",
        kind="field",
        files=("a.sildpack",),
        sha256="0" * 64,
        size_bytes=1,
        ranges={FAR: "1-3"},
        recipients=("age1x",),
        written_at=clock.now(),
    )
    outbox.put_parcel(plain, parcel)
    outbox.mark_handed_over(plain, "p")
    assert (folder / "outbox" / "a.sildpack").exists()
    outbox.confirm(plain, ["p"])
    (kept,) = outbox.list_parcels(plain)
    assert kept.confirmed_at is not None
    assert kept.handed_over_at is not None
    assert not (folder / "outbox" / "a.sildpack").exists()
