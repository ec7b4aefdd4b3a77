"""Addresses of contacts."""

from __future__ import annotations

from django.urls import path

from safeconduct.web.contacts import declaring, views

urlpatterns = [
    path("", views.contact, name="contact"),
    path("mine/", views.outgoing, name="contact-outgoing"),
    path("else/", views.something_else, name="contact-else"),
    path("tell/", views.tell, name="contact-tell"),
    path("declared/", declaring.own, name="relationships"),
    path("declared/new/", declaring.declare, name="relationship-declare"),
    path("declared/<int:pk>/withdraw/", declaring.withdraw, name="relationship-withdraw"),
    path("declared/<int:pk>/acknowledge/", declaring.acknowledge, name="relationship-acknowledge"),
    path("declared/staff/", declaring.staff, name="relationships-staff"),
]
