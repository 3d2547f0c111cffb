"""What the tests of the admin share: an administrator's browser and a filled-in form."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from ocr.models import Domain, Secret, User
from tests.builders import make_domain, make_user

HASH = "0123456789abcdef" * 4
OTHER_HASH = "fedcba9876543210" * 4
HOST = "https://abcde12345.apigw.ntruss.com"
URL = f"{HOST}/custom/v1/12345/{HASH}/general"
KEY = "S0meSecretKeyThatNobodyMaySee0123456789abc="


def administrator() -> tuple[Client, User]:
    user = make_user(superuser=True)
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client, user


def clova_domain(name: str = "Receipts", *, key: str = KEY, **columns: Any) -> Domain:
    columns = {"engine": Domain.Engine.CLOVA, "invoke_url": URL} | columns
    domain = make_domain(name, **columns)
    if key:
        Secret.enter(domain, key)
    return domain


def filled_in(**changes: Any) -> dict[str, Any]:
    """The add form of a CLOVA General domain, as a browser sends it."""
    data = {
        "name": "Receipts", "kind": "GENERAL", "engine": "clova", "invoke_url": URL,
        "secret_key": KEY, "max_megabytes": "50", "slots": "4", "connect_timeout": "5",
        "read_timeout": "40", "version": "V2", "body": "multipart", "active": "on",
        **rows("memberships"), **rows("secrets"), **rows("templates"),
    }  # fmt: skip
    return data | changes


def rows(prefix: str, initial: int = 0, total: int | None = None) -> dict[str, str]:
    """The counters of the rows below the form."""
    number = initial if total is None else total
    return {
        f"{prefix}-TOTAL_FORMS": str(number), f"{prefix}-INITIAL_FORMS": str(initial),
        f"{prefix}-MIN_NUM_FORMS": "0", f"{prefix}-MAX_NUM_FORMS": "1000",
    }  # fmt: skip


def secret_rows(domain: Domain, **states: str) -> dict[str, str]:
    """The rows of a domain's Secret Keys, with their states as they are or as given by pk."""
    keys = list(domain.secrets.all())
    data = rows("secrets", len(keys))
    for place, secret in enumerate(keys):
        data[f"secrets-{place}-id"] = str(secret.pk)
        data[f"secrets-{place}-domain"] = str(domain.pk)
        data[f"secrets-{place}-state"] = states.get(f"s{secret.pk}", secret.state)
    return data


def change(client: Client, domain: Domain, **changes: Any) -> Any:
    """Send the change form of a domain; what is not named stays as it is."""
    data = filled_in(
        name=domain.name, kind=domain.kind, engine=domain.engine,
        invoke_url=domain.masked_invoke_url, secret_key="", **secret_rows(domain),
    )  # fmt: skip
    address = reverse("admin:ocr_domain_change", args=[domain.pk])
    return client.post(address, data | changes, follow=True)


def page(response: Any) -> str:
    return str(response.content.decode())
