"""What a person may ask of a job that exists: read it again, rename it, unlock its PDF."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ocr.forms.rows import RowsField
from ocr.models import Domain, Job, Template, User
from ocr.models.domain import language_names

TURNS = (
    (0, _("Do not turn")),
    (90, _("90° to the right")),
    (180, _("Upside down (180°)")),
    (270, _("90° to the left")),
)


class ReadAgainForm(forms.Form):
    """Domain, options and turn of a further run; options that do not fit are dropped."""

    domain = forms.ModelChoiceField(Domain.objects.none(), label=_("Domain"), empty_label=None)
    languages = forms.MultipleChoiceField(choices=Domain.Language.choices, required=False)
    tables = forms.BooleanField(required=False)
    templates = RowsField(Template.objects.none(), required=False)
    turn = forms.ChoiceField(choices=TURNS, required=False)

    def __init__(self, user: User, job: Job, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        domains = Domain.objects.usable_by(user)
        self.job = job
        self.fields["domain"].queryset = domains  # type: ignore[attr-defined]
        templates = Template.objects.filter(domain__in=domains).select_related("domain")
        self.fields["templates"].queryset = templates  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, Any]:
        """What is ticked when the form opens: the job's own choice, or what was sent."""
        if self.is_bound:
            return {
                "domain": self.data.get("domain", ""),
                "languages": self.data.getlist("languages"),  # type: ignore[attr-defined]
                "tables": bool(self.data.get("tables")),
                "templates": self.data.getlist("templates"),  # type: ignore[attr-defined]
                "turn": self.data.get("turn", "0"),
            }
        options = self.job.options
        return {
            "domain": str(self.initial.get("domain", self.job.domain_id or "")),
            "languages": options.get("languages", []),
            "tables": bool(options.get("tables")),
            "templates": options.get("template_ids", []),
            "turn": str(self.initial.get("turn", 0)),
        }

    @cached_property
    def domains(self) -> list[dict[str, Any]]:
        """The domains of the list, each with the options that fit it."""
        queryset = self.fields["domain"].queryset  # type: ignore[attr-defined]
        return [
            {
                "domain": domain,
                "languages": _languages(domain),
                "tables": domain.tables and not domain.is_template,
                "templates": list(domain.templates.all()) if domain.is_template else [],
            }
            for domain in queryset.prefetch_related("templates")
        ]

    def degrees(self) -> int:
        """The turn asked for, clockwise."""
        return int(self.cleaned_data["turn"] or 0)

    def options(self) -> dict[str, object]:
        """The options as `jobs` takes them, only those that fit the chosen domain."""
        chosen = self.cleaned_data
        domain: Domain = chosen["domain"]
        fitting = [one for one in chosen["templates"] if one.domain_id == domain.pk]
        languages = [code for code, _name in _languages(domain) if code in chosen["languages"]]
        return {
            "languages": languages,
            "tables": bool(chosen["tables"] and domain.tables and not domain.is_template),
            "template_ids": [one.clova_id for one in fitting] if domain.is_template else [],
        }


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=255)


class PasswordForm(forms.Form):
    """The password of a locked PDF: never shown again, not even after a mistake."""

    password = forms.CharField(
        label=_("Password of the PDF"), max_length=128, strip=False,
        widget=forms.PasswordInput(render_value=False),
    )  # fmt: skip


def _languages(domain: Domain) -> list[tuple[str, Any]]:
    # The embedded engine knows its languages by itself unless the domain names some.
    every = [] if domain.is_embedded else list(Domain.Language.values)
    codes = domain.languages or every
    return list(zip(codes, language_names(codes), strict=True))
