"""Concerns and evidence made up for the tests: one about a friend request, one about a colleague, and what is handed in."""

from __future__ import annotations

import io
import zipfile
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile

from safeconduct.activity import ConcernKind
from safeconduct.web.concerns import evidence
from safeconduct.web.concerns.actions import About, Raised, Telling
from safeconduct.web.concerns.evidence import Captured, Handed
from safeconduct.web.concerns.models import Case, Concern, Evidence, Subject
from web.checks import made as pictures

WORDS = "Jayden Brown sent me a friend request and wrote to me twice."
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
CHAT = "12/05/2026, 21:14 - Jayden: are you awake\n12/05/2026, 21:15 - Jayden: answer me 🙈\n"
HTML = b"<!doctype html><html><body onload=alert(1)><script>alert(document.cookie)</script></body></html>"
SVG = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def screenshot(width: int = 60, height: int = 120) -> bytes:
    return pictures.encoded(pictures.plain((width, height)), "PNG")


def archive(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, data)
    return out.getvalue()


def exported_chat() -> bytes:
    return archive("_chat.txt", CHAT.encode())


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "application/octet-stream")


def handed(name: str, data: bytes) -> Handed:
    return evidence.examine(upload(name, data))


def telling(world: SimpleNamespace, standing: Concern.Standing = Concern.Standing.NAMED) -> Telling:
    """A pupil's friend request: the leads get it."""
    return Telling(world.elm, ConcernKind.PUPIL_CONTACT, WORDS, child_protection=True, standing=standing)


def about_tomasz(world: SimpleNamespace) -> Telling:
    """A child's safety and a colleague: two cases, one for each."""
    about = [About(Subject.Who.STAFF, world.tomasz)]
    return Telling(world.elm, ConcernKind.MISUSE_BY_ADULT, WORDS, child_protection=True, about=about)


def raised(world: SimpleNamespace) -> Raised:
    """Priya's friend request, with a screenshot and a PDF."""
    files = [handed("Screenshot of Jayden.png", screenshot()), handed("chat.pdf", PDF)]
    return evidence.raise_with(world.priya, telling(world), files, Captured("On my own phone."))


def case(world: SimpleNamespace) -> Case:
    """The case of that."""
    return raised(world).concern.cases.get()


def piece(world: SimpleNamespace, name: str = "Screenshot of Jayden.png", data: bytes | None = None) -> Evidence:
    """Something that Daniel, the lead, put on the case of Priya's friend request."""
    made = evidence.raise_with(world.priya, telling(world)).concern.cases.get()
    return evidence.take(
        world.daniel, made, handed(name, screenshot() if data is None else data), Captured("Found in the lab.")
    )
