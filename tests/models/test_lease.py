"""Leases: one holder at a time, and who was away too long changes nothing."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from ocr.models import Page, User
from ocr.models.lease import LeaseLost
from tests.builders import make_job, make_user


@pytest.fixture
def person(db: None) -> User:
    return make_user()


@pytest.fixture
def page(person: User) -> Page:
    return make_job(person, status="READING").pages.get()


def test_a_page_is_claimed_by_one_worker_only(page: Page) -> None:
    twin = Page.objects.get(pk=page.pk)
    assert page.take(60)
    assert not twin.take(60)


def test_a_lease_that_ran_out_can_be_claimed_by_another(page: Page) -> None:
    page.take(60)
    Page.objects.update(lease_until=timezone.now() - datetime.timedelta(seconds=1))
    twin = Page.objects.get(pk=page.pk)
    assert twin.take(60)
    assert twin.claims == 2


def test_who_lost_the_lease_cannot_write(page: Page) -> None:
    page.take(60)
    twin = Page.objects.get(pk=page.pk)
    Page.objects.update(lease_until=timezone.now() - datetime.timedelta(seconds=1))
    twin.take(60)
    with pytest.raises(LeaseLost):
        page.fail("engine_failed")
    page.refresh_from_db()
    assert page.status == Page.Status.READING


def test_a_page_that_waits_for_its_back_off_cannot_be_claimed(page: Page) -> None:
    page.take(60)
    page.postpone(30, "clova_trouble", failed=True)
    assert not page.take(60)
    assert page.failures == 1


def test_without_a_claim_nothing_can_be_written(page: Page) -> None:
    with pytest.raises(LeaseLost):
        page.release(status=Page.Status.READ)
