"""The addresses: corpus at the root, annotations beside it, accounts and the admin."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("corpus.urls")),
    path("", include("annotations.urls")),
    path("admin/", admin.site.urls),
]
