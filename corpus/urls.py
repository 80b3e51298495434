"""Addresses of what was published."""

from django.urls import path

from corpus.views import articles

app_name = "corpus"
urlpatterns = [
    path("", articles.article_list, name="article-list"),
]
