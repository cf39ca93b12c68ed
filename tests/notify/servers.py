"""A webhook and a mail server on loopback, which keep what they are told and can be told to misbehave."""

import json
import socketserver
import threading
import time
from contextlib import contextmanager
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server = self.server
        server.came.append((self.path, json.loads(body)))
        code = server.answers.pop(0) if server.answers else 200
        if code == "hang up":
            self.connection.close()
            return
        if code == "slow":
            time.sleep(server.patience)
            code = 200
        self.send_response(code)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        """Say nothing."""


class Post(socketserver.StreamRequestHandler):
    def handle(self):
        say = lambda line: self.wfile.write(f"{line}\r\n".encode())  # noqa: E731
        say("220 loopback")
        lines, receivers = [], []
        while line := self.rfile.readline().decode("utf-8", "replace").strip():
            word = line.upper()
            if word.startswith("RCPT") and self.server.refuses:
                say("550 5.1.1 no such mailbox")
            elif word.startswith("RCPT"):
                receivers.append(line.partition(":")[2].strip("<> ").split(">")[0])
                say("250 ok")
            elif word == "DATA":
                say("354 go on")
                while (line := self.rfile.readline()) != b".\r\n":
                    lines.append(line)
                self.server.came.append((receivers, message_from_bytes(b"".join(lines), policy=policy.default)))
                say("250 ok")
            elif word == "QUIT":
                say("221 bye")
                return
            else:
                say("250 ok")


class Mail(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    refuses = False


@contextmanager
def _running(server):
    server.came, server.answers, server.patience = [], [], 1.0
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def webhook():
    """A running webhook; ``came`` has (path, JSON) pairs, ``answers`` what it says next."""
    return _running(ThreadingHTTPServer(("127.0.0.1", 0), Hook))


def mail_server():
    """A running mail server; ``came`` has (receivers, message) pairs."""
    return _running(Mail(("127.0.0.1", 0), Post))
