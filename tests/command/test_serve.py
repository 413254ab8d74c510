"""The page and the REST API, for a quick look."""

import json
import os
import signal
import subprocess
import urllib.error
import urllib.request

from program import LIMIT, PROGRAM, run
from test_store import KEY, Store


class Serving:
    """The command while it serves; `address` is that of the page."""

    def __init__(self, folder, *options):
        own = {name: value for name, value in os.environ.items() if not name.startswith("INTEGRATION_GALLERY_")}
        self.process = subprocess.Popen([PROGRAM, "serve", "--port", "0", "--json", *map(str, options)], stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True, env={**own, "TMPDIR": str(folder)})

    def __enter__(self):
        self.told = json.loads(self.process.stdout.readline())
        self.address = self.told["address"]
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        out, problem = self.process.communicate(timeout=LIMIT)
        assert self.process.returncode == 0 and not out and not problem, (out, problem)

    def ask(self, path, method="GET", document=None):
        body = None if document is None else json.dumps(document).encode()
        origin = "/".join(self.address.split("/")[:3])
        request = urllib.request.Request(self.address.replace("/admin/integrations/", path), body, method=method,
                                         headers={"Content-Type": "application/json", "Origin": origin})
        with urllib.request.urlopen(request, timeout=LIMIT) as answer:
            return answer.read().decode()


def test_an_empty_store_is_served_and_gone_afterwards(folder):
    with Serving(folder) as serving:
        assert serving.told["temporary"] is True and "/projects/demo/" in serving.address
        assert "<!doctype html>" in serving.ask("/admin/integrations/").lower()
        assert len(json.loads(serving.ask("/api/v1/integrations"))) >= 30
        made = list(folder.iterdir())
        assert len(made) == 1 and made[0].stat().st_mode & 0o777 == 0o700
    assert not list(folder.iterdir())


def test_own_manifests_and_a_store_are_served(folder):
    store = Store(folder / "store")
    own = folder / "own"
    own.mkdir()
    (own / "own.json").write_text(json.dumps(json.loads(run("show", "jira", "--json")[0]) | {"name": "own", "displayName": "Own"}))
    (folder / "empty").mkdir()
    options = ("--manifests", own, *store.options[:4], "--project", "größer/1")
    with Serving(folder / "empty", *options) as serving:
        assert serving.told["temporary"] is False and serving.address.endswith("/projects/gr%C3%B6%C3%9Fer%2F1/admin/integrations/")
        assert '"own"' in serving.ask("/api/v1/integrations")
        said = serving.ask("/api/v1/integrations/clickup", "PUT", {"enabled": True, "authentication": {"method": "apikey", "apiKey": KEY}})
        assert KEY not in said
    assert not list((folder / "empty").iterdir())
    assert json.loads(run("show", "clickup", *store.options[:4], "--project", "größer/1")[0])["enabled"] is True


def test_what_cannot_be_served_is_said(folder):
    with Serving(folder) as serving:
        port = serving.address.split("/")[2].split(":")[1]
        assert "in use" in run("serve", "--port", port, code=2)[1]
    run("serve", "--port", "70000", code=2)
    run("serve", "--database", f"sqlite://{folder}/typo.db", "--key-file", folder / "no.key", code=4)
