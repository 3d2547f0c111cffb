"""The site's addresses: the app's own, and Django's admin."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("ocr.urls")),
]

handler400 = "ocr.views.errors.bad_request"
handler403 = "ocr.views.errors.forbidden"
handler404 = "ocr.views.errors.not_found"
handler500 = "ocr.views.errors.server_error"
