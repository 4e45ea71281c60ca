from __future__ import annotations

from app.forms.bundle import build_bundle, bundle_of, manifest_id


def test_same_files_are_the_same_form_in_any_order():
    one = build_bundle(b"x", ("f.xlsx", b"w"), {"a.png": b"1", "b.png": b"2"})
    other = build_bundle(b"x", ("f.xlsx", b"w"), {"b.png": b"2", "a.png": b"1"})
    assert one.id == other.id


def test_every_byte_counts():
    base = build_bundle(b"x", None, {"a.png": b"1"})
    assert base.id != build_bundle(b"y", None, {"a.png": b"1"}).id
    assert base.id != build_bundle(b"x", None, {"a.png": b"2"}).id
    assert base.id != build_bundle(b"x", None, {"b.png": b"1"}).id


def test_bundle_comes_back_from_its_files():
    bundle = build_bundle(b"x", ("f.xlsx", b"w"), {"a.png": b"1"})
    again = bundle_of(bundle.files)
    assert again == bundle
    assert (again.xform, again.workbook, again.attachments) == (
        b"x",
        ("f.xlsx", b"w"),
        {"a.png": b"1"},
    )


def test_id_follows_from_the_manifest_alone():
    bundle = build_bundle(b"x")
    assert manifest_id(bundle.manifest) == bundle.id


def test_names_are_kept_without_folders_and_in_one_spelling():
    bundle = build_bundle(b"x", None, {"C:\\pictures\\o\u0303.png": b"1"})
    assert set(bundle.attachments) == {"\u00f5.png"}
