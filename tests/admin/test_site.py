"""Who enters the admin, and what the browser is allowed to run there."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ocr.models import Secret
from tests.admin.pages import administrator, clova_domain, page
from tests.builders import make_user

pytestmark = pytest.mark.django_db


def addresses() -> list[str]:
    domain = clova_domain()
    names = [
        ("index", []), ("ocr_domain_changelist", []), ("ocr_domain_add", []),
        ("ocr_domain_change", [domain.pk]), ("ocr_domain_delete", [domain.pk]),
        ("ocr_user_changelist", []), ("ocr_user_add", []), ("auth_group_changelist", []),
        ("auth_group_add", []), ("ocr_call_changelist", []),
        ("ocr_connectioncheck_changelist", []), ("axes_accessattempt_changelist", []),
    ]  # fmt: skip
    return [reverse(f"admin:{name}", args=args) for name, args in names] + [
        f"{reverse('admin:ocr_domain_test')}?domain={domain.pk}",
        reverse("admin:ocr_domain_checks"),
    ]


class Inline(HTMLParser):
    """Collects what a policy of `default-src 'self'` would refuse to run."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        script = tag == "script" and "src" not in names and names.get("type", "") in ("", None)
        handlers = [name for name in names if name.startswith("on")]
        if script or tag == "style" or "style" in names or handlers:
            self.refused.append(self.get_starttag_text() or tag)


def test_an_administrator_sees_every_page_and_nothing_inline() -> None:
    client, _ = administrator()
    for address in addresses():
        response = client.get(address)
        assert response.status_code == 200, address
        found = Inline()
        found.feed(page(response))
        assert found.refused == [], address
        assert "'unsafe-inline'" not in response["Content-Security-Policy"]


def test_a_stranger_is_sent_to_the_sign_in_page_of_the_site_and_back() -> None:
    wanted = reverse("admin:ocr_domain_changelist")
    response: Any = Client().get(wanted, follow=True)
    assert response.redirect_chain[-1][0] == f"{reverse('sign-in')}?next={wanted}"


def test_somebody_who_is_no_administrator_finds_nothing() -> None:
    client = Client()
    client.force_login(make_user(), backend="django.contrib.auth.backends.ModelBackend")
    for address in [*addresses(), reverse("admin:login"), "/admin/nothing/"]:
        assert client.get(address).status_code == 404, address


def test_an_administrator_with_permissions_for_nothing_may_test_nothing() -> None:
    user = make_user()
    type(user).objects.filter(pk=user.pk).update(is_staff=True)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    domain = clova_domain()
    address = f"{reverse('admin:ocr_domain_test')}?domain={domain.pk}"
    assert client.post(address).status_code == 403
    assert client.get(reverse("admin:ocr_domain_checks")).status_code == 403
    assert domain.checks.count() == 0


def test_signing_out_of_the_admin_leads_to_the_sign_in_page() -> None:
    client, _ = administrator()
    response = client.post(reverse("admin:logout"))
    assert response["Location"] == reverse("sign-in")
    assert client.get(reverse("home")).status_code == 302


def test_the_page_of_a_person_follows_their_theme() -> None:
    client, user = administrator()
    type(user).objects.filter(pk=user.pk).update(theme="dark")
    assert 'data-theme="dark"' in page(client.get(reverse("admin:index")))


def test_the_index_groups_models_by_what_they_are_about() -> None:
    client, _ = administrator()
    text = page(client.get(reverse("admin:index")))
    assert re.findall(r'<h2 id="section-\d+">([^<]+)</h2>', text) == [
        "Domains", "People", "Records",
    ]  # fmt: skip
    assert reverse("admin:axes_accessattempt_changelist") in text
    assert reverse("home") in text


def test_secrets_and_pages_have_no_list_of_their_own() -> None:
    client, _ = administrator()
    assert Secret.objects.count() == 0
    for name in ("secret", "page", "job", "reading", "answer"):
        assert client.get(f"/admin/ocr/{name}/").status_code == 404
