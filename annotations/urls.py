"""Addresses of what is said about it."""

app_name = "annotations"
urlpatterns: list[object] = []
