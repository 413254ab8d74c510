"""versions.py <host> <host in C> <prefix>: the version is written once, in project(), and everything else says the same."""

import glob
import json
import os
import re
import subprocess
import sys
import tempfile

root = os.environ["IG_SOURCE_DIR"]


def read(*parts):
    with open(os.path.join(*parts), encoding="utf-8") as file:
        return file.read()


def said_by(program):
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run([program, folder], check=True, capture_output=True, text=True).stdout.split(" ")[0]


version = re.search(r"project\(IntegrationGallery VERSION (\S+)", read(root, "CMakeLists.txt")).group(1)
prefix = sys.argv[3]
found = {
    "integration_gallery::version()": said_by(sys.argv[1]),
    "ig_version()": said_by(sys.argv[2]),
    "the command": subprocess.run([prefix + "/bin/integration-gallery", "--version"], check=True, capture_output=True, text=True,
                                  env={**os.environ, "LD_LIBRARY_PATH": glob.glob(prefix + "/lib*")[0] + ":" + ":".join(
                                      glob.glob(prefix + "/lib*/*-linux-gnu"))}).stdout.split()[-1],
    "pkg-config": re.search(r"^Version: (\S+)", read(glob.glob(prefix + "/**/integration-gallery.pc", recursive=True)[0]), re.M).group(1),
    "CHANGELOG.md": re.search(r"^## (\S+)", read(root, "CHANGELOG.md"), re.M).group(1),
    "the vcpkg port": json.loads(read(root, "cmake/package/vcpkg/integration-gallery/vcpkg.json"))["version"],
    "the Python package": re.search(r'^version = "(.*)"', read(root, "bindings/python/pyproject.toml"), re.M).group(1),
    "the Node.js package": json.loads(read(root, "bindings/node/package.json"))["version"],
}
wrong = {where: said for where, said in found.items() if said != version}
if wrong:
    sys.exit(f"project() says {version}, but: {wrong}")
