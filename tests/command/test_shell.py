"""Completion and the manual page, read by the programs that they are for; and what every command has in common."""

import json
import os
import re
import shutil
import subprocess

from program import PROGRAM, ROOT, run
from test_store import KEY, Store


def commands():
    """Every command, by its path, as the manual names them."""
    return [line[7:].split("\\fR")[0].replace("\\-", "-") for line in run("manual")[0].splitlines() if line.startswith(".SS \\fB")]


def in_shell(folder, shell, script, *arguments):
    """What a shell prints that has read its completion; the command is in its PATH."""
    (folder / "completion").write_text(run("completion", shell)[0])
    environment = {"HOME": str(folder), "PATH": f"{os.path.dirname(PROGRAM)}:{os.environ['PATH']}", "TERM": "dumb",
                   "INTEGRATION_GALLERY_DATABASE": "sqlite:///nowhere.db"}
    done = subprocess.run([shell, *arguments, script], capture_output=True, text=True, timeout=60, cwd=folder, env=environment)
    assert done.returncode == 0 and not done.stderr, done.stderr
    return done.stdout.split("\n")[:-1]


def test_bash_completes_commands_options_files_and_names(folder):
    (folder / "own.json").write_text("{}")

    def complete(*words):
        listed = " ".join(f"'{word}'" for word in ("integration-gallery", *words))
        return in_shell(folder, "bash", f". ./completion; COMP_WORDS=({listed}); COMP_CWORD={len(words)}; _integration_gallery; "
                        'printf "%s\\n" "${COMPREPLY[@]}"', "--norc", "-c")

    assert {"list", "keys", "migrate-to", "--database"} <= set(complete(""))
    assert complete("mig") == ["migrate-to"]
    assert set(complete("keys", "re")) == {"rewrap", "reseal"}
    assert complete("--json", "keys", "rotate", "--comp") == ["--compromised"]
    assert complete("lint", "o") == ["own.json"] and complete("set", "jira", "/a", "--file", "o") == ["own.json"]
    assert complete("show", "ji") == ["jira"] and complete("history", "list", "click") == ["clickup"]
    assert complete("list", "--project", "") == [""]


def test_zsh_and_fish_complete_too(folder):
    for shell in ("zsh", "fish"):
        if not shutil.which(shell):
            print(f"skipped: completion of {shell}: {shell} is not installed")
    if shutil.which("zsh"):
        stand_in = '_describe() { [[ $1 == -o ]] && shift; eval "print -rl -- \\"\\${${2}[@]}\\""; }; _files() { print files; }; ' \
                   "_message() { print value; }; compdef() { :; }; "

        def zsh(*words):
            listed = " ".join(f"'{word}'" for word in ("integration-gallery", *words))
            return in_shell(folder, "zsh", f"{stand_in} . ./completion; words=({listed}); CURRENT={len(words) + 1}; _integration_gallery", "-f", "-c")

        assert any(line.startswith("migrate-to:Copy") for line in zsh("")) and "jira" in zsh("show", "")
        assert any(line.startswith("--compromised:") for line in zsh("keys", "rotate", "--c"))
        assert zsh("lint", "--older", "") == ["files"] and zsh("list", "--project", "") == ["value"]
    if shutil.which("fish"):
        def fish(line):
            return [found.split("\t")[0] for found in in_shell(folder, "fish", f"source ./completion; complete -C '{line}'", "--no-config", "-c")]

        assert fish("integration-gallery migr") == ["migrate-to"]
        assert {"rewrap", "reseal"} <= set(fish("integration-gallery keys re")) and "jira" in fish("integration-gallery show ji")
        assert "--compromised" in fish("integration-gallery keys rotate --comp")


def test_an_unknown_shell_is_refused(_):
    assert "bash, zsh and fish" in run("completion", "tcsh", code=2)[1]


def test_the_manual_has_every_command_and_no_fault(folder):
    page = folder / "integration-gallery.1"
    page.write_text(run("manual")[0])
    done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", str(page)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and not done.stderr, done.stderr
    shown = re.sub(r"\x1b\[[0-9;]*m|.\x08", "", done.stdout)
    for word in ("keys rotate", "migrate-to", "--if-revision", "INTEGRATION_GALLERY_KEY_FILE", "EXIT STATUS", "/etc/app/gallery.key"):
        assert word in shown, word
    with open(os.path.join(ROOT, "examples/command/GUIDE.md"), encoding="utf-8") as file:
        guide = file.read()
    assert len(commands()) > 25
    for name in commands():
        assert f"`{name}" in guide or f"`{name.split()[0]}" in guide, name


def test_settings_are_checked_and_removed(folder):
    store = Store(folder)
    assert "required" in store("settings", "check", "clickup", code=1)
    asked = json.loads(run("settings", "check", "clickup", *store.options, "--json", code=1)[0])
    assert asked["ok"] is False and asked["issues"][0]["pointer"].startswith("/authentication")
    update = {"authentication": {"method": "apikey", "apiKey": KEY}, "syncSettings": {"direction": "sideways"}}
    said = store("settings", "check", "clickup", "--file", "-", given=json.dumps(update), code=1)
    assert "/syncSettings/direction" in said
    del update["syncSettings"]
    assert "nothing was stored" in store("settings", "check", "clickup", "--file", "-", given=json.dumps(update))
    assert store.settings()["revision"] == 0
    store("settings", "check", "clickup", "--file", "-", given="[]", code=2)
    store("settings", "check", "nowhere", code=3)
    store("set", "clickup", "", given=json.dumps({**update, "enabled": True}))
    assert "is complete" in store("settings", "check", "clickup") and json.loads(store("settings", "check", "clickup", "--json"))["ok"]

    assert "confirm" in store("remove", "clickup", code=2) and "confirm" in store("remove", "clickup", "--confirm", "jira", code=2)
    store("remove", "clickup", "--confirm", "clickup", "--if-revision", "7", code=3)
    assert store.settings()["enabled"] is True
    assert "is off" in store("remove", "clickup", "--confirm", "clickup")
    left = store.settings()
    assert left["enabled"] is False and left["secrets"]["/authentication/apiKey"]["set"] is False
    assert json.loads(store("remove", "clickup", "--confirm", "clickup", "--json"))["revision"] == left["revision"]
    assert "apikey" in store("history", "show", "clickup", 1)


def test_every_command_answers_in_json(folder):
    store = Store(folder)
    (folder / "update.json").write_text(json.dumps({"authentication": {"method": "apikey", "apiKey": KEY}}))
    (folder / "own.json").write_text(run("show", "jira", "--json")[0])
    (folder / "key.txt").write_text(KEY)
    asked = {
        "lint": (folder / "own.json",),
        "list": (), "show": ("clickup",), "set": ("clickup", "", "--file", folder / "update.json"), "enable": ("clickup",),
        "compare": ("clickup", "/authentication/apiKey", "--file", folder / "key.txt"),
        "disable": ("clickup",), "settings check": ("clickup",), "what-breaks": (), "check": (),
        "keys list": (), "keys generate": (folder / "made.key",), "keys rotate": (), "keys rewrap": (), "keys reseal": (), "keys doctor": (),
        "history list": ("clickup",), "history show": ("clickup", 1), "history diff": ("clickup", 1), "history restore": ("clickup", 1),
        "history verify": (), "history retain": ("--older-than", 36500),
        "export": (folder / "project.igx", "--seal-key", store.key),
        "import-store": (folder / "project.igx", "--seal-key", store.key, "--overwrite"),
        "backup": (folder / "copy.db",), "migrate-to": (f"sqlite://{folder}/moved.db",), "remove": ("clickup", "--confirm", "clickup"),
        "keys shred": ("--confirm", "apollo"),
    }
    texts = {"header", "import", "completion", "manual", "serve"}  # a text, several files, or a test of its own
    assert set(asked) | texts >= set(commands()), set(commands()) - set(asked) - texts
    for name, arguments in asked.items():
        out, problem = run(*name.split(), *arguments, "--json", *store.options)
        assert out.count("\n") == 1 and json.loads(out) is not None and not problem, (name, out, problem)
