"""A report of a bug helps a developer and betrays nobody."""

from __future__ import annotations

from app.core.bugs import describe_bug


def fail() -> None:
    try:
        float("what the respondent said")
    except ValueError as error:
        raise KeyError("Mari") from error


def test_report_names_places_and_kinds_of_the_whole_chain():
    try:
        fail()
    except KeyError as error:
        told = describe_bug(error)
    assert told.index("ValueError") < told.index("KeyError")
    assert "in fail" in told


def test_report_never_quotes_what_an_exception_says():
    try:
        fail()
    except KeyError as error:
        told = describe_bug(error)
    assert "Mari" not in told.replace('raise KeyError("Mari")', "")
    assert "could not convert" not in told


def test_exception_that_causes_itself_ends():
    error = ValueError()
    error.__context__ = error
    assert describe_bug(error) == "ValueError"
