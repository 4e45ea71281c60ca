"""A real process saves answers and is killed at random moments; what it called saved is there."""

from __future__ import annotations

import random

import pytest

from tests.store.conftest import PASSPHRASE
from tests.store.killing import is_supported, kill_once, prepare


@pytest.mark.skipif(not is_supported(), reason="kills a process the hard way")
@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_every_acknowledged_answer_outlives_a_kill(folder, passphrase):
    draft = prepare(folder, passphrase)
    chance = random.Random(1)
    before = 0
    for _ in range(4):
        killed = kill_once(folder, draft, passphrase, chance)
        assert killed.acknowledged > before
        assert killed.kept >= killed.acknowledged
        before = killed.kept
