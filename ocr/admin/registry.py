"""Which models the admin shows; loaded once Django has found the admins of other apps."""

from __future__ import annotations

from django.contrib.admin import site
from django.contrib.auth.models import Group

from ocr.admin.domains import DomainAdmin
from ocr.admin.ledger import CallAdmin, ConnectionCheckAdmin
from ocr.admin.people import GroupAdmin, UserAdmin
from ocr.models import Call, ConnectionCheck, Domain, User

site.unregister(Group)
site.register(Group, GroupAdmin)
site.register(User, UserAdmin)
site.register(Domain, DomainAdmin)
site.register(ConnectionCheck, ConnectionCheckAdmin)
site.register(Call, CallAdmin)
