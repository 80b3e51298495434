"""Addresses of what was published."""

from django.urls import path

from corpus.views import (
    articles,
    comparison,
    completion,
    concordance,
    facets,
    imports,
    labels,
    searches,
)

app_name = "corpus"
urlpatterns = [
    path("", articles.article_list, name="article-list"),
    path("search/complete/", completion.search_complete, name="search-complete"),
    path("search/help/", articles.search_help, name="search-help"),
    path("concordance/", concordance.concordance, name="concordance"),
    path("concordance/lines/", concordance.concordance_lines, name="concordance-lines"),
    path("compare/", comparison.comparison, name="comparison"),
    path("compare/<slug:table>.csv", comparison.comparison_table, name="comparison-table"),
    path("facets/<slug:kind>/", facets.facet_values, name="facet-values"),
    path("searches/", searches.search_list, name="search-list"),
    path("searches/save/", searches.search_save, name="search-save"),
    path("searches/<int:search_id>/look/", searches.search_look, name="search-look"),
    path("searches/<int:search_id>/rename/", searches.search_rename, name="search-rename"),
    path("searches/<int:search_id>/forget/", searches.search_forget, name="search-forget"),
    path("searches/<int:search_id>/restore/", searches.search_restore, name="search-restore"),
    path("imports/", imports.import_list, name="import-list"),
    path("imports/<int:run_id>/", imports.import_detail, name="import-detail"),
    path("imports/labels/", labels.correct_label, name="label-correct"),
    path("imports/labels/undo/", labels.undo_label, name="label-undo"),
    path("articles/<slug:key>/labels/", labels.article_labels, name="article-labels"),
]
