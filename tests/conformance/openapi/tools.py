"""Installs the tools into the build folder, once for each version of the lists that pin them."""

import hashlib
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(os.environ["IG_SOURCE_DIR"], "build", "openapi-tools")
ENVIRONMENT = {**os.environ, "REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "NO_COLOR": "1"}


class Missing(Exception):
    """The tools cannot be installed here."""


def node(name):
    return os.path.join(FOLDER, "node_modules", ".bin", name)


def python(name="python"):
    return os.path.join(FOLDER, "venv", "bin", name)


def run(*command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=ENVIRONMENT, **options)


def install():
    lists = [os.path.join(HERE, name) for name in ("package.json", "package-lock.json", "requirements.txt")]
    wanted = hashlib.sha256(b"".join(open(name, "rb").read() for name in lists)).hexdigest()
    mark = os.path.join(FOLDER, "installed")
    if os.path.exists(mark) and open(mark).read() == wanted:
        return
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)
    for name in lists:
        shutil.copy(name, FOLDER)
    for what, command in (("npm", ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]),
                          ("venv", [sys.executable, "-m", "venv", "venv"]),
                          ("pip", [python("pip"), "install", "--quiet", "-r", "requirements.txt"])):
        try:
            done = run(*command, cwd=FOLDER, timeout=600)
        except (OSError, subprocess.TimeoutExpired) as failure:
            raise Missing(f"{what}: {failure}") from failure
        if done.returncode != 0:
            raise Missing(f"{what} failed: {done.stdout.strip().splitlines()[-1] if done.stdout.strip() else 'no output'}")
    with open(mark, "w") as file:
        file.write(wanted)
