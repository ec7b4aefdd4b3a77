"""A real OpenID provider on this machine, which can be told to misbehave."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "safeconduct-elm", "between us two"
_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """Signs in whoever ``who`` is.

    ``claims`` change what the signed word says (``None`` takes one away), ``profile`` what the profile says; ``key`` and
    ``algorithm`` sign; ``spoilt`` are answers given instead, by path (below the provider's own);
    ``asked`` are the questions that browsers brought.
    """

    def __init__(self, path: str = "") -> None:
        self.path = path
        self.who: dict[str, Any] = {"sub": "7", "email": "priya@demo.example", "email_verified": True, "name": "P. Nair"}
        self.claims: dict[str, Any] = {}
        self.profile: dict[str, Any] = {}
        self.spoilt: dict[str, tuple[int, bytes]] = {}
        self.asked: list[dict[str, str]] = []
        self.key = _KEY
        self.algorithm = "RS256"
        self.signs = True
        self._codes: dict[str, dict[str, str]] = {}
        self._tokens: set[str] = set()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.address = f"http://127.0.0.1:{self._server.server_port}{path}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def start(self) -> Provider:
        self._thread.start()
        return self

    def stop(self) -> None:
        if not self._thread.is_alive():
            return
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, address: str, body: str, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """Status and JSON, or 302 and where to."""
        parts = urlsplit(address)
        path = parts.path.removeprefix(self.path)
        if path in self.spoilt:
            return self.spoilt[path]
        if path == "/authorize":
            return 302, self._authorised(dict(parse_qsl(parts.query))).encode()
        places: dict[str, Callable[[], Any]] = {
            "/.well-known/openid-configuration": self._about,
            "/jwks": self._keys,
            "/token": lambda: self._token({name: values[0] for name, values in parse_qs(body).items()}),
            "/userinfo": lambda: self._userinfo(headers.get("Authorization", "")),
        }
        return 200, json.dumps(places[path]()).encode()

    def _about(self) -> dict[str, Any]:
        places = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "jwks_uri": "jwks",
            "userinfo_endpoint": "userinfo",
        }
        return {"issuer": self.address} | {name: f"{self.address}/{path}" for name, path in places.items()}

    def _keys(self) -> dict[str, Any]:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(_KEY.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": "1", "use": "sig", "alg": "RS256"}]}

    def _authorised(self, asked: dict[str, str]) -> str:
        assert (asked["client_id"], asked["response_type"]) == (CLIENT, "code")
        assert set(asked["scope"].split()) >= {"openid", "email"}
        assert asked["code_challenge_method"] == "S256"
        self.asked.append(asked)
        code = secrets.token_urlsafe(16)
        self._codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def _token(self, given: dict[str, str]) -> dict[str, Any]:
        asked = self._codes.pop(given["code"])  # good for once
        assert (given["client_id"], given["client_secret"]) == (CLIENT, SECRET)
        assert given["redirect_uri"] == asked["redirect_uri"]
        proof = base64.urlsafe_b64encode(hashlib.sha256(given["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        assert proof == asked["code_challenge"]
        token = secrets.token_urlsafe(16)
        self._tokens.add(token)
        return {"access_token": token, "token_type": "Bearer", "expires_in": 300, **self._signed(asked["nonce"])}

    def _signed(self, nonce: str) -> dict[str, str]:
        now = int(time.time())
        says = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce, **self.who, **self.claims}
        says = {name: value for name, value in says.items() if value is not None}
        word = jwt.encode(says, self.key, algorithm=self.algorithm, headers={"kid": "1"})
        return {"id_token": word} if self.signs else {}

    def _userinfo(self, bearer: str) -> dict[str, Any]:
        assert bearer.removeprefix("Bearer ") in self._tokens
        return {**self.who, **self.profile}


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say()

        def do_POST(self) -> None:
            self._say()

        def _say(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            status, content = provider.answer(self.path, body, dict(self.headers.items()))
            self.send_response(status)
            if status == 302:
                self.send_header("Location", content.decode())
                content = b""
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    return Handler


__all__ = ("CLIENT", "SECRET", "Provider")
