"""Publishes the module in a folder to another folder, in the form of a Go module proxy: publish.py MODULE PROXY VERSION."""

import json
import os
import re
import shutil
import sys
import zipfile


def main():
    module, proxy, version = sys.argv[1:]
    with open(os.path.join(module, "go.mod"), encoding="utf-8") as file:
        name = re.search(r"^module (\S+)", file.read()).group(1)
    place = os.path.join(proxy, name, "@v")
    os.makedirs(place, exist_ok=True)
    with zipfile.ZipFile(os.path.join(place, version + ".zip"), "w", zipfile.ZIP_DEFLATED) as packed:
        for folder, _, files in sorted(os.walk(module)):
            for one in sorted(files):
                path = os.path.join(folder, one)
                packed.write(path, f"{name}@{version}/{os.path.relpath(path, module)}")
    shutil.copy(os.path.join(module, "go.mod"), os.path.join(place, version + ".mod"))
    with open(os.path.join(place, version + ".info"), "w", encoding="utf-8") as file:
        json.dump({"Version": version, "Time": "2026-01-01T00:00:00Z"}, file)
    with open(os.path.join(place, "list"), "w", encoding="utf-8") as file:
        file.write(version + "\n")


main()
