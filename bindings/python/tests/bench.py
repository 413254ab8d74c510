"""Microseconds of a call, a list and an opening of credentials: the best of several rounds."""

import json
import tempfile
import time

import integration_gallery as ig
from integration_gallery._ig import lib


def best(function, count, rounds=15):
    def once():
        started = time.perf_counter()
        for _ in range(count):
            function()
        return (time.perf_counter() - started) / count * 1e6
    return min(once() for _ in range(rounds))


def main():
    with tempfile.TemporaryDirectory() as folder:
        options = {"database.url": f"sqlite://{folder}/bench.db", "key.file": f"{folder}/bench.key", "key.create": "true"}
        with ig.Gallery(options) as gallery, gallery.session("apollo", "ada") as session:
            session.put("clickup", {"enabled": True, "authentication": {"method": "apikey"},
                                    "secrets": {"/authentication/apiKey": {"value": "pk_1234567890_ABCDEFGHIJKLMNOP"}}})
            with session.credentials("clickup", "a benchmark") as credentials, credentials._handle as pointer:
                print(json.dumps({"name": "call", "value": best(lambda: lib.ig_credentials_revision(pointer), 50000)}), flush=True)
            print(json.dumps({"name": "list", "value": best(session.list, 200)}), flush=True)
            print(json.dumps({"name": "credentials", "value": best(lambda: session.credentials("clickup", "a benchmark").close(), 200)}))


main()
