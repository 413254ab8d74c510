"""The host that the README shows is the one that is compiled and run here."""

import os
import sys

root = os.environ["IG_SOURCE_DIR"]
with open(os.path.join(root, "tests/package/host.cpp"), encoding="utf-8") as file:
    shown = file.read().split("// readme: begin\n")[1].split("// readme: end")[0].strip()
with open(os.path.join(root, "README.md"), encoding="utf-8") as file:
    if shown not in file.read():
        sys.exit("README.md does not show the lines between the readme marks of tests/package/host.cpp")
