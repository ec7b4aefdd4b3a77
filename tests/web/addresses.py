"""What the addresses of a page would carry: those of its links and forms, and the forms that put their fields into one."""

from __future__ import annotations

import re


def telling(page: str, word: str) -> list[str]:
    """The addresses on a page that carry a word, and the forms that would put what is typed into an address."""
    addresses = re.findall(r'(?:href|src|action|formaction|hx-[a-z-]+)="([^"]*)"', page)
    forms = re.findall(r"<form(?![^>]*method=\"post\")[^>]*>", page)
    return [each for each in addresses if word.lower() in each.lower()] + forms


__all__ = ("telling",)
