"""What a person may ask about their own account: sign in, language, appearance."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _

from ocr.models import User


class SignInForm(AuthenticationForm):
    """Name and password; one sentence when they do not fit, whatever the reason."""

    error_messages = {
        "invalid_login": _("The name or the password is not right."),
        "inactive": _("The name or the password is not right."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Name")
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"


class PasswordForm(PasswordChangeForm):
    """The old password once, the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("Current password")
        self.fields["new_password1"].label = _("New password")
        self.fields["new_password2"].label = _("New password, once more")
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"


class PreferencesForm(forms.Form):
    """Language and appearance; what was not sent stays as it is."""

    language = forms.ChoiceField(choices=User.Language.choices, required=False)
    theme = forms.ChoiceField(choices=User.Theme.choices, required=False)

    def chosen(self) -> dict[str, str]:
        """The columns of the person that were sent."""
        return {name: self.cleaned_data[name] for name in self.fields if name in self.data}

    def save(self, user: User) -> None:
        """Remember the choice."""
        for name, value in self.chosen().items():
            setattr(user, name, value)
        user.save(update_fields=list(self.chosen()))

    @property
    def cookie(self) -> str | None:
        """The language for the browser that asked, for pages without a person."""
        language = self.chosen().get("language")
        return language if language in dict(settings.LANGUAGES) else None
