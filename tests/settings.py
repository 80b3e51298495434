"""The project's settings, with plain static files and a quick password hasher."""

from newsroom.settings import *  # noqa: F403

SECRET_KEY = "only for tests"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Nothing is collected for tests.
WHITENOISE_AUTOREFRESH = True
