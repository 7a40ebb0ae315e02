"""The proof runs without a network, in this process and in all that it starts."""

import socket
import subprocess
import sys

import nbformat
import pytest

ABROAD = "192.0.2.1"
ATTEMPT = f"import socket; socket.create_connection(('{ABROAD}', 80), timeout=1)"
REFUSAL = "the course runs without a network"


def test_connections_are_refused():
    with pytest.raises(OSError, match=REFUSAL):
        socket.create_connection((ABROAD, 80), timeout=1)


@pytest.mark.parametrize(
    "look_up", [socket.gethostbyname, lambda name: socket.getaddrinfo(name, 80)]
)
def test_look_ups_are_refused(look_up):
    with pytest.raises(OSError, match=REFUSAL):
        look_up("example.org")


def test_a_name_that_only_looks_like_loopback_is_refused():
    with pytest.raises(OSError, match=REFUSAL):
        socket.getaddrinfo("127.0.0.1.example.org", 80)


def test_datagrams_are_refused():
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender,
        pytest.raises(OSError, match=REFUSAL),
    ):
        sender.sendto(b"x", (ABROAD, 53))


def test_child_processes_are_refused():
    done = subprocess.run([sys.executable, "-c", ATTEMPT], capture_output=True, text=True)
    assert done.returncode == 1
    assert REFUSAL in done.stderr


def test_kernels_are_refused(run_notebook, tmp_path):
    asked = f"__import__('socket').create_connection(('{ABROAD}', 80), timeout=1)"
    with run_notebook(nbformat.v4.new_notebook(), tmp_path) as kernel:
        [answer] = kernel.values([asked])
    assert answer.startswith("NetworkBlockedError")
    assert REFUSAL in answer


def test_loopback_stays_open():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("localhost", port), timeout=5) as client:
            assert client.getpeername()[1] == port
