"""A net between the browser and the server that a test can cut, for real."""

import socket
import threading
from contextlib import suppress

CHUNK = 65536


class Wire:
    """A TCP proxy. ``state`` tells what happens to what is sent from now on:

    ``whole``: it passes; ``cut``: nothing gets through, as in a cellar; ``half``: the
    connection breaks in the middle of a POST; ``deaf``: the server gets it whole, but
    its answer is lost on the way back.
    """

    def __init__(self, host, port):
        self.target = (host, port)
        self.state = "whole"
        self._open = set()
        self._lock = threading.Lock()
        self._listener = socket.create_server((host, 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def set(self, state):
        """Change the net's state; connections that stand open break."""
        self.state = state
        with self._lock:
            for one in self._open:
                self._break(one)
            self._open.clear()

    def close(self):
        self.set("cut")
        self._break(self._listener)

    def _break(self, one):
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()

    def _accept(self):
        with suppress(OSError):
            while True:
                client, _address = self._listener.accept()
                self._connect(client)

    def _connect(self, client):
        if self.state == "cut":
            self._break(client)
            return
        try:
            server = socket.create_connection(self.target)
        except OSError:
            self._break(client)
            return
        with self._lock:
            self._open |= {client, server}
        for source, goal, pass_on in (
            (client, server, self._is_request_passed),
            (server, client, self._is_answer_passed),
        ):
            threading.Thread(
                target=self._pump, args=(source, goal, pass_on), daemon=True
            ).start()

    def _pump(self, source, goal, pass_on):
        with suppress(OSError):
            while data := source.recv(CHUNK):
                if not pass_on(data):
                    if self.state == "half":
                        goal.sendall(data[: len(data) // 2])
                    break
                goal.sendall(data)
        self._break(source)
        self._break(goal)

    def _is_request_passed(self, data):
        if self.state == "half":
            return not data.startswith(b"POST")
        return self.state != "cut"

    def _is_answer_passed(self, _data):
        return self.state in ("whole", "half")
