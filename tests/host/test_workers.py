"""Both workers, C++ and C, on what a host stored."""

import os
import subprocess
import tempfile

from host import BUILD, Host
from test_serving import CLICKUP_ON, KEY

WORKERS = [os.path.join(BUILD, "examples", name, name) for name in ("worker", "worker-c")]


def work(program, folder, project="demo", integration="clickup", key="gallery.key"):
    run = subprocess.run([program, "--database", f"sqlite://{folder}/gallery.db", "--key-file", f"{folder}/{key}", "--project",
                          project, integration], capture_output=True, text=True, timeout=60)
    assert KEY not in run.stdout + run.stderr
    return run


def test_workers_use_what_the_host_stored_and_print_lengths_only():
    with tempfile.TemporaryDirectory() as folder, Host(folder) as host:
        assert host.ask("PUT", "/api/v1/integrations/clickup", CLICKUP_ON)[0] == 200
        outputs = []
        for program in WORKERS:
            run = work(program, folder)
            assert run.returncode == 0, run.stderr
            assert f"/authentication/apiKey: {len(KEY)} bytes" in run.stdout, run.stdout
            outputs.append(run.stdout)
        assert outputs[0] == outputs[1]


def test_workers_say_what_is_missing():
    with tempfile.TemporaryDirectory() as folder:
        with Host(folder) as host:
            assert host.ask("PUT", "/api/v1/integrations/clickup", CLICKUP_ON)[0] == 200
            assert host.ask("PUT", "/api/v1/integrations/clickup", {"enabled": False})[0] == 200
        for program in WORKERS:
            for arguments, part in (({}, "switched off"), ({"project": "other"}, "switched off"),
                                    ({"integration": "nowhere"}, ""), ({"key": "missing.key"}, "missing.key")):
                run = work(program, folder, **arguments)
                assert run.returncode == 1 and part in run.stderr and run.stderr.count("\n") == 1, run.stderr
            usage = subprocess.run([program], capture_output=True, text=True)
            assert usage.returncode == 1 and usage.stderr.startswith("usage:")
