"""versions.py <host> <host in C> <prefix>: the version is written once, in project(), and everything else says the same."""

import glob
import os
import re
import subprocess
import sys
import tempfile

root = os.environ["IG_SOURCE_DIR"]
JSON = r'^  "version": "(.*)"'
TOML = r'^version = "(.*)"'
# What has to hold the version as text, because others read it: file, what it is, where it stands.
TEXTS = (
    ("CHANGELOG.md", "its newest entry", r"^## (\S+)"),
    ("cmake/package/vcpkg/integration-gallery/vcpkg.json", "the vcpkg port", JSON),
    ("bindings/python/pyproject.toml", "the Python package", TOML),
    ("bindings/node/package.json", "the Node.js package", JSON),
    ("bindings/rust/sys/Cargo.toml", "the Rust package of declarations", TOML),
    ("bindings/rust/gallery/Cargo.toml", "the Rust package", TOML),
    ("bindings/rust/gallery/Cargo.toml", "what it requires of the other", r'^integration-gallery-sys = .*version = "(.*?)"'),
    ("bindings/rust/tests/Cargo.toml", "what its clean project requires", r'^integration-gallery = .*version = "(.*?)"'),
    ("bindings/java/pom.xml", "the Java package", r"^  <version>(.*)</version>"),
    ("bindings/go/README.md", "the Go module", r"go get integration-gallery\.example/go@v([0-9.]*)`"),
    ("bindings/go/run", "the Go module that is published and fetched", r"go get integration-gallery\.example/go@v([0-9.]*)"),
    ("lib/page/npm/package.json", "the page for npm", JSON),
)
# These name a version of their own, or none that anybody sees.
OTHERS = {"bindings/go/go.mod", "bindings/rust/Cargo.toml", "tests/browser/package.json", "tests/conformance/openapi/package.json"}
OTHERS |= {f"tests/package/vcpkg/stand-ins/{name}/vcpkg.json" for name in ("boost-json", "botan", "re2", "soci")}
PACKAGES = {"pyproject.toml", "package.json", "Cargo.toml", "pom.xml", "vcpkg.json", "go.mod"}


def read(*parts):
    with open(os.path.join(*parts), encoding="utf-8") as file:
        return file.read()


def said_by(program):
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run([program, folder], check=True, capture_output=True, text=True).stdout.split(" ")[0]


def said_in(text, pattern):
    found = re.search(pattern, text, re.M)
    return found.group(1) if found else "nothing"


def packages():
    """The files of the tree by which somebody's tool knows a package."""
    for folder, below, files in os.walk(root):
        below[:] = [name for name in below if name not in ("build", "node_modules", "target", ".git")]
        for name in PACKAGES.intersection(files):
            yield os.path.relpath(os.path.join(folder, name), root)


version = said_in(read(root, "CMakeLists.txt"), r"project\(IntegrationGallery VERSION (\S+)")
other = "9" + version
prefix = sys.argv[3]
found = {
    "integration_gallery::version()": said_by(sys.argv[1]),
    "ig_version()": said_by(sys.argv[2]),
    "the command": subprocess.run([prefix + "/bin/integration-gallery", "--version"], check=True, capture_output=True, text=True,
                                  env={**os.environ, "LD_LIBRARY_PATH": glob.glob(prefix + "/lib*")[0] + ":" + ":".join(
                                      glob.glob(prefix + "/lib*/*-linux-gnu"))}).stdout.split()[-1],
    "pkg-config": said_in(read(glob.glob(prefix + "/**/integration-gallery.pc", recursive=True)[0]), r"^Version: (\S+)"),
}
wrong = []
for file, what, pattern in TEXTS:
    text = read(root, file)
    found[f"{file}, {what}"] = said_in(text, pattern)
    if said_in(text.replace(version, other), pattern) != other:
        wrong.append(f"{file}: another version would not be seen in {what}")
wrong += [f"{where}: {said}" for where, said in found.items() if said != version]
wrong += [f"{file}: it is a package, and this test does not compare its version" for file in packages()
          if file not in OTHERS and file not in {entry[0] for entry in TEXTS}]
if wrong:
    sys.exit(f"project() says {version}, but:\n" + "\n".join(wrong))
print(f"{len(found)} places say {version}")
