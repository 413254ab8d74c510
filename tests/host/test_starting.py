"""How a host starts again, and how it refuses to start."""

import glob
import os
import shutil
import stat
import subprocess
import tempfile

from host import Host, fails_to_start, leaks, start
from test_serving import CLICKUP_ON, KEY


def is_one_sentence(problem, *parts):
    assert problem.count("\n") == 1 and problem.strip(), problem
    for part in parts:
        assert part in problem, problem


def test_stopping_and_starting_again_loses_nothing():
    with tempfile.TemporaryDirectory() as folder:
        with Host(folder) as host:
            assert host.ask("PUT", "/api/v1/integrations/clickup", CLICKUP_ON)[0] == 200
            before = host.ask("GET", "/api/v1/integrations/clickup?view=full")
        with Host(folder) as host:
            after = host.ask("GET", "/api/v1/integrations/clickup?view=full")
        assert before[0] == after[0] == 200 and before[2] == after[2]


def test_a_killed_host_loses_nothing_that_it_acknowledged():
    with tempfile.TemporaryDirectory() as folder:
        with Host(folder) as host:
            assert host.ask("PUT", "/api/v1/integrations/clickup", CLICKUP_ON)[0] == 200
            host.process.kill()
            host.process.wait()
        with Host(folder) as host:
            assert b'"********"' in host.ask("GET", "/api/v1/integrations/clickup")[2]


def test_files_are_private_and_hold_no_clear_text():
    with tempfile.TemporaryDirectory() as folder, Host(folder) as host:
        assert host.ask("PUT", "/api/v1/integrations/clickup", CLICKUP_ON)[0] == 200
        files = glob.glob(folder + "/*")
        assert {os.path.basename(name) for name in files} >= {"gallery.db", "gallery.db-wal", "gallery.key"}, files
        for name in files:
            assert stat.S_IMODE(os.stat(name).st_mode) & 0o077 == 0, name
            with open(name, "rb") as file:
                content = file.read()
            leaks.refuse(content, KEY, name)


def test_a_wrong_key_changes_nothing_and_is_named():
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as elsewhere:
        with Host(folder) as host:
            assert host.ask("PUT", "/api/v1/integrations/clickup", CLICKUP_ON)[0] == 200
            host.process.kill()  # so that the write-ahead log is still there
            host.process.wait()
        with Host(elsewhere):
            pass
        files = [folder + "/gallery.db", folder + "/gallery.db-wal"]
        before = [open(name, "rb").read() for name in files]
        key = elsewhere + "/gallery.key"
        code, problem = fails_to_start("--port", "0", "--data", folder, "--key-file", key)
        assert code == 1 and "key" in problem, problem
        assert key in problem, problem
        assert [open(name, "rb").read() for name in files] == before
        code, problem = fails_to_start("--port", "0", "--data", folder, "--key-file", elsewhere + "/missing.key")
        assert code == 1 and "missing.key" in problem and not os.path.exists(elsewhere + "/missing.key"), problem
        assert [open(name, "rb").read() for name in files] == before


def test_a_port_in_use_is_one_sentence():
    with Host() as host:
        code, problem = fails_to_start("--port", str(host.port), "--data", host.folder)
        assert code == 1
        is_one_sentence(problem, str(host.port), "in use", "--port")


def test_a_data_folder_that_cannot_be_used_is_one_sentence():
    with tempfile.TemporaryDirectory() as folder:
        code, problem = fails_to_start("--port", "0", "--data", folder + "/missing")
        assert code == 1
        is_one_sentence(problem, folder + "/missing", "does not exist")
        open(folder + "/file", "w").close()
        code, problem = fails_to_start("--port", "0", "--data", folder + "/file")
        assert code == 1
        is_one_sentence(problem, "is no folder")
        os.chmod(folder, 0o755)
        os.mkdir(folder + "/closed", 0o555)
        nobody = {"user": 65534, "group": 65534, "extra_groups": []} if os.getuid() == 0 else {}
        copy = shutil.copytree(os.path.dirname(start.__globals__["PROGRAM"]), folder + "/program",
                               ignore=lambda _, names: [name for name in names if name != "ig_host_beast"])
        library = subprocess.run(["find", start.__globals__["BUILD"] + "/lib", "-name", "libintegration_gallery.so*"],
                                 capture_output=True, text=True, check=True).stdout.split()
        for name in library:
            shutil.copy(name, copy)
        process = subprocess.run([copy + "/ig_host_beast", "--port", "0", "--data", folder + "/closed"], capture_output=True,
                                 text=True, timeout=60, env={**os.environ, "LD_LIBRARY_PATH": copy}, **nobody)
        assert process.returncode == 1, process.stderr
        is_one_sentence(process.stderr, "cannot be written to")


def test_the_default_folder_is_made():
    with tempfile.TemporaryDirectory() as folder:
        process = start("--port", "0", cwd=folder)
        for line in process.stdout:
            if line.startswith("Integration Gallery is at"):
                break
        process.terminate()
        process.communicate(timeout=60)
        assert process.returncode == 0
        assert stat.S_IMODE(os.stat(folder + "/demo-data").st_mode) == 0o700
        assert sorted(name for name in os.listdir(folder + "/demo-data") if "wal" not in name and "shm" not in name) == [
            "gallery.db", "gallery.key"]


def test_wrong_arguments_are_one_sentence():
    for arguments, part in ((["--port", "99999"], "--port"), (["--port"], "needs a value"), (["--prot", "1"], "--prot"),
                            (["--port", "0", "--host-model", "/nowhere.json"], "/nowhere.json"),
                            (["--port", "0", "--database", "nonsense", "--key-file", "/nowhere"], "")):
        with tempfile.TemporaryDirectory() as folder:
            code, problem = fails_to_start(*arguments, cwd=folder)
        assert code == 1, problem
        is_one_sentence(problem, part)
