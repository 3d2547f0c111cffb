"""What an administrator may set about a domain: its address and key above all.

Neither the hash of an Invoke URL nor a Secret Key is ever written back into a page;
a stored hash is shown masked, and a typed one must be typed again after an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from ocr.clova import invoke_url
from ocr.forms.widgets import MaskedURLInput
from ocr.models import Domain, Secret, User
from ocr.models.domain import MEBIBYTE
from ocr.trouble import explain

LONGEST_KEY = 500
_SEALED = _("It is sealed and never shown again.")
_QUOTES = " \t\r\n\"'`“”‘’"


@dataclass(frozen=True)
class KeyChange:
    """What saving a domain did to its Secret Keys."""

    retired: int = 0
    entered: Secret | None = None


class DomainForm(forms.ModelForm[Domain]):
    """A domain with its Secret Key. Save it, then call `keep_key` in the same transaction."""

    invoke_url = forms.CharField(
        label="Invoke URL", required=False, max_length=400, widget=MaskedURLInput,
        help_text=_("Paste the whole URL from NAVER's console. What is stored is shown masked."),
    )  # fmt: skip
    secret_key = forms.CharField(
        label="Secret Key", required=False, max_length=LONGEST_KEY, strip=False,
        widget=forms.PasswordInput(
            render_value=False, attrs={"autocomplete": "new-password", "class": "vTextField"}
        ),
        help_text=_SEALED,
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=_("Languages"), required=False, choices=Domain.Language.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: the languages that the domain has in NAVER's console."),
    )  # fmt: skip
    max_megabytes = forms.IntegerField(
        label=_("Largest file, in MB"), min_value=1, max_value=500, initial=50
    )

    class Meta:
        model = Domain
        fields = (
            "name", "kind", "engine", "languages", "tables", "slots", "connect_timeout",
            "read_timeout", "version", "body", "active",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._before = self.instance.invoke_url
        self._again: set[str] = set()
        if self.instance.pk:
            keep = _("Leave it empty to keep the keys below.")
            self.fields["secret_key"].help_text = format_lazy("{} {}", _SEALED, keep)
            self.initial["invoke_url"] = self.instance.masked_invoke_url
            self.initial["max_megabytes"] = max(1, round(self.instance.max_bytes / MEBIBYTE))

    @sensitive_variables("key")
    def clean_secret_key(self) -> str:
        key: str = self.cleaned_data["secret_key"].strip(_QUOTES)
        if key and not (key.isascii() and key.isprintable() and " " not in key):
            raise forms.ValidationError(
                _("A Secret Key holds no blanks, line breaks or Korean letters."), code="key_shape"
            )
        return key

    @sensitive_variables()
    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("engine") == Domain.Engine.EMBEDDED:
            self._clean_embedded(data)
        elif data.get("kind"):
            self._clean_address(data)
        if data.get("kind") == Domain.Kind.TEMPLATE:
            data["tables"] = False
        return data

    def _clean_embedded(self, data: dict[str, Any]) -> None:
        if data.get("kind") == Domain.Kind.TEMPLATE:
            self.add_error(
                "kind", _("The embedded engine reads General domains only; templates need CLOVA.")
            )
        if data.get("secret_key"):
            self.add_error("secret_key", _("The embedded engine needs no Secret Key."))
        data["invoke_url"] = ""

    @sensitive_variables()
    def _clean_address(self, data: dict[str, Any]) -> None:
        typed = data.get("invoke_url", "").strip()
        text = self._before if self._is_unchanged(typed) else typed
        if not text:
            self.add_error("invoke_url", _("A CLOVA domain needs its Invoke URL."))
            return
        try:
            data["invoke_url"] = _parse(text, data["kind"]).url
        except invoke_url.InvokeUrlError as error:
            explained = explain(error.code)
            self.add_error("invoke_url", f"{explained.meaning} {explained.remedy}")

    def _is_unchanged(self, typed: str) -> bool:
        return bool(self._before) and typed == self.instance.masked_invoke_url

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            self.ask_again()

    def ask_again(self) -> None:
        """Say beside the field that a typed key or address was not kept, for a page with errors."""
        if self["secret_key"].data and "secret_key" not in self.errors:
            self._say_again("secret_key", _("Enter the Secret Key again; it was not kept."))
        typed = self["invoke_url"].data or ""
        if "invoke_url" not in self.errors and MaskedURLInput.hides(typed):
            self._say_again("invoke_url", _("Paste the Invoke URL again; it was not kept."))

    def _say_again(self, field: str, sentence: Any) -> None:
        if field not in self._again:
            self._again.add(field)
            self.add_error(field, sentence)

    def save(self, commit: bool = True) -> Domain:
        """Write the domain; its keys are `keep_key`'s."""
        self.instance.invoke_url = self.cleaned_data["invoke_url"]
        if "max_megabytes" in self.changed_data:
            self.instance.max_bytes = self.cleaned_data["max_megabytes"] * MEBIBYTE
        saved: Domain = super().save(commit)
        return saved

    @sensitive_variables("key")
    def keep_key(self, by: User) -> KeyChange:
        """Keep the entered Secret Key; a changed address retires those that stood before.

        Host, domain id and hash make the address: a key never follows to another one.
        """
        retired = 0
        if _identity(self._before) != _identity(self.instance.invoke_url):
            retired = self.instance.secrets.retire(Secret.Reason.URL_CHANGED)
        key = self.cleaned_data["secret_key"]
        entered = Secret.enter(self.instance, key, by) if key else None
        return KeyChange(retired, entered)


class SecretForm(forms.ModelForm[Secret]):
    """Takes a Secret Key out of use, or back into it. Its value is out of reach."""

    class Meta:
        model = Secret
        fields = ("state",)

    def clean_state(self) -> str:
        state: str = self.cleaned_data["state"]
        moved = self.instance.retired_reason == Secret.Reason.URL_CHANGED
        if state == Secret.State.ACTIVE and moved:
            raise forms.ValidationError(
                _("This key belongs to an earlier Invoke URL. Enter the Secret Key again."),
                code="moved",
            )
        return state

    def save(self, commit: bool = True) -> Secret:  # noqa: ARG002
        """Change the state alone, whatever else happens to the row meanwhile."""
        row = Secret.objects.filter(pk=self.instance.pk)
        if self.cleaned_data["state"] == Secret.State.ACTIVE:
            row.update(state=Secret.State.ACTIVE, retired=None, retired_reason=Secret.Reason.NONE)
        else:
            row.retire(Secret.Reason.BY_HAND)
        return self.instance


def _parse(text: str, kind: str) -> invoke_url.InvokeUrl:
    return invoke_url.parse(text, kind, settings.CLOVA_ALLOWED_HOSTS)


def _identity(url: str) -> tuple[str, ...]:
    """What a key belongs to; an address that no longer passes stands for itself."""
    for kind in (invoke_url.GENERAL, invoke_url.TEMPLATE):
        try:
            return _parse(url, kind).identity
        except invoke_url.InvokeUrlError:
            continue
    return (url,)
