"""The little Markdown of forms: what becomes rich text, and above all what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.runner.markdown import Value, inline_text, plain_text, rich_text


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("plain", "plain"),
        ("**bold** and __bold__", "<b>bold</b> and <b>bold</b>"),
        ("*soft* and _soft_", "<i>soft</i> and <i>soft</i>"),
        ("**both *together* here**", "<b>both <i>together</i> here</b>"),
        ("[Sild](https://sild.ee/a?b=1)", '<a href="https://sild.ee/a?b=1">Sild</a>'),
        ("snake_case_name stays", "snake_case_name stays"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        (r"\*kept\*", "*kept*"),
        ("a < b & c", "a &lt; b &amp; c"),
        ('<span style="color:red">so</span>', '<span style="color:red">so</span>'),
        (
            "<span style='font-family: Arial; color: #0b6771'>**so**</span>",
            '<span style="font-family:Arial; color:#0b6771"><b>so</b></span>',
        ),
        ('<span style="color:black">so</span>', "so"),
        ('<span style="position:fixed; color:url(x)">so</span>', "so"),
    ],
)
def test_markup_in_a_line_becomes_rich_text(words: str, html: str) -> None:
    assert inline_text(words) == html


def test_lines_lists_and_headings_become_blocks() -> None:
    html = rich_text("# Title\nfirst\nsecond\n\n- one\n- two\n1. un")
    assert "Title</p>" in html
    assert "first<br/>second" in html
    assert "<ul><li>one</li><li>two</li></ul>" in html
    assert "<ol><li>un</li></ol>" in html


@pytest.mark.parametrize("words", ["2. voor", "1) first", "- none", "3. tase (kõrgeim)"])
def test_a_single_line_is_never_a_list(words: str) -> None:
    assert inline_text(words) == words
    assert plain_text(words) == words


@pytest.mark.parametrize(
    "words",
    [
        "<script>x</script>",
        "<img src=x onerror=y>",
        "[x](javascript:alert(1))",
        "[x](file:///etc/passwd)",
        "<b>no</b>",
        '<span onclick="x">no</span>',
        '<span style="color:red">no',
    ],
)
def test_foreign_markup_stays_visible_as_it_was_typed(words: str) -> None:
    html = rich_text(words)
    assert plain_text(words) == words
    assert "<script" not in html
    assert "<img" not in html
    assert "<a " not in html


def test_a_value_is_never_markup() -> None:
    words = ("Miks ", Value("**AS** <Viru> [x](https://a.b)"), " *täna*?")
    assert inline_text(words) == "Miks **AS** &lt;Viru&gt; [x](https://a.b) <i>täna</i>?"


@given(st.text(), st.text(), st.text())
def test_no_text_brings_a_tag_of_its_own(before: str, value: str, after: str) -> None:
    html = rich_text((before, Value(value), after))
    allowed = ("b", "/b", "i", "/i", "p", "/p", "br/", "ul", "/ul", "ol", "/ol", "li", "/li", "/a")
    tags = [part.split(">")[0] for part in html.split("<")[1:]]
    assert all(tag in allowed or tag.startswith(("a href=", "p style=")) for tag in tags)


def test_an_answer_inside_a_coloured_word_is_no_markup() -> None:
    html = rich_text(['<span style="color:red">', Value("<b>x</b>"), "</span> and ", Value("y")])
    assert html == '<p><span style="color:red">&lt;b&gt;x&lt;/b&gt;</span> and y</p>'


def test_an_answer_cannot_be_the_style_of_a_word() -> None:
    words = ['<span style="color:', Value("red"), '">x</span>', Value("y")]
    assert plain_text(words) == '<span style="color:red">x</span>y'
