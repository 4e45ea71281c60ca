"""What is sealed opens for whom it was meant, and for nobody else."""

from __future__ import annotations

import pytest

from app.core.errors import AppError, ErrorCode
from app.sync import seal
from tests.sync.making import COORDINATOR

OTHER = seal.new_identity()


def code_of(work) -> ErrorCode:
    with pytest.raises(AppError) as refused:
        work()
    return refused.value.code


def test_every_recipient_can_open():
    sealed = seal.seal(b"answers", [COORDINATOR.recipient, OTHER.recipient])
    assert sealed.startswith(seal.AGE_MARK)
    assert b"answers" not in sealed
    assert seal.unseal(sealed, [COORDINATOR.secret]) == b"answers"
    assert seal.unseal(sealed, [seal.new_identity().secret, OTHER.secret]) == b"answers"


def test_key_pair_belongs_together():
    assert seal.recipient_of(COORDINATOR.secret) == COORDINATOR.recipient
    assert seal.is_recipient(COORDINATOR.recipient)
    assert not seal.is_recipient(COORDINATOR.secret)
    assert COORDINATOR.secret not in repr(COORDINATOR)


def test_wrong_key_and_damage_are_told_apart():
    sealed = seal.seal(b"answers" * 100, [COORDINATOR.recipient])
    broken = sealed[:-1] + bytes([sealed[-1] ^ 1])
    assert code_of(lambda: seal.unseal(sealed, [OTHER.secret])) is ErrorCode.PACKAGE_NOT_FOR_US
    assert code_of(lambda: seal.unseal(sealed, [])) is ErrorCode.PACKAGE_NOT_FOR_US
    assert code_of(lambda: seal.unseal(broken, [COORDINATOR.secret])) is ErrorCode.PACKAGE_DAMAGED


def test_text_that_is_no_key_is_told():
    assert code_of(lambda: seal.seal(b"", ["age1nonsense"])) is ErrorCode.RECIPIENT_BROKEN
    assert code_of(lambda: seal.recipient_of("nonsense")) is ErrorCode.RECIPIENT_BROKEN


def test_passphrase_opens_however_its_letters_were_typed():
    sealed = seal.seal_by_passphrase(b"key", "p\u00f5hjasild")
    assert seal.unseal_by_passphrase(sealed, "po\u0303hjasild") == b"key"
    wrong = code_of(lambda: seal.unseal_by_passphrase(sealed, "p\u00f5hjala"))
    assert wrong is ErrorCode.PACKAGE_PASSPHRASE_WRONG
    assert code_of(lambda: seal.seal_by_passphrase(b"", "")) is ErrorCode.PASSPHRASE_EMPTY
