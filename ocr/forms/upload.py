"""What a person may ask when uploading: which domain, which options, which files.

Knows domains and limits; what is in a file is found out by `jobs.submit`.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ocr.jobs import submit
from ocr.models import Batch, Domain, Job, Template, User
from ocr.models.domain import language_names


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files of one input; an empty file is a refused job, not a form error."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:  # noqa: ARG002
        files = data if isinstance(data, (list, tuple)) else [data]
        chosen = [one for one in files if one]
        if not chosen:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return chosen


@dataclass(frozen=True)
class DomainOptions:
    """What may be chosen for one domain, and what was chosen last."""

    domain: Domain
    languages: list[tuple[str, str]]
    templates: list[Template] = field(default_factory=list)
    last: dict[str, Any] = field(default_factory=dict)
    alone: bool = True

    @property
    def label(self) -> str:
        """The engine where there is nothing to tell apart, else the domain's name."""
        if self.alone and self.domain.is_embedded:
            return capfirst(gettext("embedded engine"))
        return str(self.domain)

    @property
    def summary(self) -> str:
        """What would be read with, in one line."""
        words = [self.label]
        chosen = self.chosen_languages
        names = [name for code, name in self.languages if code in chosen]
        if names:
            words.append(", ".join(names))
        if self.has_tables:
            words.append(gettext("tables on") if self.tables_on else gettext("tables off"))
        numbers = self.chosen_templates
        words += [one.name for one in self.templates if one.clova_id in numbers]
        return " · ".join(words)

    @property
    def has_choice(self) -> bool:
        return len(self.languages) > 1 or self.has_tables or bool(self.templates)

    @property
    def chosen_languages(self) -> list[str]:
        codes = [code for code, _name in self.languages]
        return [code for code in self.last.get("languages", []) if code in codes] or codes

    @property
    def tables_on(self) -> bool:
        return self.has_tables and bool(self.last.get("tables"))

    @property
    def has_tables(self) -> bool:
        return self.domain.tables and not self.domain.is_template

    @property
    def chosen_templates(self) -> list[int]:
        known = {template.clova_id for template in self.templates}
        return [number for number in self.last.get("template_ids", []) if number in known]

    def clean(self, data: QueryDict) -> dict[str, object]:
        """The options of a form's data that fit the domain; others are left out."""
        key = self.domain.pk
        codes = [code for code, _name in self.languages]
        languages = [code for code in data.getlist(f"languages-{key}") if code in codes]
        sent = data.getlist(f"templates-{key}")
        templates = [one.clova_id for one in self.templates if str(one.clova_id) in sent]
        return {
            "languages": languages if 0 < len(languages) < len(codes) else [],
            "tables": self.has_tables and data.get(f"tables-{key}") == "on",
            "template_ids": templates,
        }


def options_for(user: User, wanted: str = "") -> list[DomainOptions]:
    """The domains that a person may upload to: the wanted one first, else the last one."""
    domains = list(Domain.objects.usable_by(user).prefetch_related("templates"))
    domains.sort(key=lambda domain: (str(domain.pk) != wanted, domain.pk != user.last_domain_id))
    return [_options(domain, user, alone=len(domains) == 1) for domain in domains]


def _options(domain: Domain, user: User, *, alone: bool) -> DomainOptions:
    codes = list(domain.languages)
    languages = list(zip(codes, map(str, language_names(codes)), strict=True))
    templates = list(domain.templates.all()) if domain.is_template else []
    last = user.last_options if domain.pk == user.last_domain_id else {}
    return DomainOptions(domain, languages, templates, last, alone)


class JobForm(forms.Form):
    """Files, a domain and its options; the token makes sending it twice harmless."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(max_length=255, required=False)
    first = forms.CharField(max_length=500, required=False)
    total = forms.IntegerField(min_value=1, required=False)
    files = FilesField(  # type: ignore[assignment]
        error_messages={"required": _("Choose at least one file.")},
    )

    def __init__(self, user: User, *args: Any, wanted: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.choices = options_for(user, wanted)
        if not self.is_bound:
            self.initial["token"] = uuid.uuid4()

    @property
    def chosen(self) -> DomainOptions | None:
        """The domain that the form stands on now."""
        wanted = self.data.get("domain") if self.is_bound else None
        found = [one for one in self.choices if not wanted or str(one.domain.pk) == wanted]
        return found[0] if found else None

    def clean_files(self) -> list[UploadedFile[Any]]:
        files: list[UploadedFile[Any]] = self.cleaned_data["files"]
        if len(files) > settings.MAX_FILES:
            raise forms.ValidationError(too_many_files(settings.MAX_FILES))
        return files

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.chosen is None:
            raise forms.ValidationError(
                _("This domain cannot be used now. Choose another one."), code="domain"
            )
        cleaned["items"] = self._items(len(cleaned.get("files", [])))
        return cleaned

    def _items(self, count: int) -> list[int]:
        """The number of each file in the whole upload; a plain form counts by itself."""
        data = cast(QueryDict, self.data)
        sent = data.getlist("item") or [str(number) for number in range(count)]
        items = [int(number) for number in sent if number.isdecimal() and len(number) < 6]
        if len(items) != count or len(set(items)) != count:
            raise forms.ValidationError(_("The files arrived incomplete. Try again."))
        if any(item >= settings.MAX_FILES for item in items):
            raise forms.ValidationError(too_many_files(settings.MAX_FILES))
        return items

    def submit(self) -> tuple[Batch, list[Job]]:
        """Keep the files as jobs of one batch; raises `jobs.submit.TokenSpent`."""
        assert self.chosen is not None
        options = self.chosen.clean(cast(QueryDict, self.data))
        files: Sequence[UploadedFile[Any]] = self.cleaned_data["files"]
        batch = submit.open_batch(self.cleaned_data["token"], self.user, self._batch_name())
        domain = self.chosen.domain
        jobs = [
            submit.add(batch, item, file, file.name or "", domain, options)
            for item, file in zip(self.cleaned_data["items"], files, strict=True)
        ]
        self.user.remember(domain, options)
        return batch, jobs

    def _batch_name(self) -> str:
        """The folder's name, else the first file's and how many more there are.

        A script sends the first name with every portion: any of them may arrive first.
        """
        files: Sequence[UploadedFile[Any]] = self.cleaned_data["files"]
        first = self.cleaned_data["first"] or files[0].name or ""
        return self.cleaned_data["name"] or batch_name(
            first, self.cleaned_data["total"] or len(files)
        )

    def first_sentence(self) -> str:
        """What is wrong, for an answer without a page."""
        for errors in self.errors.values():
            return str(errors[0])
        return ""


def too_many_files(most: int) -> str:
    """The refusal of more files than one upload may have."""
    return gettext("At most %(count)s files can be uploaded at once.") % {"count": f"{most:,}"}


def batch_name(first: str, total: int) -> str:
    """The first file's name and how many more there are."""
    if total < 2:
        return first
    words = ngettext("%(name)s and %(count)s more", "%(name)s and %(count)s more", total - 1)
    return words % {"name": first, "count": f"{total - 1:,}"}
