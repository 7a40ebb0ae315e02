"""JupyterLab as the course opens it, here, on Binder and on a hub: the reader's own copy.

Where many readers share one course, ``ACCORD_READER`` names the folder of each: the copy, the
settings and what Jupyter keeps go there, and nothing is written beside the course.
"""

import os
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
COURSE = HERE.parent
sys.path.append(str(COURSE / "tools"))
import copies  # noqa: E402

READER = Path(os.environ.get("ACCORD_READER", COURSE))
KEPT = HERE if READER == COURSE else READER / ".jupyter"
FIRST = HERE / "course.jupyterlab-workspace"
OWN = KEPT / "lab" / "workspaces" / "default-37a8.jupyterlab-workspace"

c = get_config()  # noqa: F821
c.JupyterApp.answer_yes = True
if READER == COURSE:
    try:
        c.ServerApp.root_dir = str(copies.open_copy(COURSE))
    except copies.CopyError as problem:
        sys.exit(f"\n{problem}")
    c.FileCheckpoints.checkpoint_dir = str(COURSE / ".course" / "checkpoints")
else:
    c.ServerApp.root_dir = str(READER / copies.COPY)
    c.FileCheckpoints.checkpoint_dir = str(KEPT / "checkpoints")
    c.KernelManager.transport = "ipc"  # what a kernel says goes through no port others can read
    shutil.copytree(HERE / "ipython", KEPT / "ipython", dirs_exist_ok=True)
    page = KEPT / "labconfig" / "page_config.json"  # a debugger listens to every account
    page.parent.mkdir(exist_ok=True)
    page.write_text('{"disabledExtensions": {"@jupyterlab/debugger-extension": true}}')
os.environ["IPYTHONDIR"] = str(KEPT / "ipython")  # for the kernels that are started
c.ServerApp.allow_root = True  # as in many containers; the server listens to this machine only
c.LabApp.extra_labextensions_path = [str(HERE / "labextensions")]
c.LabApp.extension_manager = "readonly"
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"

if not OWN.exists():
    OWN.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(FIRST, OWN)
