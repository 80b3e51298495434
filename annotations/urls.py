"""Addresses of what is said about it."""

from django.urls import path, re_path

from annotations.views import (
    articles,
    claim_checks,
    claim_edits,
    claim_files,
    claim_links,
    claims,
    contested,
    entities,
    marks,
    registry,
    sources,
    spellings,
    stories,
    telling,
    topics,
)

app_name = "annotations"
urlpatterns = [
    path("articles/<slug:key>/", articles.article_detail, name="article-detail"),
    path("articles/<slug:key>/marks/", marks.make_mark, name="mark-make"),
    path("articles/<slug:key>/marks/<int:mark_id>/accept/", marks.accept_mark, name="mark-accept"),
    path("articles/<slug:key>/marks/<int:mark_id>/reject/", marks.reject_mark, name="mark-reject"),
    path("articles/<slug:key>/marks/<int:mark_id>/remove/", marks.remove_mark, name="mark-remove"),
    path("articles/<slug:key>/marks/<int:mark_id>/change/", marks.change_mark, name="mark-change"),
    path("articles/<slug:key>/marks/<int:mark_id>/telling/", telling.tell_mark, name="mark-tell"),
    path("articles/<slug:key>/undo/", marks.undo, name="undo"),
    path("articles/<slug:key>/redo/", marks.redo, name="redo"),
    path("claims/", claims.claim_list, name="claim-list"),
    path("claims/contested/", contested.claim_contested, name="claim-contested"),
    path("claims/links/judge/", claim_links.link_judge, name="link-judge"),
    path("claims/links/remark/", claim_links.remark_make, name="remark-make"),
    path(
        "claims/links/remarks/<int:remark_id>/withdraw/",
        claim_links.remark_withdraw,
        name="remark-withdraw",
    ),
    path("claims/undo/<int:event_id>/", claim_links.claim_undo, name="claim-undo"),
    path("claims/reviews.jsonld", claim_files.claim_reviews, name="claim-reviews"),
    re_path(r"^claims/(?P<key>[^/\0]+)\.jsonld$", claim_files.claim_file, name="claim-file"),
    re_path(r"^claims/(?P<key>[^/\0]+)/$", claims.claim_detail, name="claim-detail"),
    re_path(r"^claims/(?P<key>[^/\0]+)/edit/$", claim_edits.claim_edit, name="claim-edit"),
    re_path(r"^claims/(?P<key>[^/\0]+)/merge/$", claim_edits.claim_merge, name="claim-merge"),
    re_path(r"^claims/(?P<key>[^/\0]+)/relate/$", claim_edits.claim_relate, name="claim-relate"),
    re_path(r"^claims/(?P<key>[^/\0]+)/split/$", claim_edits.claim_split, name="claim-split"),
    re_path(r"^claims/(?P<key>[^/\0]+)/assess/$", claim_checks.claim_assess, name="claim-assess"),
    re_path(
        r"^claims/(?P<key>[^/\0]+)/withdraw/$", claim_checks.claim_withdraw, name="claim-withdraw"
    ),
    path("entities/", entities.entity_list, name="entity-list"),
    re_path(r"^entities/(?P<key>[^/\0]+)/$", entities.entity_detail, name="entity-detail"),
    path("sources/", sources.source_list, name="source-list"),
    re_path(r"^sources/(?P<key>[^/\0]+)/$", sources.source_detail, name="source-detail"),
    path("topics/", topics.topic_list, name="topic-list"),
    re_path(r"^topics/(?P<path>[^\0]+)/$", topics.topic_detail, name="topic-detail"),
    re_path(r"^entities/(?P<key>[^/\0]+)/name/$", registry.entity_name, name="entity-name"),
    re_path(r"^entities/(?P<key>[^/\0]+)/merge/$", registry.entity_merge, name="entity-merge"),
    re_path(r"^entities/(?P<key>[^/\0]+)/split/$", registry.entity_split, name="entity-split"),
    re_path(
        r"^entities/(?P<key>[^/\0]+)/undo/(?P<event_id>[0-9]{1,18})/$",
        registry.entity_undo,
        name="entity-undo",
    ),
    path("stories/<slug:key>/", stories.story_detail, name="story-detail"),
    path("spellings/", spellings.spelling_list, name="spelling-list"),
    path("spellings/decide/", spellings.spelling_decide, name="spelling-decide"),
    path("spellings/undo/<int:event_id>/", spellings.spelling_undo, name="spelling-undo"),
]
