"""history, export, import-store, migrate-to and backup, on stores that a host made."""

import json
import os
import pty
import sqlite3
import subprocess

from program import LIMIT, PROGRAM, run
from test_store import KEY, Store


def filled(folder):
    store = Store(folder)
    store("set", "clickup", "/authentication/apiKey", given=KEY)
    store("set", "clickup", "/syncSettings/direction", given="outbound")
    store("enable", "clickup")
    return store


def test_versions_are_listed_compared_and_brought_back(folder):
    store = filled(folder)
    listed = store("history", "list", "clickup")
    assert [line.split()[0] for line in listed.splitlines()] == ["3", "2", "1"]
    assert "set /authentication/apiKey" in listed and "enable" in listed and "operator:" in listed
    page = json.loads(store("history", "list", "clickup", "--limit", "2", "--json"))
    assert [entry["revision"] for entry in page["versions"]] == [3, 2] and page["next"] == 2
    assert "1 " in store("history", "list", "clickup", "--before", "2").splitlines()[0]
    assert json.loads(store("history", "show", "clickup", "2"))["syncSettings"]["direction"] == "outbound"
    assert "+ \"outbound\"" in store("history", "diff", "clickup", "2")
    difference = json.loads(store("history", "diff", "clickup", "3", "--from", "1", "--json"))
    assert {item["pointer"] for item in difference["differences"]} >= {"/enabled", "/syncSettings/direction"}
    assert "revision" not in store("history", "restore", "clickup", "1", "--dry-run")
    store("history", "restore", "clickup", "1", "--if-revision", "2", code=3)
    assert "revision 4" in store("history", "restore", "clickup", "1", "--if-revision", "3")
    settings = store.settings()
    assert settings["syncSettings"]["direction"] == "inbound" and settings["enabled"] is True
    assert f"/authentication/apiKey: {len(KEY)} bytes" in store.work()
    store("history", "show", "clickup", "77", code=3)
    store("history", "list", "nowhere", code=3)
    store("history", code=2)


def test_a_history_is_verified_kept_and_signed(folder):
    store = filled(folder)
    whole = store("history", "verify")
    assert whole.startswith("intact: 3 versions, head 3:"), whole
    head = whole.split("head ")[1].split()[0]
    store("history", "verify", "--head", head)
    store("history", "verify", "--head", "3", code=2)
    assert "0 versions would be removed" in store("history", "retain", "--older-than", "1", "--dry-run")
    assert "2 versions removed; signed up to 3" in store("history", "retain", "--older-than", "0", "--keep", "1")
    assert "signed up to 3" in store("history", "verify", "--head", head)
    with sqlite3.connect(folder / "gallery.db") as database:
        database.execute("update ig_history set actor='mallory'")
    told = store("history", "verify", code=1)
    assert "history-altered" in told and "not intact" in told
    assert json.loads(run("history", "verify", *store.options, "--json", code=1)[0])["intact"] is False
    store("history", "retain", "--older-than", "0", code=3)
    store("history", "retain", "--older-than", "0", "--accept-damage")
    store("history", "verify")


def test_an_export_moves_to_another_store(folder):
    store = filled(folder / "one")
    other = Store(folder / "two")
    file = folder / "apollo.igx"
    seal = folder / "seal.key"
    run("keys", "generate", seal)
    assert "1 project, 1 integration, 1 secret, 3 versions" in store("export", file, "--seal-key", seal)
    assert file.stat().st_mode & 0o777 == 0o600 and KEY.encode() not in file.read_bytes()
    assert "already" in store("export", file, "--seal-key", seal, code=3)
    store("export", folder / "x", code=2)  # nobody to ask for a passphrase
    assert "1 project" in store("export", folder / "all", "--all", "--seal-key", seal)  # whichever --project names
    assert "would import 1 project" in other("import-store", file, "--seal-key", seal, "--dry-run")
    assert "export-key-wrong" in run("import-store", file, "--seal-key", other.key, *other.options, "--json", code=4)[1]
    done = json.loads(other("import-store", file, "--seal-key", seal, "--json"))
    assert done["versions"] == 3 and done["skipped"] == 0
    assert f"/authentication/apiKey: {len(KEY)} bytes" in other.work()
    other("history", "verify")
    assert "'apollo'" in other("import-store", file, "--seal-key", seal, code=3)
    assert "skipped 1" in other("import-store", file, "--seal-key", seal, "--skip")
    assert "overwritten 1" in other("import-store", file, "--seal-key", seal, "--overwrite")
    cut = folder / "cut.igx"
    cut.write_bytes(file.read_bytes()[:-1])
    assert "cut off" in other("import-store", cut, "--seal-key", seal, "--overwrite", code=3)
    other("import-store", folder / "missing", "--seal-key", seal, code=3)


def test_a_passphrase_seals_too_and_a_new_store_is_made_when_asked(folder):
    store = filled(folder)
    file = folder / "all.igx"
    options = [str(option) for option in store.options[:4]]
    run("export", file, "--all", "--passphrase-file", "-", *options, given="correct horse battery\n")
    new = ["--database", f"sqlite://{folder}/new.db", "--key-file", str(store.key)]
    run("import-store", file, "--passphrase-file", "-", *new, given="correct horse battery", code=4)
    run("import-store", file, "--passphrase-file", "-", "--create", *new, given="wrong horse battery", code=4)
    out, _ = run("import-store", file, "--passphrase-file", "-", "--create", *new, given="correct horse battery")
    assert "imported 1 project" in out
    assert run("history", "verify", *new, "--project", "apollo")[0].startswith("intact: 3 versions")


def test_a_store_is_backed_up_and_moved_while_it_is_there(folder):
    store = filled(folder)
    copy = folder / "copy.db"
    store("backup", copy)
    assert copy.stat().st_mode & 0o777 == 0o600
    store("backup", copy, code=3)
    copied = ["--database", f"sqlite://{copy}", "--key-file", str(store.key), "--project", "apollo"]
    assert run("history", "verify", *copied)[0].startswith("intact: 3 versions")
    moved = ["--database", f"sqlite://{folder}/moved.db", "--key-file", str(store.key), "--project", "apollo"]
    source = ["--database", f"sqlite://{folder}/gallery.db"]
    out, problem = run("migrate-to", moved[1], *source)
    assert "1 project, 1 integration, 1 secret, 3 versions" in out and not problem
    assert json.loads(run("show", "clickup", *moved)[0])["enabled"] is True
    assert "already" in run("migrate-to", moved[1], *source, code=3)[1]
    ours, theirs = pty.openpty()  # on a terminal it shows how far it is
    process = subprocess.Popen([PROGRAM, "migrate-to", f"sqlite://{folder}/shown.db", *source], stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    assert process.wait(timeout=LIMIT) == 0 and b"writing: 0 of" in os.read(ours, 65536)
    os.close(ours)
    run("migrate-to", f"sqlite://{folder}/none.db", "--database", f"sqlite://{folder}/typo.db", code=4)
