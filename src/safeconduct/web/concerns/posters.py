"""The page without a name, as those look after it who say who is told of concerns: open it, print its poster, close it."""

from __future__ import annotations

import io
from typing import Final

import qrcode
import qrcode.image.svg
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from safeconduct.web.access.deciding import fetch, signed_in
from safeconduct.web.concerns.actions import close_door, open_door
from safeconduct.web.concerns.models import Door
from safeconduct.web.people.models import Organisation


@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, place: int) -> HttpResponse:
    """The poster with address and square code, and the buttons."""
    at = fetch(request, Organisation, "concerns.set-routes", pk=place)
    if request.method == "POST":
        return _changed(request, at)
    found = Door.objects.filter(organisation=at).first()
    address = f"{settings.BASE_URL}{reverse('concern-door', args=[found.code])}" if found else ""
    given = {"place": at, "door": found, "address": address, "square": square(address) if found else ""}
    return render(request, "concerns/door.html", given)


def _changed(request: HttpRequest, place: Organisation) -> HttpResponse:
    if request.POST.get("do") == "close":
        close_door(signed_in(request), place)
        messages.success(request, "The page is closed. Take the posters down: their address leads nowhere now.")
    else:
        open_door(signed_in(request), place)
        messages.success(request, "The page is open. Print the poster and put it where staff can read it unseen.")
    return redirect("door", place.pk)


def square(address: str) -> str:
    """A QR code of an address, as the source of a picture."""
    out = io.BytesIO()
    qrcode.make(address, image_factory=qrcode.image.svg.SvgPathImage, border=4).save(out)
    return "data:image/svg+xml," + urlencode({"": out.getvalue().decode()})[1:].replace("+", "%20")


__all__: Final = ("door", "square")
