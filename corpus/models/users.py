"""Accounts and their roles."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Who somebody is in the newsroom; corpus/permissions.py says what each may do."""

    RESEARCHER = "researcher", _("Researcher")
    EDITOR = "editor", _("Editor")
    REVIEWER = "reviewer", _("Reviewer")
    ADMIN = "admin", _("Administrator")


class User(AbstractUser):
    """A person who signs in, or whose name came with an imported decision."""

    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.RESEARCHER)

    class Meta(AbstractUser.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_staff_is_admin",
                condition=models.Q(is_staff=True, is_superuser=True, role="admin")
                | models.Q(is_staff=False, is_superuser=False) & ~models.Q(role="admin"),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_role_known",
                condition=models.Q(role__in=Role.values),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username
