"""The page of a domain: what it takes, keeps, shows and says."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ocr.models import Call, Domain, Job, Membership, Secret, Template
from tests.admin.pages import (
    HASH,
    HOST,
    KEY,
    OTHER_HASH,
    URL,
    administrator,
    change,
    clova_domain,
    filled_in,
    page,
    rows,
    secret_rows,
)
from tests.builders import join, make_domain, make_job, make_user

pytestmark = pytest.mark.django_db


def test_a_domain_is_made_with_five_fields() -> None:
    client, user = administrator()
    response = client.post(reverse("admin:ocr_domain_add"), filled_in(), follow=True)
    assert response.status_code == 200
    domain = Domain.objects.get(name="Receipts")
    assert (domain.invoke_url, domain.max_bytes, domain.slots) == (URL, 50 * 1024 * 1024, 4)
    secret = domain.secrets.get()
    assert (secret.last_four, secret.made_by, secret.state) == ("abc=", user, "ACTIVE")


def test_the_tail_is_appended_when_it_is_missing() -> None:
    client, _ = administrator()
    data = filled_in(invoke_url=f"{HOST}/custom/v1/12345/{HASH}")
    client.post(reverse("admin:ocr_domain_add"), data)
    assert Domain.objects.get().invoke_url == URL


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"kind": "TEMPLATE"}, "invoke_url", "ends in /infer"),
        ({"invoke_url": URL.replace("/general", "/infer")}, "invoke_url", "ends in /general"),
        ({"invoke_url": URL.replace("/general", "/document/receipt")}, "invoke_url", "special"),
        ({"invoke_url": URL.replace("https", "http")}, "invoke_url", "start with https"),
        ({"invoke_url": URL.replace("apigw.ntruss", "example")}, "invoke_url", "API Gateway"),
        ({"invoke_url": ""}, "invoke_url", "needs its Invoke URL"),
        ({"engine": "embedded", "kind": "TEMPLATE", "secret_key": ""}, "kind", "templates need"),
        ({"engine": "embedded"}, "secret_key", "needs no Secret Key"),
        ({"secret_key": "a key"}, "secret_key", "holds no blanks"),
        ({"secret_key": "열쇠열쇠열쇠열쇠"}, "secret_key", "holds no blanks"),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(
    changes: dict[str, str], field: str, sentence: str
) -> None:
    client, _ = administrator()
    response = client.post(reverse("admin:ocr_domain_add"), filled_in(**changes))
    assert sentence in str(response.context["adminform"].form.errors[field])
    assert not Domain.objects.exists()


def test_an_embedded_domain_needs_neither_address_nor_key() -> None:
    client, _ = administrator()
    data = filled_in(engine="embedded", invoke_url="", secret_key="")
    client.post(reverse("admin:ocr_domain_add"), data)
    assert Domain.objects.get().is_embedded


def test_the_page_shows_the_address_without_its_hash_and_keeps_it_so() -> None:
    client, _ = administrator()
    domain = clova_domain()
    address = reverse("admin:ocr_domain_change", args=[domain.pk])
    text = page(client.get(address))
    assert HASH not in text
    assert domain.masked_invoke_url in text
    change(client, domain, name="Bills")
    domain.refresh_from_db()
    assert (domain.name, domain.invoke_url) == ("Bills", URL)
    assert domain.active_secrets().count() == 1


def test_a_masked_address_that_was_edited_is_not_taken() -> None:
    client, _ = administrator()
    domain = clova_domain()
    response = change(client, domain, invoke_url=domain.masked_invoke_url.replace("12345", "9"))
    assert "invoke_url" in response.context["adminform"].form.errors
    domain.refresh_from_db()
    assert domain.invoke_url == URL


@pytest.mark.parametrize(
    "url",
    [
        URL.replace(HASH, OTHER_HASH),
        URL.replace("12345/", "54321/"),
        URL.replace("abcde12345", "zzzzz99999"),
    ],
)
def test_another_address_takes_the_keys_out_of_use_and_says_so(url: str) -> None:
    client, _ = administrator()
    domain = clova_domain()
    response = change(client, domain, invoke_url=url)
    secret = domain.secrets.get()
    assert (secret.state, secret.retired_reason) == ("RETIRED", "url_changed")
    assert "taken out of use" in page(response)
    assert "nothing can be read without it" in page(response)


def test_a_key_entered_with_the_new_address_is_the_only_one_in_use() -> None:
    client, _ = administrator()
    domain = clova_domain()
    change(client, domain, invoke_url=URL.replace(HASH, OTHER_HASH), secret_key="n" * 44)
    assert [secret.last_four for secret in domain.active_secrets()] == ["nnnn"]
    assert domain.secrets.count() == 2


def test_a_new_key_stands_beside_the_old_one_while_the_address_stays() -> None:
    client, _ = administrator()
    domain = clova_domain()
    change(client, domain, secret_key="n" * 44)
    assert [secret.last_four for secret in domain.active_secrets()] == ["nnnn", "abc="]


def test_a_key_is_retired_and_made_active_again() -> None:
    client, _ = administrator()
    domain = clova_domain()
    secret = domain.secrets.get()
    change(client, domain, **secret_rows(domain, **{f"s{secret.pk}": "RETIRED"}))
    secret.refresh_from_db()
    assert (secret.state, secret.retired_reason) == ("RETIRED", "by_hand")
    change(client, domain, **secret_rows(domain, **{f"s{secret.pk}": "ACTIVE"}))
    secret.refresh_from_db()
    assert (secret.state, secret.retired_reason, secret.retired) == ("ACTIVE", "", None)


def test_a_key_of_an_earlier_address_stays_out_of_use() -> None:
    client, _ = administrator()
    domain = clova_domain()
    domain.secrets.retire(Secret.Reason.URL_CHANGED)
    secret = domain.secrets.get()
    response = change(client, domain, **secret_rows(domain, **{f"s{secret.pk}": "ACTIVE"}))
    assert "earlier Invoke URL" in page(response)
    secret.refresh_from_db()
    assert secret.state == "RETIRED"


def test_members_and_templates_are_rows_of_the_domain() -> None:
    client, _ = administrator()
    person = make_user()
    domain = clova_domain(kind="TEMPLATE", invoke_url=URL.replace("/general", "/infer"))
    new = {
        **rows("memberships", 0, 1), "memberships-0-user": str(person.pk),
        "memberships-0-role": "reviewer", "memberships-0-domain": str(domain.pk),
        **rows("templates", 0, 1), "templates-0-clova_id": "35001", "templates-0-name": "Form",
        "templates-0-domain": str(domain.pk),
    }  # fmt: skip
    change(client, domain, **new)
    assert Membership.objects.get().role == "reviewer"
    assert Template.objects.get().clova_id == 35001


def test_megabytes_are_kept_as_bytes() -> None:
    client, _ = administrator()
    domain = clova_domain()
    change(client, domain, max_megabytes="20")
    domain.refresh_from_db()
    assert domain.max_bytes == 20 * 1024 * 1024


def test_the_list_tells_keys_and_the_last_success_in_one_query() -> None:
    client, _ = administrator()
    good = clova_domain("A")
    Call.objects.create(domain=good, domain_name="A").complete(http_status=200, code="", received=1)
    clova_domain("B", key="")
    text = page(client.get(reverse("admin:ocr_domain_changelist")))
    assert "1 in use" in text
    assert "missing" in text
    assert f"{Call.objects.get().completed:%Y-}" in text
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(reverse("admin:ocr_domain_changelist"))
    for number in range(20):
        clova_domain(f"More {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("admin:ocr_domain_changelist"))
    assert len(many) == len(few)


def act(action: str, *domains: Domain, **more: str):  # type: ignore[no-untyped-def]
    client, _ = administrator()
    data = {"action": action, "_selected_action": [str(one.pk) for one in domains], **more}
    return client.post(reverse("admin:ocr_domain_changelist"), data, follow=True)


def test_domains_are_switched_off_and_on() -> None:
    domain = clova_domain()
    act("deactivate", domain)
    assert not Domain.objects.get().active
    act("activate", domain)
    assert Domain.objects.get().active


def test_a_copy_has_everything_but_the_key() -> None:
    domain = clova_domain(languages=["ko"], slots=2)
    join(domain, make_user())
    act("copy_domains", domain)
    act("copy_domains", domain)
    first, second = Domain.objects.exclude(pk=domain.pk).order_by("pk")
    assert (first.name, second.name) == ("Receipts copy", "Receipts copy 2")
    assert (first.invoke_url, first.languages, first.slots) == (URL, ["ko"], 2)
    assert first.memberships.count() == 1
    assert first.secrets.count() == 0
    assert not first.active
    assert domain.secrets.count() == 1


def test_a_copy_of_a_long_name_still_fits() -> None:
    act("copy_domains", make_domain("가" * 50))
    assert Domain.objects.get(name__endswith=" copy").name == "가" * 45 + " copy"


def test_a_domain_with_jobs_is_deleted_and_the_jobs_stay() -> None:
    client, user = administrator()
    domain = clova_domain()
    job = make_job(user, domain)
    make_job(user, domain, status=Job.Status.READING)
    address = reverse("admin:ocr_domain_delete", args=[domain.pk])
    text = page(client.get(address))
    assert "2 jobs stay" in text
    assert "1 of them is in progress" in text
    assert "Secret Keys: 1" in text
    assert job.name not in text
    client.post(address, {"post": "yes"})
    assert not Domain.objects.exists()
    job.refresh_from_db()
    assert job.domain is None


def test_several_domains_are_deleted_together() -> None:
    first, second = clova_domain("A"), clova_domain("B")
    assert "jobs stay" in page(act("delete_selected", first, second))
    act("delete_selected", first, second, post="yes")
    assert not Domain.objects.exists()


def test_a_key_typed_with_quotes_and_blanks_round_it_is_trimmed() -> None:
    client, _ = administrator()
    client.post(reverse("admin:ocr_domain_add"), filled_in(secret_key=f' "{KEY}"\n'))
    assert Secret.objects.get().last_four == "abc="


def test_no_filter_tells_the_hash_letter_by_letter() -> None:
    client, _ = administrator()
    clova_domain()
    found = client.get(reverse("admin:ocr_domain_changelist"), {"invoke_url__contains": HASH[:3]})
    assert found.status_code == 400
