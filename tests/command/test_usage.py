"""Help, version, and what is said to wrong arguments."""

import json
import os
import pty
import subprocess

from program import PROGRAM, ROOT, manifest, run


def test_help_and_version_end_well(_):
    out, _ = run("--help")
    for name in ("lint", "import"):
        assert name in out and "Usage:" in run(name, "--help")[0]
    assert run("--version")[0].strip()


def test_wrong_arguments_end_with_two(_):
    for arguments in ((), ("nonsense",), ("lint",), ("lint", "--nonsense"), ("import", "x")):
        out, problem = run(*arguments, code=2)
        assert not out and problem.startswith("integration-gallery: ") and problem.count("\n") == 1, problem
        assert "--help" in problem, problem
        document = json.loads(run(*arguments, "--json", code=2)[1])
        assert "integration-gallery: " + document["detail"] + "\n" == problem, document


def test_what_was_meant_is_named(_):
    for arguments, meant in ((("migrate",), "did you mean migrate-to?"), (("shwo",), "did you mean show?"),
                             (("rotate",), "did you mean keys rotate?"), (("keys", "rotat"), "did you mean keys rotate?"),
                             (("keys",), "integration-gallery keys --help lists them"), ((), "Name a command"),
                             (("lint", "x", "--odler", "y"), "There is no option --odler here; did you mean --older?"),
                             (("lint", "x", "--projct=p"), "did you mean --project?"), (("lint",), "FILE is required"),
                             (("qqqqqq",), "There is no command of that name: integration")):
        problem = run(*arguments, code=2)[1]
        assert meant in problem, problem


def test_what_is_too_much_is_not_repeated(_):
    # It may be a secret that somebody gave as an argument.
    for arguments in (("set", "clickup", "/authentication/apiKey", "CANARY"), ("CANARY",), ("keys", "CANARY"), ("list", "--key=CANARY"),
                      ("list", "--CANARY"), ("set", "clickup", "/authentication/apiKey", "--canary-CANARY")):
        assert "CANARY" not in run(*arguments, code=2)[1], arguments


def test_a_password_is_no_argument(folder):
    store = "mysql://gallery:CANARY@127.0.0.1:1/gallery"
    for arguments in (("check", "--database", store), ("check", f"--database={store}"), ("migrate-to", store, "--database", "sqlite:///x")):
        out, problem = run(*arguments, code=2)
        assert not out and "--database-file" in problem and "CANARY" not in problem, problem
    key = folder / "key"
    run("keys", "generate", key)
    (folder / "url").write_text(store + "\n")
    from_file = ("list", "--project", "p", "--key-file", key, "--database-file", folder / "url")
    assert "CANARY" not in run(*from_file, code=4)[1]  # it was asked, and is not there
    assert "CANARY" not in run("list", "--project", "p", "--key-file", key, code=4, INTEGRATION_GALLERY_DATABASE=store)[1]
    run("migrate-to", "--url-file", "-", "--database-file", folder / "url", given=f"sqlite://{folder}/new.db", code=4)
    (folder / "url").write_text("CANARY")
    assert "CANARY" not in run(*from_file, code=2)[1]
    run("migrate-to", "--database", "sqlite:///x", code=2)


def test_guide_and_help_name_the_same_commands(_):
    with open(os.path.join(ROOT, "examples/command/GUIDE.md"), encoding="utf-8") as file:
        guide = file.read()
    out, _ = run("--help")
    listed = [line.split()[0] for line in out.partition("Subcommands:")[2].splitlines() if line.strip()]
    assert listed
    for name in listed:
        assert f"`{name}" in guide, name
    for name in ("--database", "--database-file", "--key-file", "--project", "--manifests", "--host-model", "--json"):
        assert name in out and name in guide, name


def test_colours_are_for_terminals_that_want_them(folder):
    file = folder / "bad.json"
    file.write_text("{}")

    def on_terminal(**environment):
        ours, theirs = pty.openpty()
        process = subprocess.Popen([PROGRAM, "lint", str(file)], stdout=theirs, stderr=subprocess.DEVNULL,
                                   stdin=subprocess.DEVNULL, env={**os.environ, "TERM": "xterm", **environment})
        os.close(theirs)
        said = b""
        try:
            while more := os.read(ours, 65536):
                said += more
        except OSError:  # how Linux says that the other end is closed
            pass
        os.close(ours)
        assert process.wait(timeout=60) == 1
        return said

    assert b"\x1b[31m" in on_terminal(NO_COLOR="")
    assert b"\x1b" not in on_terminal(NO_COLOR="1") and b"\x1b" not in on_terminal(TERM="dumb", NO_COLOR="")
    assert "\x1b" not in run("lint", file, code=1)[0]


def test_a_full_disk_is_no_success(_):
    with open("/dev/full", "w") as full:
        done = subprocess.run([PROGRAM, "lint", manifest("jira")], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2 and "standard output" in done.stderr
