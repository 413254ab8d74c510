"""import: what is written, what is reported, exit codes."""

import json

from program import run

AIRBYTE = [
    {"name": "Postgres", "dockerRepository": "airbyte/source-postgres", "spec": {"connectionSpecification": {
        "title": "Postgres Source Spec", "type": "object", "required": ["host", "password"],
        "properties": {"host": {"type": "string"}, "password": {"type": "string", "airbyte_secret": True}}}}},
    {"name": "Postgres", "dockerRepository": "airbyte/destination-postgres", "spec": {"connectionSpecification": {
        "title": "Postgres Destination Spec", "type": "object", "properties": {"host": {"type": "string"}}}}},
    {"name": "Broken", "dockerRepository": "airbyte/source-broken", "spec": {"connectionSpecification": 7}},
]
NANGO = """
example:
    display_name: Example
    categories:
        - crm
    auth_mode: API_KEY
    proxy:
        base_url: https://api.example.com
    docs: https://docs.example.com
"""


def written(folder):
    return {path.name: json.loads(path.read_text()) for path in sorted(folder.iterdir())}


def test_each_integration_becomes_a_file_that_lints(folder):
    (folder / "registry.json").write_text(json.dumps(AIRBYTE))
    out, _ = run("import", folder / "registry.json", "--output", folder / "new" / "manifests")
    files = written(folder / "new" / "manifests")
    assert list(files) == ["postgres-destination.json", "postgres-source.json"], list(files)
    password = files["postgres-source.json"]["settings"]["authentication"]["properties"]["password"]
    assert password["writeOnly"] is True
    assert "2 of 3 entries imported from airbyte" in out and "skipped" in out
    run("lint", *(folder / "new" / "manifests").iterdir())


def test_the_report_for_programs_is_one_document(folder):
    report = json.loads(run("import", "-", "--output", folder, "--json", given=json.dumps(AIRBYTE))[0])
    assert report["format"] == "airbyte" and report["entries"] == 3 and report["skipped"] == 1
    assert [entry["name"] for entry in report["imported"]] == ["postgres-source", "postgres-destination"]


def test_yaml_of_nango_is_read(folder):
    out, _ = run("import", "-", "--output", folder, given=NANGO)
    assert list(written(folder)) == ["example.json"] and "imported from nango" in out


def test_importing_twice_changes_nothing(folder):
    for _ in range(2):
        run("import", "-", "--output", folder, given=NANGO)
    assert list(written(folder)) == ["example.json"]


def test_a_changed_file_is_replaced_by_force_only(folder):
    (folder / "postgres-source.json").write_text("{}")
    problem = run("import", "-", "--output", folder, code=2, given=json.dumps(AIRBYTE))[1]
    assert "--force" in problem and list(written(folder)) == ["postgres-source.json"]
    run("import", "-", "--output", folder, "--force", given=json.dumps(AIRBYTE))
    assert len(written(folder)) == 2 and written(folder)["postgres-source.json"]


def test_nothing_imported_is_one_and_a_strange_file_is_two(folder):
    out, _ = run("import", "-", "--output", folder / "none", code=1, given=json.dumps(AIRBYTE[2:]))
    assert "0 of 1 entry imported" in out and not (folder / "none").exists()
    for strange in ("", "hello", "{", "[]", "\0", '{"a": 1}'):
        run("import", "-", "--output", folder / "none", code=2, given=strange)


def test_a_folder_that_cannot_be_made_is_said(folder):
    (folder / "file").write_text("")
    assert "file" in run("import", "-", "--output", folder / "file", code=2, given=NANGO)[1]
