"""Starts Jupyter kernels over local sockets, in a folder of this process alone.

Two kernels that start at once can be given the same TCP port; local sockets cannot collide.
Windows has none for Jupyter, and a long temporary folder leaves no room for their names:
there kernels keep to TCP.
"""

import atexit
import os
import shutil
import tempfile
from functools import wraps
from pathlib import Path
from uuid import uuid4

from jupyter_client.manager import KernelManager

LONGEST_SOCKET_PATH = 100


def use_local_sockets() -> bool:
    """Make every kernel manager of this process use local sockets; tell whether it does."""
    folder = Path(tempfile.mkdtemp(prefix="accord"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["IPYTHONDIR"] = str(folder / "ipython")
    if os.name == "nt" or len(os.fsencode(folder / "12345678-ipc-1")) > LONGEST_SOCKET_PATH:
        return False
    plain = KernelManager.__init__

    @wraps(plain)
    def start(self: KernelManager, **settings: object) -> None:
        name = str(folder / f"{uuid4().hex[:8]}.json")
        plain(self, **{"transport": "ipc", "connection_file": name, **settings})

    KernelManager.__init__ = start
    return True
