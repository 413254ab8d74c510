"""lint: findings, formats, exit codes."""

import json
import os

from program import MANIFESTS, manifest, run


def changed(folder, name, change):
    with open(manifest("clickup"), encoding="utf-8") as file:
        document = json.load(file)
    change(document)
    path = folder / name
    path.write_text(json.dumps(document))
    return path


def unmark(document):
    del document["settings"]["authentication"]["oneOf"][0]["properties"]["apiKey"]["writeOnly"]


def test_shipped_manifests_are_clean(_):
    files = [manifest(name) for name in sorted(os.listdir(MANIFESTS)) if os.path.exists(manifest(name))]
    assert len(files) >= 30
    assert run("lint", *files)[0] == f"{len(files)} files, 0 errors, 0 warnings, 0 notes\n"


def test_an_error_gives_rule_place_advice_and_code_one(folder):
    bad = changed(folder, "bad.json", unmark)
    out, _ = run("lint", bad, manifest("jira"), code=1)
    assert "unmarked-secret at /settings/authentication/oneOf/0/properties/apiKey" in out and str(bad) in out, out
    assert "2 files, 1 error" in out, out


def test_programs_get_one_document(folder):
    bad = changed(folder, "bad.json", unmark)
    document = json.loads(run("lint", bad, manifest("jira"), "--json", code=1)[0])
    assert [entry["file"] for entry in document["files"]] == [str(bad), manifest("jira")]
    finding = document["files"][0]["findings"][0]
    assert finding["rule"] == "unmarked-secret" and finding["severity"] == "error" and document["errors"] == 1
    assert finding["advice"] and finding["message"] and document["files"][1]["findings"] == []


def test_an_unreadable_file_does_not_hide_the_others(folder):
    out, problem = run("lint", folder / "missing.json", changed(folder, "bad.json", unmark), code=2)
    assert "missing.json" in problem and "unmarked-secret" in out and "1 file, 1 error" in out
    assert "cannot read" in run("lint", folder, code=2)[1].lower()


def test_what_is_wrong_with_the_json_is_a_finding(_):
    assert "malformed-json" in run("lint", "-", code=1, given="{")[0]
    assert "duplicate-member" in run("lint", "-", code=1, given='{"a":1,"a":2}')[0]


def test_an_older_version_shows_what_breaks(folder):
    def demand(document):
        branch = document["settings"]["authentication"]["oneOf"][0]
        branch["properties"]["team"] = {"type": "string", "title": {"en": "Team", "de": "Team"}, "writeOnly": False}
        branch["required"].append("team")

    newer = changed(folder, "newer.json", demand)
    assert "breaking-change" not in run("lint", newer)[0]
    assert "breaking-change" in json.dumps(json.loads(
        run("lint", newer, "--older", manifest("clickup"), "--json", code=1)[0]))
    run("lint", newer, "--older", folder / "missing.json", code=2)


def test_a_file_cannot_steer_the_terminal(folder):
    def escape(document):
        document["settings"]["authentication"]["oneOf"][0]["properties"]["\x1b[2J\u009b"] = {"type": "string"}

    out, _ = run("lint", changed(folder, "bad.json", escape), code=1)
    assert "\\x1b[2J" in out and "\x1b" not in out and "\u009b" not in out
