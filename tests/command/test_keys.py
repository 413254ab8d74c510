"""keys rotate, rewrap, reseal, doctor and shred, on a store that a host made."""

import json
import os
import pty
import select
import sqlite3
import subprocess
import threading

from program import LIMIT, PROGRAM, leaks, run
from test_store import KEY, Store


def filled(folder):
    store = Store(folder)
    for name in ("clickup", "mailchimp", "airtable"):
        pointer = {"clickup": "/authentication/apiKey", "mailchimp": "/authentication/apiKey",
                   "airtable": "/authentication/token"}[name]
        method = json.loads(store("show", name, "--json"))["authentication"].get("method")
        if method is None:
            store("set", name, "/authentication", given=json.dumps({"method": METHODS[name], pointer.split("/")[-1]: KEY}))
        else:
            store("set", name, pointer, given=KEY)
    return store


METHODS = {"clickup": "apikey", "mailchimp": "apikey", "airtable": "bearer"}


def query(store_folder, statement):
    with sqlite3.connect(store_folder / "gallery.db") as connection:
        return connection.execute(statement).fetchall()


def test_data_keys_are_rotated(folder):
    store = filled(folder)
    slots = len(query(folder, "select 1 from ig_secret where sealed<>''"))
    before = query(folder, "select dek_id from ig_dek where state='active' and purpose='data'")
    assert f"{slots} slots of secrets to do; nothing was changed" in store("keys", "rotate", "--dry-run")
    assert query(folder, "select dek_id from ig_dek where state='active' and purpose='data'") == before
    audit = folder / "audit"
    said = store("keys", "rotate", "--grace-days", "0", "--audit", audit)
    assert f"{slots} slots of secrets done, nothing is left" in said and "1 data key replaced" in said, said
    assert "1 replaced key destroyed" in said
    after = query(folder, "select dek_id from ig_dek where state='active' and purpose='data'")
    assert len(after) == 1 and after != before
    events = [json.loads(line) for line in audit.read_text().splitlines()]
    assert [event["kind"] for event in events] == ["key.rotate", "key.reencrypt", "key.destroy"], events
    assert all(event["subject"].startswith("operator:") for event in events) and audit.stat().st_mode & 0o777 == 0o600
    store("enable", "clickup")
    assert f"/authentication/apiKey: {len(KEY)} bytes" in store.work()
    result = json.loads(store("keys", "rotate", "--resume", "--all-projects", "--json"))
    assert result["finished"] and result["done"] == 0 and result["keysReplaced"] == 0 and result["faultList"] == []
    assert json.loads(store("keys", "rotate", "--all-projects", "--made-before", "2020-01-01T00:00:00Z", "--json"))["keysReplaced"] == 0
    assert json.loads(store("keys", "rotate", "--compromised", "--json"))["keysDestroyed"] == 1
    store("keys", "rotate", "--made-before", "yesterday", code=2)
    store("keys", "rotate", "--batch", "0", code=2)


def test_rotation_goes_round_what_does_not_open(folder):
    store = filled(folder)
    with sqlite3.connect(folder / "gallery.db") as connection:
        connection.execute("update ig_secret set sealed=(select sealed from ig_secret where integration='clickup') "
                           "where integration='mailchimp'")
    said = store("keys", "doctor", code=1)
    assert "secret-unreadable  apollo mailchimp config" in said and "1 finding" in said, said
    result = json.loads(store("keys", "rotate", "--json", code=1).splitlines()[0])
    assert result["finished"] and result["faults"] == 1
    assert result["faultList"] == [{"project": "apollo", "integration": "mailchimp", "subject": "config", "code": "secret-unreadable"}]
    assert "FAULT  apollo mailchimp config: secret-unreadable" in store("keys", "rotate", "--resume", code=1)
    assert store.settings("mailchimp")["state"]["reasons"][0]["code"] == "secret-unreadable"
    findings = json.loads(store("keys", "doctor", "--all-projects", "--json", code=1).splitlines()[0])
    assert [finding["code"] for finding in findings] == ["secret-unreadable"] and findings[0]["advice"]
    store("set", "mailchimp", "/authentication/apiKey", given=KEY)
    assert store.settings("mailchimp")["state"]["reasons"] == [] or "secret" not in str(store.settings("mailchimp")["state"])
    assert "everything opens" in store("keys", "doctor")


def test_the_key_encryption_key_is_rotated(folder):
    store = filled(folder)
    old = store.key.read_text()
    newer = folder / "newer.key"
    run("keys", "generate", newer)
    store.key.write_text(newer.read_text().strip() + "\n" + old)
    assert "key-not-switched" in store("keys", "doctor", code=1)
    assert "2 data keys to do; nothing was changed" in store("keys", "rewrap", "--dry-run")
    assert "2 data keys done, nothing is left" in store("keys", "rewrap")
    store.key.write_text(newer.read_text())
    assert "everything opens" in store("keys", "doctor")
    store.key.write_text(old)
    store("list", code=4)


def test_reseal_finds_nothing_to_do_under_the_same_manifests(folder):
    store = filled(folder)
    assert "0 slots of secrets done, nothing is left" in store("keys", "reseal", "--all-projects")
    store("keys", "reseal", "--dry-run", "--json")


def test_a_project_is_shredded_only_when_its_name_is_given_twice(folder):
    store = filled(folder)
    store("keys", "shred", code=2)
    store("keys", "shred", "--confirm", "gemini", code=2)
    sealed = query(folder, "select sealed from ig_secret where sealed<>''")
    assert sealed
    assert "destroyed" in store("keys", "shred", "--confirm", "apollo")
    assert not query(folder, "select 1 from ig_secret where sealed<>''") and not query(folder, "select 1 from ig_dek where wrapped<>''")
    assert "secret-missing" in store("keys", "doctor", code=1)
    store("set", "clickup", "/authentication/apiKey", given=KEY)


def test_progress_is_shown_on_a_terminal_only(folder):
    store = filled(folder)
    for words, what in ((("keys", "rotate"), b"sealing again: "), (("keys", "doctor", "--all-projects"), b"projects: 1 of 1 "),
                        (("history", "verify"), b"versions: 3 of 3 "), (("what-breaks",), b"projects: 1 of 1 "),
                        (("history", "retain", "--older-than", "0"), b"versions: 1 of 1 ")):
        shows_progress_on_a_terminal_only(store, words, what)


def shows_progress_on_a_terminal_only(store, words, what):
    whole = "--all-projects" in words or "what-breaks" in words
    options = store.options[:-2] if whole else store.options
    assert "\r" not in run(*words, *options)[1]
    ours, theirs = pty.openpty()
    process = subprocess.Popen([PROGRAM, *words, *map(str, options)], stdout=subprocess.PIPE, stderr=theirs, text=True)
    shown = b""
    while process.poll() is None:
        if select.select([ours], [], [], 0.1)[0]:
            shown += os.read(ours, 4096)
    if select.select([ours], [], [], 0.1)[0]:
        shown += os.read(ours, 4096)
    assert process.wait(timeout=LIMIT) == 0 and what in shown and b" %" in shown and shown.endswith(b"\r\x1b[K"), shown
    os.close(ours)
    os.close(theirs)
    assert "\r" not in process.stdout.read()


def test_two_rotations_at_once_end_with_one_key(folder):
    store = filled(folder)
    failures = []

    def rotate():
        try:
            store("keys", "rotate", "--grace-days", "0")
        except AssertionError as failure:
            failures.append(failure)

    threads = [threading.Thread(target=rotate) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures
    store("keys", "rotate", "--resume", "--grace-days", "0")
    active = query(folder, "select dek_id from ig_dek where state='active' and purpose='data'")
    assert len(active) == 1 and query(folder, "select distinct key_id from ig_secret where sealed<>''") == active
    assert "everything opens" in store("keys", "doctor")


def test_nothing_of_a_secret_is_in_the_store(folder):
    store = filled(folder)
    store("keys", "rotate", "--audit", folder / "audit")
    for file in folder.iterdir():
        leaks.refuse(file.read_bytes(), KEY, file.name)
