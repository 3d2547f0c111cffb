"""Whose jobs and which domains a person sees."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group

from ocr.models import Domain, Job, Membership
from tests.builders import join, make_domain, make_job, make_user

pytestmark = pytest.mark.django_db


def test_a_person_sees_own_jobs_and_no_others() -> None:
    owner, colleague = make_user(), make_user()
    domain = make_domain("", owner, colleague)
    job = make_job(owner, domain)
    assert list(Job.objects.visible_to(owner)) == [job]
    assert not Job.objects.visible_to(colleague).exists()


@pytest.mark.parametrize("role", [Membership.Role.REVIEWER, Membership.Role.MANAGER])
def test_reviewers_and_managers_see_all_jobs_of_their_domain(role: str) -> None:
    owner, reviewer = make_user(), make_user()
    domain = make_domain("", owner)
    join(domain, reviewer, role)
    job = make_job(owner, domain)
    make_job(owner, make_domain())
    assert list(Job.objects.visible_to(reviewer)) == [job]


def test_a_group_gives_its_members_what_it_has() -> None:
    member, group = make_user(), Group.objects.create(name="Accounts")
    member.groups.add(group)
    domain = make_domain()
    Membership.objects.create(domain=domain, group=group)
    assert list(Domain.objects.usable_by(member)) == [domain]


def test_an_administrator_sees_everything() -> None:
    job = make_job(make_user())
    assert list(Job.objects.visible_to(make_user(superuser=True))) == [job]


def test_an_inactive_domain_is_not_offered() -> None:
    person = make_user()
    make_domain("", person, active=False)
    assert not Domain.objects.usable_by(person).exists()
    assert Domain.objects.visible_to(person).exists()


def test_a_job_is_listed_once_although_two_memberships_show_it() -> None:
    owner, reviewer = make_user(), make_user()
    group = Group.objects.create(name="Reviewers")
    reviewer.groups.add(group)
    domain = make_domain("", owner)
    join(domain, reviewer, Membership.Role.REVIEWER)
    Membership.objects.create(domain=domain, group=group, role=Membership.Role.REVIEWER)
    make_job(owner, domain)
    assert Job.objects.visible_to(reviewer).count() == 1
