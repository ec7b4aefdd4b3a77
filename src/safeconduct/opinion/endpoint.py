"""One exchange with a server over HTTP that ends within its time whatever the server does.

The standard library does it: what is needed is one POST with a limit for the whole of it, and the HTTP clients on offer limit
each read, which a server that sends a byte a second never exceeds. So the exchange runs in a thread of its own, and when the
time is up its connection is cut. No redirect is followed, no proxy asked, nothing is sent before the address is known to be a
private one (over plain HTTP), and the connection goes to that very address.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from concurrent.futures import Future
from contextlib import closing, suppress
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from safeconduct.errors import InputError

LARGEST: Final = 256 * 1024  # bytes of an answer
_PRIVATE: Final = tuple(
    ipaddress.ip_network(block)
    for block in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")
)


class NoAnswerError(Exception):
    """There is no answer that could be used; the text says why in plain words."""


class RefusedError(NoAnswerError):
    """The server does not take the question in this form."""


class Endpoint(NamedTuple):
    """Where to ask, and with which key."""

    secure: bool
    host: str
    port: int
    path: str
    key: str = ""

    @property
    def shown(self) -> str:
        """The address for people; never the key."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.secure else 'http'}://{host}:{self.port}{self.path}"


def endpoint(base: str, key: str = "") -> Endpoint:
    """The endpoint for chat completions under a base address such as ``http://127.0.0.1:11434/v1``.

    Raises:
        InputError: the address is none, holds a name and password, or would send drafts unencrypted over the internet; or the
            key cannot be one.
    """
    try:
        parts = urlsplit(base)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or not _is_plain(base):
        raise InputError(
            "The address for a second opinion must look like http://127.0.0.1:11434/v1 or https://ai.example.org/v1."
        )
    if parts.username is not None:
        raise InputError("Leave name and password out of the address for a second opinion; a key goes into a file or variable.")
    secure = parts.scheme == "https"
    if not secure and not _may_be_private(parts.hostname):
        raise InputError(
            f"Over plain http a draft may go to this computer or your own network only, and {parts.hostname} is elsewhere. "
            "Use https."
        )
    if not _is_plain(key):
        raise InputError(
            "The key for a second opinion holds characters that no key has. Put the key alone into the file or variable."
        )
    return Endpoint(secure, parts.hostname, port or (443 if secure else 80), parts.path.rstrip("/") + "/chat/completions", key)


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and " " not in text


def _may_be_private(host: str) -> bool:
    """Whether an address is private; a name is looked up when it is asked."""
    try:
        return _is_private(host)
    except ValueError:
        return True


def _is_private(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return any(found.version == block.version and found in block for block in _PRIVATE)


# --- the exchange ------------------------------------------------------------------------------------------


class _Line:
    """The connection of one exchange, so that another thread can cut it."""

    def __init__(self, deadline: float) -> None:
        self.deadline = deadline
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._cut = False

    def left(self) -> float:
        """The seconds that are left."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def hold(self, found: socket.socket) -> None:
        """Keep a connection for cutting."""
        with self._lock:
            self._socket = found
            if self._cut:
                raise TimeoutError

    def cut(self) -> None:
        """End whatever is going on."""
        with self._lock, suppress(OSError):
            self._cut = True
            if self._socket is not None:
                self._socket.shutdown(socket.SHUT_RDWR)


def post(where: Endpoint, body: bytes, seconds: float) -> bytes:
    """The body of the answer to a JSON body.

    Raises:
        NoAnswerError: there was none within the time, or none that can be used.
        RefusedError: the server understood and does not take such a question.
    """
    line, answer = _Line(time.monotonic() + seconds), Future[bytes]()
    threading.Thread(target=_exchange, args=(where, body, line, answer), daemon=True).start()
    try:
        return answer.result(timeout=max(0.0, seconds))
    except TimeoutError as error:
        line.cut()
        raise NoAnswerError("there was no answer in time") from error
    except ssl.SSLError as error:
        raise NoAnswerError("its certificate could not be checked, or the connection is not encrypted") from error
    except OSError as error:
        raise NoAnswerError("it cannot be reached") from error
    except (http.client.HTTPException, ValueError) as error:
        raise NoAnswerError("what answers there does not speak HTTP") from error


def _exchange(where: Endpoint, body: bytes, line: _Line, answer: Future[bytes]) -> None:
    """The thread's work; whatever goes wrong is handed to the one who waits."""
    try:
        answer.set_result(_asked(where, body, line))
    except Exception as error:  # noqa: BLE001 a thread has nobody above it; the one who waits raises it again
        answer.set_exception(error)


def _asked(where: Endpoint, body: bytes, line: _Line) -> bytes:
    with closing(_connected(where, line)) as connection:
        line.hold(connection.sock)
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Connection": "close"}
        if where.key:
            headers["Authorization"] = f"Bearer {where.key}"
        connection.request("POST", where.path, body, headers)
        with connection.getresponse() as response:
            _insist_on_success(response.status)
            data = response.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise NoAnswerError("its answer is too long to be one")
    return data


def _insist_on_success(status: int) -> None:
    if 300 <= status < 400:
        raise NoAnswerError("it points to another address, and redirects are not followed")
    if status in (401, 403):
        raise NoAnswerError("it wants a key, or does not take this one")
    if status in (400, 422):
        raise RefusedError(f"it does not take the question (status {status})")
    if status != 200:
        raise NoAnswerError(f"it reports an error (status {status})")


def _connected(where: Endpoint, line: _Line) -> http.client.HTTPConnection:
    """A connection to an address that may be asked."""
    plain = _dialled(where, line)
    try:
        line.hold(plain)
        if not where.secure:
            connection = http.client.HTTPConnection(where.host, where.port)
            connection.sock = plain
            return connection
        context = ssl.create_default_context()
        secured = http.client.HTTPSConnection(where.host, where.port, context=context)
        secured.sock = context.wrap_socket(plain, server_hostname=where.host)
    except BaseException:
        plain.close()
        raise
    return secured


def _dialled(where: Endpoint, line: _Line) -> socket.socket:
    found: list[Any] = socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM)
    addresses = [each[4][:2] for each in found]
    if not where.secure and not all(_is_private(str(host)) for host, _ in addresses):
        raise NoAnswerError("its address is not on this computer or your own network, which plain http must be; use https")
    fault: OSError = ConnectionRefusedError()
    for address in addresses:
        try:
            return socket.create_connection(address, timeout=line.left())
        except TimeoutError:
            raise
        except OSError as error:
            fault = error
    raise fault
