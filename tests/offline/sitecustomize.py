"""Cuts Python off from the network: put this folder on PYTHONPATH.

Child processes and kernels inherit it. Loopback addresses and local sockets stay open.
"""

import re
import sys


class NetworkBlockedError(OSError):
    """Raised by any attempt to leave this machine."""


def is_local(host):
    """Tell whether a host is this machine itself."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")
    return name in {"", "localhost", "::1"} or bool(re.fullmatch(r"127(\.\d+){3}", name))


def guard(event, args):
    """Refuse connections and name look-ups beyond this machine."""
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        host = args[1][0] if isinstance(args[1], tuple) else None
    elif event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}:
        host = args[0]
    elif event == "socket.getnameinfo":
        host = args[0][0]
    else:
        return
    if not is_local(host):
        raise NetworkBlockedError(f"the course runs without a network; this asked for {host!r}")


sys.addaudithook(guard)
