"""A real HTTP server on loopback that speaks CLOVA's contract, and checks what it is sent.

    with FakeClova() as fake:
        fake.invoke_url("GENERAL"), fake.secret, fake.host
        fake.script([steps.ocr_error("0025"), steps.ok()])
        fake.calls[0].message

Stands alone too: `python -m tests.fakes.clova --port 0 --latency-ms 200` prints one line
of JSON with its addresses and the secret, and serves until it is ended.
"""

from __future__ import annotations

import argparse
import json
import re
import secrets
import signal
import socket
import threading
import time
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from tests.fakes import answers, contract, replies
from tests.fakes.contract import FakeDomain, RefusedError
from tests.fakes.replies import Reply
from tests.fakes.steps import Step, ok

_PATH = re.compile(r"/(custom|external)/v1/([0-9]+)/([0-9a-f]{64})/([a-z/-]+)")
_PATIENCE = 60


@dataclass
class Call:
    """One call as it came in. `problem` is what the contract had against it; `overlap`
    counts the calls of its domain that ran while it did, itself included."""

    path: str
    headers: dict[str, str]
    body: bytes
    began: float
    ended: float = 0.0
    overlap: int = 1
    status: int = 0
    problem: str = ""
    message: dict[str, Any] = field(default_factory=dict)
    content: bytes = b""


class FakeClova:
    """The server, its domains and everything it was sent."""

    def __init__(self, *, port: int = 0, latency: float = 0.0, slots: int = 5) -> None:
        self.secret = secrets.token_urlsafe(32)
        self.latency = latency
        self.words: Sequence[Sequence[str]] = answers.WORDS
        self.calls: list[Call] = []
        self.domains: dict[str, FakeDomain] = {}
        self.lock = threading.Lock()
        self._steps: deque[Step] = deque()
        self.connections: list[tuple[str, int]] = []
        self._sockets: set[socket.socket] = set()
        self._server = _Server(("127.0.0.1", port), _Handler, self)
        self.general = self.add_domain("GENERAL", slots=slots)
        self.template = self.add_domain(
            "TEMPLATE", slots=slots, templates={101: "sample-form", 102: "other-form"}
        )
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop serving and end every open connection."""
        self._server.shutdown()
        self._thread.join(10)
        self.hang_up()
        self._server.server_close()

    def hang_up(self) -> None:
        """End every connection that is open now."""
        with self.lock:
            left = list(self._sockets)
        for sock in left:
            replies.shut(sock)

    @property
    def host(self) -> str:
        """`127.0.0.1:PORT`, as it is named among the allowed hosts."""
        return f"127.0.0.1:{self._server.server_address[1]}"

    def add_domain(self, kind: str, **options: Any) -> FakeDomain:
        """Open one more domain with this server's secret."""
        number = str(41001 + len(self.domains))
        options.setdefault("secrets", {self.secret})
        domain = FakeDomain(kind, number, secrets.token_hex(32), **options)
        self.domains[number] = domain
        return domain

    def invoke_url(self, kind: str | FakeDomain = "GENERAL", *, style: str = "custom") -> str:
        """The Invoke URL of the first General or Template domain, or of the one given."""
        chosen = {"GENERAL": self.general, "TEMPLATE": self.template}
        domain = chosen[kind] if isinstance(kind, str) else kind
        tail = contract.TAILS[domain.kind]
        return f"http://{self.host}/{style}/v1/{domain.domain_id}/{domain.hash64}/{tail}"

    def script(self, steps: Iterable[Step]) -> None:
        """Apply these steps to the next calls, one each; after them all is well again."""
        with self.lock:
            self._steps.extend(steps)

    def next_step(self) -> Step:
        with self.lock:
            return self._steps.popleft() if self._steps else ok()

    def opened(self, sock: socket.socket) -> None:
        with self.lock:
            self.connections.append(sock.getpeername())
            self._sockets.add(sock)

    def closed(self, sock: socket.socket) -> None:
        with self.lock:
            self._sockets.discard(sock)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], handler: type, fake: FakeClova) -> None:
        self.fake = fake
        super().__init__(address, handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are part of the game."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = _PATIENCE
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.server.fake.opened(self.connection)

    def finish(self) -> None:
        self.server.fake.closed(self.connection)
        super().finish()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the path holds the hash."""

    def do_GET(self) -> None:
        self._send(replies.gateway_error("300", 404))

    def do_POST(self) -> None:
        fake = self.server.fake
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        call = Call(self.path, headers, body, time.monotonic())
        step = fake.next_step()
        domain = self._domain()
        reply = self._replied(fake, domain, call, step)
        call.status, call.ended = reply.status, time.monotonic()
        with fake.lock:
            fake.calls.append(call)
        self._send(reply)

    def _domain(self) -> FakeDomain | None:
        found = _PATH.fullmatch(self.path)
        domain = self.server.fake.domains.get(found.group(2)) if found else None
        return domain if domain and found and domain.hash64 == found.group(3) else None

    def _replied(self, fake: FakeClova, domain: FakeDomain | None, call: Call, step: Step) -> Reply:
        if not _PATH.fullmatch(self.path):
            call.problem = "no such path"
            return replies.gateway_error("300", 404)
        if domain is None:
            call.problem = "no such domain"
            return replies.ocr_error("0001", self.path)
        with fake.lock:
            domain.running += 1
            call.overlap = domain.running
        try:
            return self._understood(fake, domain, call, step)
        except RefusedError as refused:
            call.problem = str(refused)
            return replies.ocr_error(refused.code, self.path)
        finally:
            with fake.lock:
                domain.running -= 1

    def _understood(self, fake: FakeClova, domain: FakeDomain, call: Call, step: Step) -> Reply:
        if call.headers.get("x-ocr-secret") not in domain.secrets:
            raise RefusedError("0002", "secret")
        call.message, call.content = contract.understand(call.headers, call.body)
        contract.check_domain(call.message, self.path.rpartition("/")[2], domain)
        if domain.quota is not None:
            domain.quota -= 1
        time.sleep(fake.latency + (step.seconds if step.kind == "ok" else 0))
        return replies.reply(step, domain, call.message, call.content, self.path, fake.words)

    def _send(self, reply: Reply) -> None:
        self.close_connection = reply.send(self.connection)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--latency-ms", type=float, default=0.0)
    parser.add_argument("--slots", type=int, default=5)
    chosen = parser.parse_args()
    ended = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: ended.set())
    with FakeClova(port=chosen.port, latency=chosen.latency_ms / 1000, slots=chosen.slots) as fake:
        addresses = {
            "host": fake.host,
            "general": fake.invoke_url("GENERAL"),
            "template": fake.invoke_url("TEMPLATE"),
            "secret": fake.secret,
        }
        print(json.dumps(addresses), flush=True)  # noqa: T201
        ended.wait()


if __name__ == "__main__":
    main()
