from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path, reverse

from ocr.views import errors
from tests.builders import make_user

pytestmark = pytest.mark.django_db


def broken(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a detail for the log only")


def refused(_request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def damaged(_request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


urlpatterns = [
    path("broken/", broken),
    path("refused/", refused),
    path("damaged/", damaged),
    path("", include("ocr.urls")),
]
handler400 = "ocr.views.errors.bad_request"
handler403 = "ocr.views.errors.forbidden"
handler404 = "ocr.views.errors.not_found"
handler500 = "ocr.views.errors.server_error"


@pytest.mark.parametrize(
    ("address", "status"), [("refused", 403), ("damaged", 400), ("nowhere", 404), ("broken", 500)]
)
@pytest.mark.parametrize("signed_in", [False, True])
@override_settings(ROOT_URLCONF=__name__)
def test_every_error_has_a_page_of_ours_in_both_languages(
    address: str, status: int, signed_in: bool
) -> None:
    client = Client(raise_request_exception=False)
    if signed_in:
        client.force_login(make_user())
    pages = []
    for language in ("ko", "en"):
        response = client.get(f"/{address}/", headers={"Accept-Language": language})
        assert response.status_code == status
        pages.append(response.content.decode())
    assert all("bare-column" in page for page in pages)
    assert all("a detail" not in page for page in pages)
    assert '<html lang="ko"' in pages[0]
    assert '<html lang="en"' in pages[1]


def test_the_page_for_a_broken_server_needs_no_database(
    django_assert_num_queries: object,
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500


def test_a_form_without_its_token_is_explained() -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.post(reverse("sign-in"), {}, headers={"Accept-Language": "en"})
    assert page.status_code == 403
    assert "open for too long" in page.content.decode()
    answer = client.post(reverse("sign-in"), {}, headers={"Accept": "application/json"})
    assert answer.json()["expired"] is True


def test_help_is_for_everybody_signed_in(client: Client) -> None:
    assert client.get(reverse("help")).status_code == 302
    client.force_login(make_user())
    assert "<kbd>/</kbd>" in client.get(reverse("help")).content.decode()
