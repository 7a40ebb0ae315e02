"""Kernels of the course show errors in three lines: what is wrong, where, what to do."""

c = get_config()  # noqa: F821
c.InteractiveShellApp.extensions = ["accordlib.messages"]
