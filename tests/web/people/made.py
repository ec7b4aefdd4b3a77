"""What the tests of people share about those who are told of a change."""

from __future__ import annotations

from types import SimpleNamespace

RECEIVERS = {"helen", "daniel", "sian", "farah", "owen"}
"""Who receives concerns at Elm Park, by short name; Owen as IT manager."""
Sent = list[SimpleNamespace]


def told(sent: Sent, template: str) -> list[str]:
    """Who was told by an e-mail, by short name or address."""
    found = (mail.to if isinstance(mail.to, str) else mail.to.email for mail in sent if mail.template == template)
    return sorted(address.removesuffix("@demo.example") for address in found)


__all__ = ("RECEIVERS", "Sent", "told")
