"""The admin page in Chromium: see page.mjs."""

import json
import os
import subprocess

NAMES = ["page-bytes-grid", "page-bytes-configure", "page-first-card", "page-open-first", "page-open", "page-keystroke"]


def measure(names):
    program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "page.mjs")
    run = subprocess.run(["node", program, *names], stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
