"""Google Workspace and Microsoft Entra as a school's sign-in: how they are set, and what of their signed word must be right.

Both let in anybody in the world who has an account with them. So the school itself is named in the settings, and every signed
word must say that it is about somebody of it: Google's by “hd”, the hosted domain, which an address alone does not prove;
Microsoft's by “tid”, the tenant, and by its issuer. Microsoft vouches for no address but by “xms_edov” (the owner of the
domain is verified): its “email” may be anything that somebody wrote. People are known by what never changes and is never
given anew: Google's “sub”, Microsoft's “oid”.

Nothing here needs Django's settings, which are made from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

GOOGLE, ENTRA = "google", "entra"
GOOGLE_AT: Final = "https://accounts.google.com"
ENTRA_AT: Final = "https://login.microsoftonline.com"
PRIVATE, ELSEWHERE = "private", "elsewhere"
_CONSUMERS: Final = UUID("9188040d-6c67-4c5b-b112-36a304b66dad")  # every private Microsoft account
_PUBLIC: Final = frozenset({"gmail.com", "googlemail.com"})
_YES: Final = (True, 1, "1", "true", "True")


class SettingsError(ValueError):
    """A school's sign-in is set in a way that would let in nobody or everybody."""


class Foreign(Exception):  # noqa: N818 it is said of an account
    """An account is none of the school's: ``why`` is ``private`` (of nobody's organisation) or ``elsewhere``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Given(NamedTuple):
    """What the settings say of one sign-in, all of it or nothing."""

    client: str
    secret: str
    school: str

    def missing(self, names: Sequence[str]) -> list[str]:
        """The names of what is not set, where anything is."""
        return [name for name, value in zip(names, self, strict=True) if not value] if any(self) else []


def google(given: Given, at: str = GOOGLE_AT) -> dict[str, Any]:
    """Google Workspace, for some hosted domains.

    Raises:
        SettingsError: the domain is none, or everybody's.
    """
    domains = [domain.strip().lower().removeprefix("@") for domain in given.school.split(",") if domain.strip()]
    for domain in domains:
        if domain in _PUBLIC or "." not in domain or "@" in domain or "/" in domain or " " in domain:
            raise SettingsError(
                f"SAFECONDUCT_GOOGLE_DOMAIN is “{domain}”. It is your school's own domain, such as elm-park.sch.uk: the part "
                "of its addresses behind the @, and never that of private accounts."
            )
    settings = {"server_url": at, "kind": GOOGLE, "domains": domains, "fetch_userinfo": False}
    return _app(GOOGLE, "Google", given, settings)


def entra(given: Given, at: str = ENTRA_AT) -> dict[str, Any]:
    """Microsoft Entra, for one tenant.

    Raises:
        SettingsError: the tenant is none, or everybody's.
    """
    try:
        tenant = UUID(given.school.strip())
    except ValueError:
        tenant = _CONSUMERS
    if tenant == _CONSUMERS:
        raise SettingsError(
            f"SAFECONDUCT_ENTRA_TENANT is “{given.school}”. It is your school's own tenant id (Entra admin centre, Overview), "
            "such as 3f2a9c1e-7d54-4b0a-8c6f-1e2d3c4b5a69; never “common”, “organizations” or “consumers”, for those let in "
            "everybody."
        )
    settings = {"server_url": f"{at}/{tenant}/v2.0", "kind": ENTRA, "tenant": str(tenant), "fetch_userinfo": False}
    return _app(ENTRA, "Microsoft", given, settings)


def _app(key: str, name: str, given: Given, settings: dict[str, Any]) -> dict[str, Any]:
    return {"provider_id": key, "name": name, "client_id": given.client, "secret": given.secret, "settings": settings}


_GOOGLE_NAMES: Final = ("SAFECONDUCT_GOOGLE_CLIENT", "SAFECONDUCT_GOOGLE_SECRET", "SAFECONDUCT_GOOGLE_DOMAIN")
_ENTRA_NAMES: Final = ("SAFECONDUCT_ENTRA_CLIENT", "SAFECONDUCT_ENTRA_SECRET", "SAFECONDUCT_ENTRA_TENANT")


def apps(said: Mapping[str, str], others: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Every sign-in: those of SAFECONDUCT_OIDC, Google and Microsoft where they are set.

    Raises:
        SettingsError: one is set in part, or so that it would let in anybody.
    """
    found = [*others]
    for app in others:
        _check_other(app)
    for names, make in ((_GOOGLE_NAMES, google), (_ENTRA_NAMES, entra)):
        given = Given(*(said.get(name, "") for name in names))
        if missing := given.missing(names):
            raise SettingsError(f"{missing[0]} is not set, but others beside it are. Set all three: {', '.join(names)}.")
        if any(given):
            found.append(make(given))
    return found


def _check_other(app: Mapping[str, Any]) -> None:
    """Neither of the two by the general setting, which knows no school."""
    host = urlsplit(str(app.get("settings", {}).get("server_url", ""))).hostname
    for names, at in ((_GOOGLE_NAMES, GOOGLE_AT), (_ENTRA_NAMES, ENTRA_AT)):
        if host == urlsplit(at).hostname:
            raise SettingsError(
                f"SAFECONDUCT_OIDC names {host}, where everybody can have an account. Take it out and set {', '.join(names)}."
            )


def asks(settings: Mapping[str, Any]) -> dict[str, str]:
    """What is said to the provider beside the question itself: to let people choose their account, and which is meant."""
    if settings.get("kind") == GOOGLE:
        domains = settings["domains"]
        return {"prompt": "select_account", "hd": domains[0] if len(domains) == 1 else "*"}
    return {"prompt": "select_account"} if settings.get("kind") == ENTRA else {}


def check(settings: Mapping[str, Any], signed: Mapping[str, Any]) -> None:
    """Whether a signed word is about somebody of the school; every other provider is the school's own.

    Raises:
        Foreign: it is not.
        KeyError: it does not say by what its subject is known.
    """
    if settings.get("kind") == GOOGLE:
        hosted = signed.get("hd")
        if not hosted:
            raise Foreign(PRIVATE)
        if not isinstance(hosted, str) or hosted.lower() not in settings["domains"]:
            raise Foreign(ELSEWHERE)
    elif settings.get("kind") == ENTRA:
        tenant, issuer = str(signed.get("tid", "")).lower(), signed.get("iss")
        if tenant == str(_CONSUMERS):
            raise Foreign(PRIVATE)
        if tenant != settings["tenant"] or issuer != settings["server_url"]:
            raise Foreign(ELSEWHERE)
        if not isinstance(signed["oid"], str) or not signed["oid"]:
            raise KeyError("oid")


def subject(settings: Mapping[str, Any], signed: Mapping[str, Any]) -> str:
    """By what somebody is known again, whatever their address becomes."""
    return str(signed["oid" if settings.get("kind") == ENTRA else "sub"])


def vouches(settings: Mapping[str, Any], said: Mapping[str, Any]) -> bool:
    """Whether the provider says plainly that the address is theirs."""
    if settings.get("kind") == ENTRA:
        return said.get("xms_edov") in _YES
    return said.get("email_verified") in (True, "true")  # some providers send words


__all__: Final = (
    "ELSEWHERE", "ENTRA", "GOOGLE", "PRIVATE", "Foreign", "Given", "SettingsError", "apps", "asks", "check", "entra", "google",
    "subject", "vouches",
)  # fmt: skip
