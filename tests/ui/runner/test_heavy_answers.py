"""An answer from which very much follows: the window goes on painting while it is worked out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer

from tests.ui.runner.conftest import Begin, Interviewer, xform

ROWS = 350
FORM = xform(
    "<factor/><note/><row><x/><shared/></row>",
    '<bind nodeset="/data/factor" type="int"/>'
    '<bind nodeset="/data/row/x" calculate="/data/factor * position(..)"/>'
    '<bind nodeset="/data/row/shared" calculate="count(/data/row['
    "contains(concat('a', x, 'b'), substr(string(current()/../x), 0, 1))])\"/>",
    '<input ref="/data/factor"><label>Factor</label></input>'
    '<input ref="/data/note"><label>Note</label></input>'
    f'<group ref="/data/row"><repeat nodeset="/data/row" jr:count="{ROWS}">'
    '<input ref="/data/row/x"><label>X</label></input></repeat></group>',
)


@pytest.fixture
def person(begin: Begin) -> Interviewer:
    return begin(FORM)


def test_the_window_goes_on_painting_while_much_is_worked_out(person: Interviewer) -> None:
    ticks = []
    clock = QTimer()
    clock.timeout.connect(lambda: ticks.append(person.page.session.is_settling))
    clock.start(1)
    person.answer_with("7")
    clock.stop()
    assert sum(ticks) > 2, "nothing was painted in between"
    assert person.value("/data/factor") == "7"
    assert person.value(f"/data/row[{ROWS}]/x") == str(7 * ROWS)
    assert person.value("/data/row[1]/shared") != ""
    assert person.here == "/data/note"
