"""list, show, enable, disable, set, check and keys, on a store that a host made."""

import json
import os
import pty
import select
import subprocess
import termios
import time

from program import BUILD, LIMIT, PROGRAM, leaks, run

WORKER = os.path.join(BUILD, "examples/worker/worker")
KEY = "pk_7731_CANARY_c2VjcmV0"


class Store:
    """A new key and the store that a host (here: the worker) makes with it."""

    def __init__(self, folder):
        folder.mkdir(exist_ok=True)
        self.key = folder / "gallery.key"
        self.options = ("--database", f"sqlite://{folder}/gallery%2Edb", "--key-file", self.key, "--project", "apollo")
        run("keys", "generate", self.key)
        self.work()

    def __call__(self, *arguments, code=0, given="", **environment):
        out, problem = run(*arguments, *self.options, code=code, given=given, **environment)
        leaks.refuse(out + problem, KEY, "what the command said")
        return out if code == 0 else out + problem

    def settings(self, name="clickup"):
        return json.loads(self("show", name, "--json"))

    def work(self):
        """What a sync worker finds of ClickUp."""
        return subprocess.run([WORKER, *map(str, self.options), "clickup"], capture_output=True, text=True, timeout=LIMIT).stdout


def test_a_key_file_is_private_and_never_replaced(folder):
    key = folder / "new.key"
    listed = run("keys", "generate", key)[0]
    assert key.stat().st_mode & 0o777 == 0o600 and key.read_text().startswith("igk1_")
    assert run("keys", "list", "--key-file", key)[0] == listed and "active" in listed
    names = json.loads(run("keys", "list", "--key-file", key, "--json")[0])
    assert names["known"] == [names["active"]] and names["active"] in listed and names["active"] not in key.read_text()
    before = key.read_text()
    assert "already" in run("keys", "generate", key, code=2)[1] and key.read_text() == before
    assert run("keys", "generate")[0].startswith("igk1_") and run("keys", "generate")[0] != run("keys", "generate")[0]
    run("keys", code=2)
    run("keys", "list", "--key-file", folder / "missing.key", code=4)
    key.chmod(0o644)
    run("keys", "list", "--key-file", key, code=4)


def test_a_mistyped_path_makes_no_store(folder):
    key = folder / "gallery.key"
    run("keys", "generate", key)
    for command in (("list",), ("show", "jira"), ("enable", "jira"), ("set", "jira", "/authentication/apiToken")):
        problem = run(*command, "--database", f"sqlite://{folder}/typo.db", "--key-file", key, "--project", "p", code=4)[1]
        assert "typo.db" in problem
    assert sorted(path.name for path in folder.iterdir()) == ["gallery.key"]
    for options in (("--key-file", key), ("--database", f"sqlite://{folder}/typo.db")):
        run("enable", "jira", *options, "--project", "p", code=2)
    store = Store(folder / "there")
    assert "--project" in run("list", *store.options[:4], code=2)[1]


def test_without_a_store_the_catalog_is_listed(folder):
    assert "clickup" in run("list")[0] and len(json.loads(run("list", "--json")[0])) >= 30
    assert json.loads(run("show", "jira")[0])["name"] == "jira"
    assert "nowhere" in run("show", "nowhere", code=3)[1]
    own = json.loads(run("show", "jira", "--json")[0]) | {"name": "own", "displayName": "Own"}
    (folder / "own.json").write_text(json.dumps(own))
    assert "Own" in run("list", "--manifests", folder)[0] and "Own" in run("list", INTEGRATION_GALLERY_MANIFESTS=str(folder))[0]


def test_a_secret_is_set_from_standard_input_a_file_and_cleared(folder):
    store = Store(folder)
    store("set", "clickup", "/authentication/apiKey", given=KEY + "\n")
    assert store.settings()["secrets"]["/authentication/apiKey"]["set"] is True
    assert store.settings()["secrets"]["/authentication/apiKey"]["updatedBy"].startswith("operator:")
    assert "clickup is on" in store("enable", "clickup")
    assert f"/authentication/apiKey: {len(KEY)} bytes" in store.work()
    (folder / "value").write_text(KEY + KEY)
    store("set", "clickup", "/authentication/apiKey", "--file", folder / "value")
    assert f"/authentication/apiKey: {2 * len(KEY)} bytes" in store.work()
    assert "required" in store("set", "clickup", "/authentication/apiKey", "--clear", code=3)
    store("disable", "clickup")
    store("set", "clickup", "/authentication/apiKey", "--clear")
    assert store.settings()["secrets"]["/authentication/apiKey"]["set"] is False
    for literal in ("12345", '{"value": "x"}', "null", "********"):
        store("set", "clickup", "/authentication/apiKey", given=literal)
        store("enable", "clickup")
        assert f"/authentication/apiKey: {len(literal)} bytes" in store.work()
    assert "empty" in store("set", "clickup", "/authentication/apiKey", code=2)
    store("set", "clickup", "/authentication/apiKey", "--file", folder / "missing", code=2)
    store("set", "clickup", "/authentication/apiKey", KEY, code=2)


def test_settings_are_set_one_by_one_and_keep_the_secret(folder):
    store = Store(folder)
    store("set", "clickup", "/authentication/apiKey", given=KEY)
    store("set", "clickup", "/syncSettings/schedule", given='{"type": "interval", "every": "PT15M"}')
    store("set", "clickup", "/syncSettings/direction", given="outbound")
    store("set", "clickup", "/syncSettings/limits/pageSize", given="50")
    store("set", "clickup", "/syncSettings/notifyOn/-", given="success")
    sync = store.settings()["syncSettings"]
    assert sync["schedule"]["every"] == "PT15M" and sync["direction"] == "outbound" and sync["limits"]["pageSize"] == 50
    assert sync["notifyOn"][-1] == "success"
    revision = store.settings()["revision"]
    assert "is as it was" in store("set", "clickup", "/syncSettings/direction", given="outbound")
    assert store.settings()["revision"] == revision and store.settings()["secrets"]["/authentication/apiKey"]["set"]
    store("set", "clickup", "/syncSettings/direction", "--clear")
    assert store.settings()["syncSettings"]["direction"] == "inbound"  # the default
    assert "pageSize" in store("set", "clickup", "/syncSettings/limits/pageSize", "--text", given="50", code=3)
    for pointer in ("syncSettings/mode", "/nothing", "/secrets", "/enabled"):
        store("set", "clickup", pointer, given="x", code=2)
    assert "nothing set" in store("set", "clickup", "/syncSettings/limits/nothing", "--clear", code=3)
    store("set", "clickup", "/syncSettings/direction/deeper", given="x", code=3)


def test_another_method_comes_with_its_secret(folder):
    store = Store(folder)
    store("set", "clickup", "/authentication",
          given=json.dumps({"method": "oauth2", "clientId": "id", "clientSecret": KEY}))
    settings = store.settings()
    assert settings["authentication"] == {"method": "oauth2", "clientId": "id"}, settings
    assert settings["secrets"]["/authentication/clientSecret"]["set"] is True
    store("set", "clickup", "/authentication/clientId", given="12")
    assert store.settings()["authentication"]["clientId"] == "12"
    store("set", "clickup", "", given=json.dumps({"authentication": {"method": "apikey", "apiKey": KEY}, "enabled": True}))
    assert store.settings()["enabled"] is True


def test_what_is_incomplete_is_not_switched_on(folder):
    store = Store(folder)
    said = store("enable", "jira", code=3)
    assert "/authentication/apiToken" in said or "apiToken" in said, said
    problem = json.loads(run("enable", "jira", *store.options, "--json", code=3)[1])
    assert problem["status"] == 422 and problem["errors"], problem
    store("enable", "nowhere", code=3)
    assert "off" in store("list") and all(not card["enabled"] for card in json.loads(store("list", "--json")))


def test_what_a_new_version_would_break_is_told_before_it_is_used(folder):
    store = Store(folder)
    own = folder / "own"
    own.mkdir()
    manifest = {"manifestVersion": 1, "name": "own", "displayName": "Own", "description": "Ours.", "categories": ["test"], "version": "1.0",
                "settings": {"authentication": {"type": "object", "additionalProperties": False, "properties": {
                    "apiKey": {"type": "string", "writeOnly": True}, "zone": {"enum": ["a", "b"]}}}}}
    (own / "own.json").write_text(json.dumps(manifest))
    mine = ("--manifests", own)
    store("set", "own", "/authentication/apiKey", *mine, given=KEY + "\n")
    store("set", "own", "/authentication/zone", *mine, given="b\n")
    assert "nothing would break" in store("what-breaks", *mine)

    manifest["version"] = "2.0"
    properties = manifest["settings"]["authentication"]["properties"]
    properties["zone"] = {"enum": ["a", "c"]}
    properties["key"] = properties.pop("apiKey")
    (folder / "next.json").write_text(json.dumps(manifest))
    report = json.loads(run("what-breaks", folder / "next.json", *mine, *store.options, "--json", code=1)[0])
    found = {(one["severity"], one["code"], one["pointer"]) for one in report["breakages"]}
    assert found == {("note", "no-migration", ""), ("breaks", "enum", "/authentication/zone"), ("breaks", "secret-undeclared", "/authentication/apiKey"),
                     ("breaks", "unknown-member", "/authentication/apiKey")}, found
    assert report["records"] == 1 and report["breaks"]

    manifest["migrations"] = [{"from": "1.0", "to": "2.0", "steps": [
        {"operation": "rename", "pointer": "/authentication/apiKey", "name": "key"},
        {"operation": "mapValues", "inverse": "derived", "pointer": "/authentication/zone", "pairs": [{"from": "b", "to": "c"}]}]}]
    (folder / "next.json").write_text(json.dumps(manifest))
    assert "nothing would break" in store("what-breaks", folder / "next.json", *mine)
    (own / "own.json").write_text(json.dumps(manifest))  # now it is used
    read = json.loads(store("show", "own", *mine, "--json"))
    assert read["authentication"] == {"zone": "c"} and read["secrets"]["/authentication/key"]["set"]

    assert "integration-missing" in store("what-breaks", "--hide", "own", *mine, code=1)
    (folder / "next.json").write_text("{}")
    assert "next.json" in store("what-breaks", folder / "next.json", *mine, code=3)


def test_check_says_what_is_wrong_and_goes_on(folder):
    store = Store(folder)
    assert store("check").count("good") == 4
    own = folder / "manifests"
    own.mkdir()
    (own / "jira.json").write_text("{")
    said = store("check", "--manifests", own, code=1)
    assert "BAD   manifests: jira.json" in said and said.count("good") == 2 and "jira needs attention" in said, said
    other = folder / "other.key"
    run("keys", "generate", other)
    store.options = (*store.options[:3], other, *store.options[4:])
    checks = json.loads(run("check", *store.options, "--json", code=1)[0])
    assert checks["ok"] is False
    assert [(check["subject"], check["ok"]) for check in checks["checks"]] == [("manifests", True), ("keys", True), ("store", False)]
    store("list", code=4)


def test_a_prompt_does_not_show_what_is_typed(folder):
    store = Store(folder)
    ours, theirs = pty.openpty()
    before = termios.tcgetattr(ours)
    process = subprocess.Popen([PROGRAM, "set", "clickup", "/authentication/apiKey", *map(str, store.options)], stdin=theirs,
                               stdout=theirs, stderr=theirs, start_new_session=True)
    said, typed, end = b"", False, time.monotonic() + LIMIT
    while process.poll() is None and time.monotonic() < end:
        if select.select([ours], [], [], 0.1)[0]:
            said += os.read(ours, 4096)
        if not typed and said.endswith(b"(not shown): ") and not termios.tcgetattr(ours)[3] & termios.ECHO:
            os.write(ours, KEY.encode() + b"\n")
            typed = True
    if select.select([ours], [], [], 0.1)[0]:
        said += os.read(ours, 4096)
    assert process.wait(timeout=1) == 0, said
    assert termios.tcgetattr(ours) == before
    os.close(theirs)
    os.close(ours)
    assert typed and KEY.encode() not in said, said
    assert store.settings()["secrets"]["/authentication/apiKey"]["set"] is True
