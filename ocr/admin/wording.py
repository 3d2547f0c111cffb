"""Phrases of Django and django-axes that this site words its own way.

Nothing reads this list while the site runs: naming a phrase here puts it into the
translations of the site, which go before those of other apps.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

PHRASES = (
    # lists
    _(" By %(filter_title)s "),
    _("%(full_result_count)s total"),
    _("0 of %(cnt)s selected"),
    ngettext_lazy("%(total_count)s selected", "All %(total_count)s selected", 0),
    _("Action:"),
    _("Click here to select the objects across all pages"),
    _("Delete selected %(verbose_name_plural)s"),
    _("Items must be selected in order to perform actions on them. No items have been changed."),
    _("No action selected."),
    _("Run the selected action"),
    _("Select %s"),
    _("Select %s to change"),
    _("Select %s to view"),
    _("Select all %(total_count)s %(module_name)s"),
    _("Successfully deleted %(count)d %(items)s."),
    # forms
    _("Add another %(verbose_name)s"),
    _("Constraint “%(name)s” is violated."),
    _("Delete?"),
    _("Hold down “Control”, or “Command” on a Mac, to select more than one."),
    ngettext_lazy("Please correct the error below.", "Please correct the errors below.", 0),
    _("Save and add another"),
    _("Save and continue editing"),
    _("Save and view"),
    _("Select a valid choice. %(value)s is not one of the available choices."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("The {name} “{obj}” was added successfully."),
    _("The {name} “{obj}” was added successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully."),
    _("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully. You may edit it again below."),
    _("The %(name)s “%(obj)s” was deleted successfully."),
    _("You may edit it again below."),
    # deleting
    _(
        'Are you sure you want to delete the %(object_name)s "%(escaped_object)s"? '
        "All of the following related items will be deleted:"
    ),
    _(
        "Are you sure you want to delete the selected %(objects_name)s? "
        "All of the following objects and their related items will be deleted:"
    ),
    _("Delete multiple objects"),
    _("No, take me back"),
    _("Objects"),
    _("Yes, I’m sure"),
    # changes
    _("Added {name} “{object}”."),
    _("Change history: %s"),
    _("Changed {fields} for {name} “{object}”."),
    _("Changed {fields}."),
    _("Deleted {name} “{object}”."),
    # people
    _("permission"),
    _("permissions"),
    _("staff status"),
    _("superuser status"),
    # django-axes
    _("access attempt"),
    _("access attempts"),
    _("access failure"),
    _("access failures"),
    _("access log"),
    _("access logs"),
)
