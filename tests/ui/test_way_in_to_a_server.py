"""The way in by the address of a database: made if there is nothing, opened if there is, trouble in words."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from app.core.addresses import server_address
from app.operations.workspace import set_current_member
from tests.ui.test_way_in import flow, press, says

__all__ = ["flow"]


def go_to(flow, address: str) -> None:
    flow.begin(None)
    QTest.keyClicks(flow.new._name, "Office")
    flow.new._folder.setText(address)
    press(flow, "Create workspace")


def test_a_workspace_is_made_on_a_server_and_opened_by_the_same_address(qtbot, flow, address):
    go_to(flow, address)
    qtbot.waitUntil(lambda: flow._stack.currentWidget() is flow.project_key, timeout=20_000)
    services = flow._services
    set_current_member(services, "Kai", "coordinator")
    flow.let_go()
    go_to(flow, address)
    qtbot.waitUntil(lambda: bool(flow.opened), timeout=20_000)
    assert str(flow.opened[0].workspace.address) == address


def test_an_address_asks_for_the_password_of_the_account_and_not_for_a_passphrase(flow):
    flow.begin(None)
    flow.new._folder.setText("postgresql://mari@office/field")
    assert flow.new._protect.text() == "The server asks for a password"
    flow.new._protect.click()
    assert says(flow, "Password of the account on the server")
    assert not flow.new._second.isVisible()
    flow.new._folder.setText("/home/mari/field.sild")
    assert flow.new._protect.text() == "Protect it with a passphrase"
    assert flow.new._second.isVisible()


@pytest.mark.parametrize("address", ["postgresql://mari@office:port/x"])
def test_what_cannot_be_an_address_is_said_at_the_field(flow, address):
    go_to(flow, address)
    assert says(flow, "This is not the address of a database.")
    assert flow.opened == []


def test_a_server_that_cannot_be_reached_is_told_in_words(qtbot, flow, tmp_path):
    place = server_address(f"postgresql://mari@/field?host={tmp_path}")
    flow.begin(place)
    qtbot.waitUntil(lambda: says(flow, "cannot be reached"), timeout=20_000)
    assert says(flow, str(place))
