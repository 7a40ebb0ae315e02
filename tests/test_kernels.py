"""Kernels talk over local sockets wherever that is possible."""

import os
import tempfile

import nbformat
from nbval.kernel import CURRENT_ENV_KERNEL_NAME, start_new_kernel

ASK = "__import__('json').loads(__import__('ipykernel').get_connection_info())['transport']"
HAS_ROOM = os.name != "nt" and len(tempfile.gettempdir()) < 60
TRANSPORT = "ipc" if HAS_ROOM else "tcp"


def test_our_own_runs_use_local_sockets_and_keep_the_students_plotting_backend(
    run_notebook, tmp_path
):
    with run_notebook(nbformat.v4.new_notebook(), tmp_path) as kernel:
        transport, backend = kernel.values([ASK, "__import__('matplotlib').get_backend()"])
    assert transport == TRANSPORT
    assert "inline" in backend


def test_nbval_uses_local_sockets():
    manager, client = start_new_kernel(kernel_name=CURRENT_ENV_KERNEL_NAME)
    try:
        assert manager.get_connection_info()["transport"] == TRANSPORT
        reply = client.execute("1 + 1", reply=True, timeout=30)
        assert reply["content"]["status"] == "ok"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
