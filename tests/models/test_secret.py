"""Secret Keys: sealed in the row, absent from everything that leaves it."""

from __future__ import annotations

import pytest
from django.core import serializers

from ocr.models import Domain, Secret
from ocr.models.domain import mask_hash
from tests.builders import make_domain

PLAIN = "bm90LWEtcmVhbC1zZWNyZXQta2V5LW9mLW5hdmVy"
HASH = "ab" * 32
URL = f"https://abcdefghij.apigw.ntruss.com/custom/v1/12345/{HASH}/general"

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret() -> Secret:
    domain = make_domain("CLOVA", engine=Domain.Engine.CLOVA, invoke_url=URL)
    return Secret.enter(domain, PLAIN)


def test_the_row_holds_no_plain_text(secret: Secret) -> None:
    row = Secret.objects.values().get()
    assert PLAIN not in str({name: bytes(v) if name == "sealed" else v for name, v in row.items()})
    assert row["last_four"] == PLAIN[-4:]


def test_a_dump_holds_neither_key_nor_hash(secret: Secret) -> None:
    rows = [*Secret.objects.all(), *Domain.objects.all()]
    dump = serializers.serialize("json", rows)
    assert PLAIN not in dump
    assert HASH not in dump
    assert str(bytes(secret.sealed))[2:20] not in dump


def test_a_secret_does_not_print_itself(secret: Secret) -> None:
    assert PLAIN not in repr(secret) + str(secret)


def test_sealed_values_cannot_be_searched(secret: Secret) -> None:
    with pytest.raises(TypeError):
        Secret.objects.filter(sealed=b"x").exists()


def test_the_newest_active_key_is_tried_first(secret: Secret) -> None:
    newer = Secret.enter(secret.domain, PLAIN + "2")
    assert list(secret.domain.active_secrets()) == [newer, secret]


def test_retired_keys_are_not_tried(secret: Secret) -> None:
    secret.domain.secrets.retire("by_hand")
    assert not secret.domain.active_secrets().exists()


def test_the_hash_of_an_invoke_url_is_masked() -> None:
    assert HASH not in mask_hash(URL)
    assert "/12345/" in mask_hash(URL)
