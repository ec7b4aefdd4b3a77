"""Addresses of SCIM."""

from __future__ import annotations

from django.urls import path

from safeconduct.web.api.scim import views

urlpatterns = [
    path("Users", views.users, name="scim-users"),
    path("Users/<str:pk>", views.user, name="scim-user"),
    path("ServiceProviderConfig", views.config, name="scim-config"),
    path("ResourceTypes", views.resource_types, name="scim-resource-types"),
    path("ResourceTypes/<str:name>", views.resource_type, name="scim-resource-type"),
    path("Schemas", views.schemas, name="scim-schemas"),
    path("Schemas/<str:name>", views.schema, name="scim-schema"),
    path("<path:rest>", views.unknown, name="scim-unknown"),
]
