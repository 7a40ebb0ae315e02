"""JupyterLab as the course opens it, here, on Binder and on a hub: the reader's own copy."""

import os
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "tools"))
import copies  # noqa: E402

FIRST = HERE / "course.jupyterlab-workspace"
OWN = HERE / "lab" / "workspaces" / "default-37a8.jupyterlab-workspace"

c = get_config()  # noqa: F821
os.environ["IPYTHONDIR"] = str(HERE / "ipython")  # for the kernels that are started
c.JupyterApp.answer_yes = True
try:
    c.ServerApp.root_dir = str(copies.open_copy(HERE.parent))
except copies.CopyError as problem:
    sys.exit(f"\n{problem}")
c.ServerApp.allow_root = True  # as in many containers; the server listens to this machine only
c.FileCheckpoints.checkpoint_dir = str(HERE.parent / ".course" / "checkpoints")
c.LabApp.extra_labextensions_path = [str(HERE / "labextensions")]
c.LabApp.extension_manager = "readonly"
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"

if not OWN.exists():
    OWN.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(FIRST, OWN)
