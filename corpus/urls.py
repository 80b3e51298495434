"""Addresses of what was published."""

app_name = "corpus"
urlpatterns: list[object] = []
