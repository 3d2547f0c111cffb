from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ocr.models import Batch, Domain, Job, Template
from tests.builders import make_domain, make_user, png, upload

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}


def form(*names: str, **more: Any) -> dict[str, Any]:
    files = [upload(name) for name in names]
    return {"token": str(uuid.uuid4()), "files": files} | more


@pytest.fixture
def domain(client: Client) -> Domain:
    user = make_user("haneul")
    client.force_login(user)
    return make_domain("reading room", user)


def test_nobody_is_asked_to_sign_in(client: Client) -> None:
    for method in (client.get, client.post):
        assert method(reverse("upload"))["Location"].startswith(reverse("sign-in"))


def test_one_file_leads_to_its_job(client: Client, domain: Domain) -> None:
    response = client.post(reverse("upload"), form("receipt.png"))
    job = Job.objects.get()
    assert response["Location"] == reverse("job", args=[job.pk])
    assert (job.name, job.domain, job.status) == ("receipt.png", domain, Job.Status.RECEIVED)


def test_several_files_lead_to_their_batch(client: Client, domain: Domain) -> None:
    response = client.post(reverse("upload"), form("a.png", "b.png", "c.png"))
    batch = Batch.objects.get()
    assert response["Location"] == reverse("batch", args=[batch.pk])
    assert list(batch.jobs.order_by("item").values_list("name", flat=True)) == [
        "a.png", "b.png", "c.png",
    ]  # fmt: skip


def test_the_same_form_sent_twice_makes_no_second_job(client: Client, domain: Domain) -> None:
    token = str(uuid.uuid4())
    first = client.post(reverse("upload"), form("a.png", token=token))
    second = client.post(reverse("upload"), form("a.png", token=token))
    assert first["Location"] == second["Location"]
    assert Job.objects.count() == 1


def test_the_token_of_somebody_else_is_refused(client: Client, domain: Domain) -> None:
    token = uuid.uuid4()
    Batch.objects.create(token=token, by=make_user())
    response = client.post(reverse("upload"), form("a.png", token=str(token)))
    assert response["Location"] == reverse("upload")
    answer = client.post(reverse("upload"), form("a.png", token=str(token)), headers=JSON)
    assert answer.status_code == 400
    assert not Job.objects.exists()


def test_a_refused_file_is_a_failed_job_with_its_reason(client: Client, domain: Domain) -> None:
    files = [upload("notes.hwp", b"HWP Document File V3.00"), upload("a.png")]
    client.post(reverse("upload"), form(files=files))
    refused, taken = Job.objects.order_by("item")
    assert (refused.status, refused.error) == (Job.Status.FAILED, "file_is_hangul_or_word")
    assert taken.status == Job.Status.RECEIVED


def test_a_form_without_files_says_so_beside_the_form(client: Client, domain: Domain) -> None:
    response = client.post(
        reverse("upload"), {"token": str(uuid.uuid4())}, headers={"Accept-Language": "en"}
    )
    assert response.status_code == 400
    assert "Choose at least one file." in response.content.decode()


def test_a_domain_of_other_people_is_refused(client: Client, domain: Domain) -> None:
    foreign = make_domain("elsewhere")
    response = client.post(reverse("upload"), form("a.png", domain=str(foreign.pk)))
    assert response.status_code == 400
    assert not Job.objects.exists()


def test_a_domain_that_is_switched_off_is_refused(client: Client, domain: Domain) -> None:
    Domain.objects.update(active=False)
    assert client.post(reverse("upload"), form("a.png")).status_code == 400
    assert not Job.objects.exists()


def test_options_that_do_not_fit_the_domain_are_left_out(client: Client, domain: Domain) -> None:
    key = domain.pk
    more = {f"tables-{key}": "on", f"languages-{key}": "ja", f"templates-{key}": "7"}
    client.post(reverse("upload"), form("a.png", **more))
    assert Job.objects.get().options == {"languages": [], "tables": False, "template_ids": []}


def test_options_that_fit_are_kept_and_remembered(client: Client) -> None:
    user = make_user()
    client.force_login(user)
    domain = make_domain("clova", user, engine="clova", languages=["ko", "ja"], tables=True)
    make_domain("another", user)
    key = domain.pk
    more = {"domain": str(key), f"tables-{key}": "on", f"languages-{key}": "ja"}
    client.post(reverse("upload"), form("a.png", **more))
    options = {"languages": ["ja"], "tables": True, "template_ids": []}
    assert Job.objects.get().options == options
    user.refresh_from_db()
    assert (user.last_domain, user.last_options) == (domain, options)
    page = client.get(reverse("upload")).content.decode()
    assert page.index('data-word="clova"') < page.index('data-word="another"')


def test_templates_are_offered_for_template_domains_only(client: Client) -> None:
    user = make_user()
    client.force_login(user)
    domain = make_domain("forms", user, engine="clova", kind="TEMPLATE", tables=True)
    Template.objects.create(domain=domain, clova_id=31, name="room form")
    key = domain.pk
    page = client.get(reverse("upload")).content.decode()
    assert "room form" in page
    assert f'name="tables-{key}"' not in page
    client.post(reverse("upload"), form("a.png", **{f"templates-{key}": ["31", "99"]}))
    assert Job.objects.get().options["template_ids"] == [31]


def test_a_single_domain_is_no_choice(client: Client, domain: Domain) -> None:
    assert 'name="domain"' not in client.get(reverse("upload")).content.decode()


def test_portions_of_a_script_land_in_one_batch(client: Client, domain: Domain) -> None:
    token = str(uuid.uuid4())
    common = {"token": token, "total": 3, "first": "a.png"}
    bad = upload("c.zip", b"PK\x03\x04" + b"\0" * 40)
    one = form("a.png", "b.png", **common, item=["0", "1"])
    two = form(files=[bad], **common, item=["2"])
    first = client.post(reverse("upload"), one, headers=JSON).json()
    second = client.post(reverse("upload"), two, headers=JSON).json()
    assert first["accepted"] == [0, 1]
    assert second["accepted"] == []
    assert second["refused"][0]["item"] == 2
    assert second["refused"][0]["sentence"]
    batch = Batch.objects.get()
    assert first["next"] == second["next"] == reverse("batch", args=[batch.pk])
    assert batch.jobs.count() == 3


def test_a_portion_that_is_sent_again_changes_nothing(client: Client, domain: Domain) -> None:
    data = form("a.png", token=str(uuid.uuid4()), total=1, item=["5"])
    answers = [
        client.post(reverse("upload"), data | {"files": [upload("a.png")]}, headers=JSON).json()
        for _ in range(2)
    ]
    assert answers[0] == answers[1]
    assert Job.objects.count() == 1


@pytest.mark.parametrize("items", [["0"], ["0", "0"], ["0", "x"], ["0", "1001"]])
def test_item_numbers_that_make_no_sense_are_refused(
    client: Client, domain: Domain, items: list[str]
) -> None:
    data = form("a.png", "b.png", total=2, item=items)
    response = client.post(reverse("upload"), data, headers=JSON)
    assert response.status_code == 400
    assert response.json()["sentence"]
    assert not Job.objects.exists()


def test_more_files_than_allowed_are_refused_with_the_number(
    client: Client, domain: Domain, settings: Any
) -> None:
    settings.MAX_FILES = 2
    data = form("a.png", "b.png", "c.png")
    response = client.post(reverse("upload"), data, headers=JSON | {"Accept-Language": "en"})
    assert response.json() == {"sentence": "At most 2 files can be uploaded at once."}


def test_far_too_many_files_get_a_page_of_ours(
    client: Client, domain: Domain, settings: Any
) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 1
    response = client.post(reverse("upload"), form("a.png", "b.png"))
    assert response.status_code == 413
    assert "ocrsite" in response.content.decode()


def test_a_sample_is_one_click(client: Client, domain: Domain) -> None:
    data = {"sample": "receipt", "token": str(uuid.uuid4())}
    response = client.post(reverse("sample"), data)
    job = Job.objects.get()
    assert response["Location"] == reverse("job", args=[job.pk])
    assert job.status == Job.Status.RECEIVED
    assert client.post(reverse("sample"), data)["Location"] == response["Location"]
    other = client.post(reverse("sample"), data | {"sample": "table"})
    assert other["Location"] == reverse("home")


def test_a_sample_goes_to_the_free_engine_first(client: Client) -> None:
    user = make_user()
    client.force_login(user)
    make_domain("a paid one", user, engine="clova")
    free = make_domain("b free one", user)
    client.post(reverse("sample"), {"sample": "table", "token": str(uuid.uuid4())})
    assert Job.objects.get().domain == free


@pytest.mark.parametrize("name", ["", "../logo", "passport"])
def test_there_are_no_other_samples(client: Client, domain: Domain, name: str) -> None:
    data = {"sample": name, "token": str(uuid.uuid4())}
    assert client.post(reverse("sample"), data).status_code == 404


def test_who_may_use_no_domain_is_told_whom_to_ask(client: Client) -> None:
    make_user("boss", superuser=True)
    client.force_login(make_user())
    assert "boss" in client.get(reverse("home")).content.decode()
    assert 'type="file"' not in client.get(reverse("upload")).content.decode()


def test_another_file_in_an_old_form_is_never_taken_for_the_first(
    client: Client, domain: Domain
) -> None:
    first = form("receipt.png")
    client.post(reverse("upload"), first)
    again = {"token": first["token"], "files": [upload("receipt.png")]}
    assert client.post(reverse("upload"), again)["Location"] == reverse(
        "job", args=[Job.objects.get().pk]
    )
    other = {"token": first["token"], "files": [upload("receipt.png", png(text="7"))]}
    told = client.post(reverse("upload"), other, follow=True, headers={"Accept-Language": "en"})
    assert "open for too long" in told.content.decode()
    assert first["token"] not in told.content.decode()
    assert Job.objects.count() == 1


@pytest.mark.parametrize("page", ["home", "upload"])
def test_the_back_button_brings_no_spent_form(client: Client, domain: Domain, page: str) -> None:
    assert "no-store" in client.get(reverse(page))["Cache-Control"]
