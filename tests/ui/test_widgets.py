"""The shared widgets, by what a person does with them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from app.i18n.catalog import set_language
from app.ui.widgets.badges import Badge, StateBadge
from app.ui.widgets.buttons import icon_button, primary, secondary
from app.ui.widgets.chips import ChipChoice, ChipRow
from app.ui.widgets.dialogs import MessageDialog, TextDialog
from app.ui.widgets.fields import Field, PassphraseEdit, SearchField
from app.ui.widgets.labels import ElidedLabel, KeyCap
from app.ui.widgets.layouts import Flow
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.progress import ProgressLine
from app.ui.widgets.segments import LanguageSwitch
from app.ui.widgets.undo import UndoBar


def test_a_button_says_what_it_shows_and_an_icon_says_its_name(qtbot, speech):
    button, icon = primary(), icon_button("zoom-in")
    for widget in (button, icon):
        qtbot.addWidget(widget)
    button.words("Save & close")
    icon.words("Larger")
    assert (button.accessibleName(), button.text()) == ("Save & close", "Save && close")
    assert (icon.accessibleName(), icon.text(), icon.toolTip()) == ("Larger", "", "Larger")


def test_arrows_walk_along_the_chips(qtbot, show, speech):
    chips = ChipRow()
    chips.show_choices(
        [
            ChipChoice("", "All 5"),
            ChipChoice("draft", "Drafts 2"),
            ChipChoice("finished", "Finished 3"),
        ],
        "",
    )
    show(chips)
    chips.chip("").setFocus()
    with qtbot.waitSignal(chips.chosen) as chosen:
        QTest.keyClick(chips.chip(""), Qt.Key.Key_Right)
    assert chosen.args == ["draft"]
    assert chips.chip("draft").isChecked()
    assert not chips.chip("").isChecked()


def test_the_language_switch_is_one_stop_of_tab_and_arrows_change_it(qtbot, show, speech):
    switch = show(LanguageSwitch("et"))
    stops = [
        code
        for code in ("et", "ru", "en")
        if switch.button(code).focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    with qtbot.waitSignal(switch.chosen) as chosen:
        QTest.keyClick(switch.button("et"), Qt.Key.Key_Right)
    assert stops == ["et"]
    assert chosen.args == ["ru"]
    assert switch.button("ru").accessibleName() == "русский"


def test_typing_searches_when_it_pauses_and_escape_clears(qtbot, show, speech):
    field = show(SearchField("Ctrl+K"))
    with qtbot.waitSignal(field.sought) as sought:
        QTest.keyClicks(field, "viru")
    with qtbot.waitSignal(field.sought) as cleared:
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (sought.args, cleared.args) == (["viru"], [""])


def test_a_field_says_what_is_wrong_below_itself(qtbot, show, speech):
    field = Field(QLineEdit())
    field.words("Your name", "As it should stand on printed pages.")
    show(field)
    field.complain("Please write your name.")
    assert field.control.accessibleName() == "Your name"
    assert field.control.accessibleDescription() == "Please write your name."
    field.complain("")
    assert field.complaint == ""


def test_the_eye_shows_a_passphrase(qtbot, speech):
    edit = PassphraseEdit()
    qtbot.addWidget(edit)
    edit.actions()[-1].toggle()
    assert edit.echoMode() is QLineEdit.EchoMode.Normal


def test_undo_is_offered_once(qtbot, show, speech):
    bar, undone = UndoBar(), []
    show(bar)
    bar.offer("Moved to the wastebasket", lambda: undone.append(1))
    assert bar.take_back()
    assert not bar.take_back()
    assert undone == [1]
    assert bar.isHidden()


def test_an_offer_ends_with_its_time(qtbot, show, speech):
    bar = UndoBar()
    show(bar)
    bar._timer.setInterval(1)
    bar.offer("Moved", lambda: None)
    qtbot.waitUntil(bar.isHidden)


def test_a_long_line_ends_in_an_ellipsis_and_keeps_the_whole_in_its_tip(show, speech):
    label = ElidedLabel()
    label.say("Администрация Кингисеппского муниципального района")
    label.resize(QSize(90, 24))
    show(label)
    label.resize(QSize(90, 24))
    assert label.text().endswith("…")
    assert label.toolTip() == label.whole() == label.accessibleName()


def test_a_key_cap_speaks_the_language_of_the_window(qtbot, speech):
    cap = KeyCap("Ctrl+M")
    qtbot.addWidget(cap)
    assert cap.text() == "Ctrl+M"


def test_a_notice_is_silent_until_it_has_something_to_say(show, speech):
    box = NoticeBox()
    show(QWidget())
    assert box.isHidden()
    box.say("alert", "The file is broken.", "Nothing was changed.")
    assert not box.isHidden()
    assert box.accessibleName() == "The file is broken."
    box.be_silent()
    assert box.isHidden()


def test_work_can_be_stopped_from_its_line(qtbot, show, speech):
    line = ProgressLine()
    show(line)
    line.begin("Checking…")
    line.report(1, 4)
    with qtbot.waitSignal(line.cancelled):
        qtbot.mouseClick(line._cancel, Qt.MouseButton.LeftButton)
    assert line._strip.value() == 250


def test_a_badge_is_as_wide_as_its_words(qtbot, show, speech):
    badge = StateBadge()
    badge.show_badge(Badge("draft, 60%", "notice", share=0.6))
    short = badge.sizeHint().width()
    badge.show_badge(Badge("returned, two remarks", "alert", "flag"))
    show(badge)
    assert badge.sizeHint().width() > short
    assert not badge.grab().isNull()


def test_a_flow_goes_on_in_the_next_line(qtbot, speech):
    around = QWidget()
    qtbot.addWidget(around)
    flow = Flow(around)
    flow.add_all([primary() for _each in range(4)])
    for place in range(4):
        flow.itemAt(place).widget().words(f"Button {place}")
    assert flow.heightForWidth(120) > flow.heightForWidth(1000)


def test_a_message_says_three_things_and_offers_details(qtbot, speech):
    dialog = MessageDialog(
        None, title="It broke.", text="Nothing was lost.", remedy="Try again.", details="trace"
    )
    qtbot.addWidget(dialog)
    words = [label.text() for label in dialog.findChildren(type(ElidedLabel()).__mro__[1])]
    assert {"It broke.", "Nothing was lost.", "Try again."} <= set(words)


def test_a_reason_must_be_written(qtbot, show, speech):
    dialog = show(TextDialog(None, "Correct this interview", "Reason", "Correct"))
    assert not dialog.agreeing.isEnabled()
    QTest.keyClicks(dialog.edit, " wrong year ")
    assert dialog.agreeing.isEnabled()
    assert dialog.text() == "wrong year"


def test_words_of_widgets_follow_the_language(qtbot, speech):
    bar = UndoBar()
    qtbot.addWidget(bar)
    set_language("et")
    bar.retranslate()
    estonian = bar._button.text()
    set_language("en")
    bar.retranslate()
    assert bar._button.text() == "Undo"
    assert estonian


def test_enter_presses_the_button_that_has_the_focus(qtbot, show):
    pressed = []
    button = secondary(lambda: pressed.append(True))
    button.words("Open")
    show(button)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.keyClick(button, Qt.Key.Key_Enter)
    assert pressed == [True, True]


def test_enter_on_cancel_of_a_dialog_does_not_press_the_primary_button(qtbot, show):
    dialog = TextDialog(None, "Why", "Reason", "Go on")
    qtbot.addWidget(dialog)
    dialog.edit.setPlainText("because")
    cancelled, accepted = [], []
    dialog.rejected.connect(lambda: cancelled.append(True))
    dialog.accepted.connect(lambda: accepted.append(True))
    dialog.show()
    cancel = next(each for each in dialog.findChildren(QPushButton) if each.text() == "Cancel")
    cancel.setFocus()
    QTest.keyClick(cancel, Qt.Key.Key_Return)
    assert (cancelled, accepted) == ([True], [])
