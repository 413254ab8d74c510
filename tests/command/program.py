"""Runs the command as a person would."""

import os
import subprocess
import sys

ROOT = os.environ.get("IG_SOURCE_DIR") or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get("IG_BINARY_DIR") or os.path.join(ROOT, "build/sanitized")
PROGRAM = os.path.join(BUILD, "examples/command/integration-gallery")
MANIFESTS = os.path.join(ROOT, "lib/catalog/manifests")
sys.path.insert(0, os.path.join(ROOT, "tests/support"))
import leaks  # noqa: E402,F401

LIMIT = 120  # seconds that anything may take on a busy machine


def run(*arguments, code=0, given="", **environment):
    """What the command prints on standard output and standard error, once it has ended with `code`."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("INTEGRATION_GALLERY_")}
    done = subprocess.run([PROGRAM, *map(str, arguments)], input=given, capture_output=True, text=True, timeout=LIMIT,
                          env={**own, **environment})
    assert done.returncode == code, f"exit code {done.returncode}, not {code}: {arguments}\n{done.stdout}\n{done.stderr}"
    assert "Sanitizer" not in done.stderr and "runtime error" not in done.stderr, done.stderr
    return done.stdout, done.stderr


def manifest(name):
    return os.path.join(MANIFESTS, name, "manifest.json")
