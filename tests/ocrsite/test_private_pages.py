"""Which answers a cache may keep."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.builders import make_batch, make_job, make_user

pytestmark = pytest.mark.django_db


def test_no_cache_keeps_a_page_for_somebody_else(client: Client) -> None:
    user = make_user(superuser=True)
    client.force_login(user)
    job, batch = make_job(user), make_batch(user)
    pages = ["/", "/upload/", "/jobs/", f"/jobs/{job.pk}/", f"/batches/{batch.pk}/", "/account/"]
    pages += ["/domains/", f"/domains/{job.domain_id}/", "/help/", "/admin/", "/nowhere/"]
    pages += [f"/jobs/{job.pk}/pages/1/answer.json", f"/jobs/{job.pk}/download/txt/"]
    kept = [page for page in pages if "private" not in client.get(page)["Cache-Control"]]
    assert kept == []
