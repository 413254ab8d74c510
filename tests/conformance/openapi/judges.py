"""One function per judge: raises AssertionError with the findings, or gives one line about what it saw."""

import json
import os
import re
import socket
import subprocess
import sys
import time

import tools

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.append(os.path.join(HERE, "..", "http"))
import cases  # noqa: E402
import client  # noqa: E402

LONG = os.environ.get("IG_TEST_LONG") == "1"


def spectral(running, description, document):
    done = tools.run(tools.node("spectral"), "lint", description, "--ruleset", os.path.join(HERE, "spectral.yaml"),
                     "--fail-severity", "hint")
    assert done.returncode == 0 and "No results" in done.stdout, done.stdout
    return "no finding"


def redocly(running, description, document):
    done = tools.run(tools.node("redocly"), "lint", os.path.basename(description), "--extends", "recommended-strict",
                     cwd=os.path.dirname(description))
    assert done.returncode == 0 and "warning" not in done.stdout.lower(), done.stdout
    return "no finding"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Watching(client.Host):
    """Asks through the proxy, and keeps what it says of the answers."""

    validated = 0
    violations = ()

    def raw(self, data, head=False):
        answer = super().raw(data, head)
        found = json.loads(answer.field("sl-violations") or "[]")
        if any("not found" in item["message"] for item in found):
            return answer  # beside the API: the page
        self.validated += 1
        of_answer = [item for item in found if item["location"][0] == "response"]
        if of_answer:
            self.violations += ((data.split(b"\r\n")[0].decode("latin-1"), answer.status, of_answer),)
        return answer


def prism(running, description, document):
    # It knows paths from the document alone, where the host's mount does not stand.
    whole = {**document, "paths": {"/api/v1" + path: item for path, item in document["paths"].items()}}
    del whole["servers"]
    # How callers sign in is the host's; whoever reaches this one is signed in.
    del whole["security"]
    with open(description.replace(".json", "-prism.json"), "w") as file:
        json.dump(whole, file)
    port = free_port()
    with open(description.replace(".json", "-prism.log"), "w") as log:
        proxy = subprocess.Popen([tools.node("prism"), "proxy", file.name, f"http://127.0.0.1:{running.port}", "--port", str(port)],
                                 stdout=log, stderr=log, env=tools.ENVIRONMENT)
    try:
        watching = Watching("127.0.0.1", port, "")
        wait_for(watching)
        # What the cases assert is for a client without a proxy in between, which decodes and adds fields.
        for case in cases.CASES:
            try:
                case(watching)
            except (AssertionError, KeyError, ValueError, OSError, IndexError, TypeError, AttributeError):
                pass
        for method, path, fields, body in every_operation(document):
            watching.ask(method, "/api/v1" + path, fields, body)
    finally:
        proxy.terminate()
        proxy.wait()
    assert not watching.violations, "\n".join(map(str, watching.violations))
    assert watching.validated >= 40, f"only {watching.validated} answers were looked at"
    return f"{watching.validated} answers as described"


def wait_for(watching):
    for _ in range(600):
        try:
            watching.ask("GET", "/api/v1/health/live")
            return
        except (OSError, AssertionError):
            time.sleep(0.1)
    raise AssertionError("the proxy did not start")


JSON = ("Content-Type", "application/json")
OWN = ("X-Integration-Gallery", "1")
SETTINGS = '{"enabled":true,"authentication":{"method":"apikey","apiKey":"through-prism"}}'
BODIES = {"putSettings": [SETTINGS, "{}", "{", '{"enabled":3}'], "patchSettings": ['{"enabled":false}', "[]"],
          "putCredentials": ['{"/authentication/apiKey":{"value":"again"}}', '{"/nowhere":{"clear":true}}']}


def every_operation(document):
    """Each operation on a known and an unknown integration, in each view, with bodies that are good and bad."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method == "parameters" or method == "delete":
                continue
            kind = "application/merge-patch+json" if method == "patch" else "application/json"
            for body in BODIES.get(operation["operationId"], [""]):
                for name in ("clickup", "jira", "nowhere"):
                    for query in ("", "?view=full&language=de", "?view=odd", "?dry_run=true", "?dry_run=true&view=full",
                                  "?limit=2", "?limit=2&view=full", "?state=on&q=a"):
                        yield method.upper(), path.replace("{name}", name) + query, [("Content-Type", kind), OWN], body
    for path in document["paths"]:
        yield "DELETE", path.replace("{name}", "clickup"), [OWN], ""


def schemathesis(running, description, document):
    open_to_all = {**document}
    del open_to_all["security"]  # as with Prism: nothing that a request could show to sign in
    del open_to_all["servers"]
    with open(description.replace(".json", "-open.json"), "w") as file:
        json.dump(open_to_all, file)
    done = tools.run(tools.python("schemathesis"), "run", file.name, "--url", f"http://127.0.0.1:{running.port}/api/v1",
                     "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,"
                     "response_headers_conformance,response_schema_conformance,unsupported_method",
                     "--max-examples", "200" if LONG else "20", "--seed", "1", "--no-color", "-H", "X-Integration-Gallery: 1",
                     cwd=os.path.dirname(description))
    generated = re.search(r"(\d+) generated", done.stdout)
    assert done.returncode == 0 and generated, done.stdout
    assert int(generated.group(1)) > 300, done.stdout
    return f"{generated.group(1)} requests, no server error and no undeclared answer"


METRICS = """
import sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families
families = {family.name: family for family in text_string_to_metric_families(sys.stdin.read())}
requests = families["ig_http_requests"]
assert requests.type == "counter", requests.type
durations = families["ig_http_request_seconds"]
assert durations.type == "histogram" and durations.unit == "seconds", (durations.type, durations.unit)
answered = {}
for sample in requests.samples:
    answered[sample.labels["route"]] = answered.get(sample.labels["route"], 0) + sample.value
measured = {sample.labels["route"]: sample.value for sample in durations.samples if sample.name.endswith("_count")}
assert answered == measured, (answered, measured)
assert answered["/api/v1/integrations/{name}"] > 0
print(f"{len(families)} families, {int(sum(answered.values()))} requests counted")
"""


def metrics(running, description, document):
    running.ask("GET", "/api/v1/integrations/clickup")
    status, fields, body = running.ask("GET", "/api/v1/metrics")
    assert status == 200 and fields["content-type"].startswith("application/openmetrics-text; version=1.0.0"), fields
    done = subprocess.run([tools.python(), "-c", METRICS], input=body.decode(), stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout
    return done.stdout.strip()
