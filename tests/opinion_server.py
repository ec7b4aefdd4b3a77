"""A model server on loopback that speaks chat completions over HTTP, and misbehaves in every way that is asked of it."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Self

Behaviour = Callable[[socket.socket, "Model"], None]


class Model:
    """A server with one way to behave; ``asked`` has the requests so far, each with its headers and its body."""

    def __init__(self, behaviour: Behaviour, secure: ssl.SSLContext | None = None) -> None:
        self._behaviour = behaviour
        self._secure = secure
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.base = f"http://127.0.0.1:{self._listener.getsockname()[1]}/v1"
        self.done = threading.Event()
        self.asked: list[tuple[str, Any]] = []
        self._threads = [threading.Thread(target=self._serve)]

    @property
    def questions(self) -> list[Any]:
        """What the user's message of each request held."""
        return [json.loads(body["messages"][1]["content"]) for _, body in self.asked]

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self.done.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(10)

    def _serve(self) -> None:
        while not self.done.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._answer, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(10)
            if self._secure is None:
                self._talk(connection)
            else:
                with self._secure.wrap_socket(connection, server_side=True, do_handshake_on_connect=False) as secured:
                    secured.do_handshake()
                    self._talk(secured)

    def _talk(self, connection: socket.socket) -> None:
        head, body = _request(connection)
        self.asked.append((head, json.loads(body)))
        self._behaviour(connection, self)
        with suppress(OSError):
            connection.shutdown(socket.SHUT_WR)
        while connection.recv(4096):  # let the other side hang up first
            pass


def _request(connection: socket.socket) -> tuple[str, bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        data += _received(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    length = next(int(line.partition(":")[2]) for line in lines if line.lower().startswith("content-length:"))
    while len(body) < length:
        body += _received(connection)
    return head.decode("latin-1"), body


def _received(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    if not data:
        raise ConnectionResetError
    return data


def http(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    """An answer in HTTP."""
    lines = [f"HTTP/1.1 {status}", "Content-Type: application/json", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def completion(content: object) -> bytes:
    """A chat completion with this message."""
    return json.dumps({"id": "1", "choices": [{"index": 0, "message": {"role": "assistant", "content": content}}]}).encode()


def verdicts(*given: tuple[int, str, str]) -> str:
    """The message that was asked for."""
    return json.dumps({"verdicts": [{"number": n, "verdict": verdict, "because": because} for n, verdict, because in given]})


def sends(data: bytes) -> Behaviour:
    """Sends these bytes."""
    return lambda connection, _: connection.sendall(data)


def says(content: object) -> Behaviour:
    """Answers with a chat completion."""
    return sends(http(completion(content)))


def finds(verdict: str, because: str = "It is about a football team.") -> Behaviour:
    """Judges everything that it is asked about alike."""

    def answer(connection: socket.socket, model: Model) -> None:
        markings = model.questions[-1]["markings"]
        connection.sendall(http(completion(verdicts(*((m["number"], verdict, because) for m in markings)))))

    return answer


def drips(data: bytes, start: bytes = b"", pause: float = 0.05) -> Behaviour:
    """Sends a byte at a time, over and over, until the other side has gone."""

    def answer(connection: socket.socket, model: Model) -> None:
        connection.sendall(start)
        while not model.done.wait(pause):
            connection.sendall(data)

    return answer


def is_silent(connection: socket.socket, model: Model) -> None:
    """Says nothing."""
    model.done.wait(20)


@contextmanager
def full_queue() -> Iterator[str]:
    """The base address of a server that lets nobody in: connecting to it hangs."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(listener.getsockname())
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        for each in waiting:
            each.close()
