"""The addresses: corpus at the root, annotations beside it, accounts, health and the admin."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from newsroom import downloads, views

urlpatterns = [
    path("", include("corpus.urls")),
    path("", include("annotations.urls")),
    path("download/", downloads.download, name="download"),
    path("sign-in/", LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("sign-out/", LogoutView.as_view(), name="logout"),
    path("password/", views.change_password, name="change-password"),
    path("language/", views.set_language, name="set-language"),
    path("theme/", views.set_theme, name="set-theme"),
    path("healthz/live", views.live, name="live"),
    path("healthz/ready", views.ready, name="ready"),
    path("admin/login/", views.admin_sign_in),
    path("admin/password_change/", views.change_password),
    path("admin/", admin.site.urls),
]
