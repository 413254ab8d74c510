"""header: what is made compiles without a warning and reads documents."""

import json
import os
import subprocess

from program import BUILD, LIMIT, MANIFESTS, manifest, run

HERE = os.path.dirname(os.path.abspath(__file__))
DOCUMENT = {
    "authentication": {"method": "apikey"},
    "dataMapping": {"entities": [{
        "local": "task", "remote": "issue", "direction": "inbound", "match": [{"local": "id", "remote": "key"}],
        "filter": {"not": {"all": [{"all": []}, {"field": "age", "operator": "less", "value": 7}]}},
        "fields": [{"local": "title", "remote": "name", "transformInbound": [{"operation": "trim"},
                                                                             {"operation": "truncate", "length": 9}]}]}]},
    "syncSettings": {"schedule": {"type": "interval", "every": "PT15M"}, "direction": "outbound", "limits": {"pageSize": 50}},
}


def compiler():
    with open(os.path.join(BUILD, "CMakeCache.txt"), encoding="utf-8") as file:
        found = [line.partition("=")[2].strip() for line in file if line.startswith("CMAKE_CXX_COMPILER:")]
    return found[0]


def compiled(folder, source, *options):
    done = subprocess.run([compiler(), "-std=c++20", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wsign-conversion",
                           "-Wshadow", "-Werror", "-I", folder, source, *options], capture_output=True, text=True,
                          timeout=5 * LIMIT)
    assert done.returncode == 0, done.stderr[:4000]


def read(program, which, document, code=0):
    done = subprocess.run([program, which], input=json.dumps(document), capture_output=True, text=True, timeout=LIMIT)
    assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
    return done.stdout + done.stderr


def test_headers_of_clickup_and_jira_read_documents(folder):
    for name in ("clickup", "jira"):
        run("header", manifest(name), "--output", folder / f"{name}.hpp")
    program = folder / "reads_settings"
    compiled(folder, os.path.join(HERE, "data/reads_settings.cpp"), "-o", program, "-lboost_json")

    assert read(program, "clickup", DOCUMENT).splitlines() == [
        "outbound 0", "every PT15M from previousStart", "page size 50, run time PT1H", "task to issue, 1 fields",
        "2 conditions, age less 7"]
    assert read(program, "clickup", {"authentication": {"method": "oauth2", "clientId": "x"}, "syncSettings": {}}) == "inbound 1\n"
    assert read(program, "jira", {"authentication": {"method": "apikey", "site": "a.example", "email": "b@a.example"}}) == "a.example\n"

    def refused(pointer, change, which="clickup"):
        document = json.loads(json.dumps(DOCUMENT))
        change(document)
        said = read(program, which, document, code=3)
        assert said.startswith(pointer + "|" + pointer + ": ") and "private" not in said, said

    refused("/authentication/site", lambda document: None, "jira")
    refused("/authentication", lambda document: document["authentication"].update(method="private"))
    refused("/syncSettings/direction", lambda document: document["syncSettings"].update(direction="private"))
    refused("/syncSettings/limits/pageSize", lambda document: document["syncSettings"]["limits"].update(pageSize=1.5))
    refused("/syncSettings/schedule/every", lambda document: document["syncSettings"]["schedule"].pop("every"))
    refused("/dataMapping/entities/0/fields/0/transformInbound/1/length",
            lambda document: document["dataMapping"]["entities"][0]["fields"][0]["transformInbound"][1].update(length="private"))
    refused("/dataMapping/entities/0/filter/not/all/1/field",
            lambda document: document["dataMapping"]["entities"][0]["filter"]["not"]["all"][1].pop("field") and
            document["dataMapping"]["entities"][0]["filter"]["not"]["all"][1].update(field=0))


def test_names_and_texts_of_any_kind_compile(folder):
    strange = {
        "manifestVersion": 1, "name": "1-class", "displayName": "X", "description": "X", "categories": ["crm"],
        "version": "1.0",
        "settings": {"authentication": {"type": "object", "properties": {
            "class": {"type": "string", "title": "ends in a backslash \\", "writeOnly": False},
            "Class": {"type": "boolean", "title": "two\nlines;\n#error"},
            "errno": {"type": ["integer", "null"]}, "1st-\u00e9\"": {"type": "number"}, "": {"type": "boolean"},
            "apiKey": {"type": "string", "writeOnly": True}, "fromJson": {"type": "boolean"},
            "labels": {"type": "object", "additionalProperties": {"type": "integer"}},
            "either": {"anyOf": [{"type": "integer"}, {"type": "boolean"}]},
            "words": {"enum": ["a b", "a-b", "", "delete", "\"\\"], "default": "a b"},
            "mixed": {"enum": [1, True]}, "free": True,
            "tree": {"$ref": "#/$defs/tree"}}, "required": ["tree"],
            "$defs": {"tree": {"type": "object", "required": ["children"], "properties": {
                "left": {"$ref": "#/$defs/tree"}, "children": {"type": "array", "items": {"$ref": "#/$defs/tree"}},
                "byName": {"type": "object", "additionalProperties": {"$ref": "#/$defs/tree"}}}}}},
            "dataMapping": {"type": "object"}, "syncSettings": {"type": "object"}}}
    (folder / "strange.json").write_text(json.dumps(strange))
    run("header", folder / "strange.json", "--output", folder / "strange.hpp")
    (folder / "uses.cpp").write_text("""#include "strange.hpp"
        using namespace integrations::n1_class;
        int use(const Settings& settings) {
            const auto& own = settings.authentication();
            static_assert(Authentication::api_key_secret == "/authentication/apiKey");
            static_assert(to_string(AuthenticationWords::a_b_2) == "a-b");
            static_assert(std::is_same_v<decltype(own.class_()), const std::optional<std::string>&>);
            static_assert(std::is_same_v<decltype(own.errno_()), std::optional<std::int64_t>>);
            static_assert(std::is_same_v<decltype(own.words()), AuthenticationWords>);
            static_assert(std::is_same_v<decltype(own.either()), const std::optional<boost::json::value>&>);
            const Tree* left = own.tree().left();
            return left == nullptr ? own.class_2().value_or(false) : static_cast<int>(left->children().size());
        }""")
    compiled(folder, folder / "uses.cpp", "-fsyntax-only")
    run("header", folder / "strange.json", "--namespace", "a::b_2", "--output", folder / "other.hpp")
    assert "namespace a::b_2 {" in (folder / "other.hpp").read_text()
    for wrong in ("a b", "::a", "a::", "a:b", "1", "a{"):
        assert "--namespace" in run("header", folder / "strange.json", "--namespace", wrong, code=2)[1]


def test_every_shipped_manifest_gives_a_header(folder):
    names = [name for name in sorted(os.listdir(MANIFESTS)) if os.path.exists(manifest(name))]
    for name in names:
        out, _ = run("header", manifest(name))
        assert out.count("class Settings {") == 1 and "namespace integrations::" in out
        (folder / f"{name}.hpp").write_text(out)
    chosen = names if os.environ.get("IG_TEST_LONG") == "1" else ["servicenow", "zendesk"]
    (folder / "all.cpp").write_text("".join(f'#include "{name}.hpp"\n' for name in chosen))
    compiled(folder, folder / "all.cpp", "-fsyntax-only")


def test_what_is_no_manifest_makes_no_header(folder):
    assert "displayName" in run("header", "-", code=3, given='{"manifestVersion": 1, "name": "x"}')[1]
    run("header", "-", code=2, given="{")
    run("header", folder / "missing.json", code=2)
    assert not list(folder.iterdir())
