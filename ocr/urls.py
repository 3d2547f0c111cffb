"""Which address opens which door; one line a route, grouped by the noun it hangs from."""

from __future__ import annotations

from django.urls import path

from ocr.views import (
    accounts,
    batches,
    domains,
    downloads,
    history,
    home,
    job_actions,
    jobs,
    media,
    upload,
)
from ocr.views import help as help_pages

urlpatterns = [
    path("", home.home, name="home"),
    path("help/", help_pages.help_page, name="help"),
    # people
    path("sign-in/", accounts.sign_in, name="sign-in"),
    path("sign-out/", accounts.sign_out, name="sign-out"),
    path("account/", accounts.account, name="account"),
    path("account/password/", accounts.password, name="password"),
    path("account/preferences/", accounts.preferences, name="preferences"),
    # uploads and batches
    path("upload/", upload.upload, name="upload"),
    path("upload/sample/", upload.sample, name="sample"),
    path("batches/<int:pk>/", batches.batch, name="batch"),
    path("batches/<int:pk>/cancel/", batches.cancel, name="batch-cancel"),
    path("batches/<int:pk>/retry/", batches.retry, name="batch-retry"),
    path("batches/<int:pk>/download/<str:kind>/", batches.download, name="batch-download"),
    # jobs
    path("jobs/", history.jobs, name="jobs"),
    path("jobs/chosen/<str:action>/", history.chosen, name="jobs-chosen"),
    # one job
    path("jobs/<int:pk>/", jobs.show, name="job"),
    path("jobs/<int:pk>/part/", jobs.part, name="job-part"),
    path("jobs/<int:pk>/pages/<int:number>/image/", media.page_image, name="page-image"),
    path("jobs/<int:pk>/pages/<int:number>/thumbnail/", media.thumbnail, name="page-thumbnail"),
    path("jobs/<int:pk>/pages/<int:number>/answer.json", downloads.answer, name="page-answer"),
    path("jobs/<int:pk>/download/<str:format>/", downloads.job, name="job-download"),
    path("jobs/<int:pk>/cancel/", job_actions.cancel, name="job-cancel"),
    path("jobs/<int:pk>/retry/", job_actions.retry, name="job-retry"),
    path("jobs/<int:pk>/read-again/", job_actions.read_again, name="job-read-again"),
    path("jobs/<int:pk>/rename/", job_actions.rename, name="job-rename"),
    path("jobs/<int:pk>/delete/", job_actions.delete, name="job-delete"),
    path("jobs/<int:pk>/password/", job_actions.password, name="job-password"),
    # domains
    path("domains/", domains.domains, name="domains"),
    path("domains/<int:pk>/", domains.domain, name="domain"),
]
