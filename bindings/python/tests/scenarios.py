"""Passes the scenarios of bindings/scenarios, whose form their GUIDE.md describes."""

import json
import os
import tempfile
import threading
from datetime import datetime, timezone

import integration_gallery as ig
from integration_gallery import _callbacks

FOLDER = os.path.join(os.environ["IG_SOURCE_DIR"], "bindings/scenarios")


def read(name):
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        return json.load(file)


MANIFESTS = read("manifests.json")


class Broken(Exception):
    """What did not come of a step."""


class Host:
    """Callbacks that behave as a scenario says, and keep what they are given."""

    def __init__(self, step):
        self.step = step
        self.calls = {}

    def note(self, callback, call):
        self.calls.setdefault(callback, []).append(call)

    def behave(self, callback, what, status, message):
        said = self.step[callback].get(what, self.step[callback].get("*"))
        if said == "fails":
            raise ig.errors.CLASSES[status](message)
        if said == "throws":
            raise RuntimeError("a canary sang")
        return said

    def authorize(self, project, subject, permissions, action, integration):
        self.note("authorizer", {"project": project, "subject": subject, "permissions": permissions, "action": action,
                                 "integration": integration})
        said = self.behave("authorizer", action, 11, "The directory is down.")
        return {"nonsense": "yes", "no": False}.get(said, True)

    def record(self, record):
        self.note("audit", record)
        self.behave("audit", record["kind"], 11, "The log is full.")

    def write(self, level, message, fields):
        self.note("logger", {"level": level, "message": message, "fields": fields})
        self.behave("logger", message, 11, "")

    def keys(self):
        said = self.behave("key_provider", "keys", 10, "The key service is closed.")
        return [] if said == "nonsense" else ("k2", ["k1", "k2"])

    def _turn(self, operation, key_id, data):
        self.note("key_provider", {"operation": operation, "key_id": key_id})
        said = self.behave("key_provider", operation, 10, "The key service is closed.")
        return None if said == "nonsense" else bytes(byte ^ 0x5A for byte in data)

    def wrap(self, key_id, data, label, timeout):
        return self._turn("wrap", key_id, data)

    def unwrap(self, key_id, data, label, timeout):
        return self._turn("unwrap", key_id, data)

    def arguments(self):
        functions = {"authorizer": self.authorize, "audit": self.record, "logger": self.write, "key_provider": self}
        return {name: function if isinstance(self.step[name], dict) else self.step[name]
                for name, function in functions.items() if name in self.step}


def find(root, pointer):
    for segment in pointer.split("/")[1:]:
        segment = segment.replace("~1", "/").replace("~0", "~")
        if isinstance(root, dict):
            root = root[segment]
        elif segment.startswith("["):
            member, _, value = segment[1:-1].partition("=")
            root = next(one for one in root if as_text(find(one, "/" + member)) == value)
        else:
            root = root[int(segment)]
    return root


def as_text(value):
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def size(value):
    return value if isinstance(value, (int, float)) else len(value)


class World:
    def __init__(self, folder, parent=None, branch=""):
        self.variables = {"${folder}": folder, "${data}": os.path.join(FOLDER, "data"), "${branch}": str(branch)}
        self.galleries = dict(parent.galleries) if parent else {}
        self.hosts = dict(parent.hosts) if parent else {}
        self.objects, self.results, self.folder = {}, {}, folder

    def close(self):
        for one in [*self.objects.values(), *self.galleries.values()]:
            one.close()

    def substitute(self, step):
        text = json.dumps(step)
        for variable, value in self.variables.items():
            text = text.replace(variable, value)
        return json.loads(text)

    def text(self, value):
        return value["$broken"] + "\ud800" if isinstance(value, dict) else value

    def document(self, value):
        if isinstance(value, dict):
            if "$text" in value:
                return value["$text"]
            if "$bytes" in value:
                return bytes.fromhex(value["$bytes"])
            if "$result" in value:
                return self.results[value["$result"]]
        return value

    def get(self, step):
        return self.objects[step.get("session", "s")]

    def do(self, step):
        return getattr(self, step["do"].replace(".", "_"))(step)

    def library_info(self, step):
        return {"version": ig.version(), "abi_revision": ig.abi_revision()}

    def library_status_name(self, step):
        return ig.status_name(step["value"])

    def manifests(self, step):
        return [MANIFESTS[one] if isinstance(one, str) else one for one in step.get("manifests", [])]

    def gallery_open(self, step):
        options = {}
        if "store" in step:
            base = os.path.join(self.folder, step["store"])
            options = {"database.url": f"sqlite://{base}.db", "database.synchronous": "false"}
            if "key_provider" not in step:
                options.update({"key.file": base + ".key", "key.create": "true"})
            if "shipped" not in step:
                options["catalog.shipped"] = "false"
        options.update(step.get("options", {}))
        host = Host(step)
        gallery = ig.Gallery(options, manifests=self.manifests(step), **host.arguments())
        self.galleries[step.get("as", "g")], self.hosts[step.get("as", "g")] = gallery, host

    def gallery_what_breaks(self, step):
        return self.of(step).what_breaks(step.get("options"), manifests=self.manifests(step), project=step.get("project"))

    def gallery_close(self, step):
        self.galleries[step["of"]].close()

    def session_new(self, step):
        session = self.galleries[step.get("gallery", "g")].session(
            self.text(step.get("project", "apollo")), self.text(step.get("subject", "ada")), step.get("permissions", 7))
        self.objects[step.get("as", "s")] = session

    def session_close(self, step):
        self.objects[step["of"]].close()

    credentials_close = session_close

    def catalog_list(self, step):
        return self.get(step).list(step.get("language", "en"))

    def settings_get(self, step):
        return self.get(step).get(self.text(step["integration"]))

    def settings_put(self, step):
        return self.get(step).put(self.text(step["integration"]), self.document(step["document"]), if_revision=step.get("if_revision"))

    def settings_check(self, step):
        return self.get(step).check(self.text(step["integration"]), self.document(step["document"]), if_revision=step.get("if_revision"))

    def settings_changes(self, step):
        return self.get(step).changes(step.get("after", 0), limit=step.get("limit", 0))

    def settings_set_enabled(self, step):
        return self.get(step).set_enabled(self.text(step["integration"]), step["enabled"])

    def settings_remove(self, step):
        return self.get(step).remove(self.text(step["integration"]), if_revision=step.get("if_revision"))

    def credentials_acquire(self, step):
        credentials = self.objects[step.get("as", "c")] = self.get(step).credentials(step["integration"], step["purpose"])
        return {"enabled": credentials.enabled, "method": credentials.method, "revision": credentials.revision,
                "settings": credentials.settings, "fields": {pointer: credentials[pointer] for pointer in credentials.fields}}

    def credentials_compare(self, step):
        return self.get(step).is_secret(step["integration"], step["pointer"], step["value"], step["purpose"])

    def credentials_field(self, step):
        return self.objects[step["of"]].secret(step["pointer"])

    def http_handle(self, step):
        request = step["request"]
        body = request.get("body", "")
        body = body.encode() if isinstance(body, str) else self.document(body)
        response = self.get(step).handle(ig.Request(request["method"], request["target"], request.get("fields", []), body))
        try:
            parsed = json.loads(response.body)
        except ValueError:
            parsed = None
        return {"status": response.status, "fields": [list(one) for one in response.fields],
                "body": response.body.decode(errors="replace"), "json": parsed}

    def http_classify(self, step):
        return self.get(step).classify(ig.Request(**step["request"]))

    def history_list(self, step):
        return self.get(step).history(self.text(step["integration"]), limit=step.get("limit", 0), before=step.get("before", 0))

    def history_get(self, step):
        return self.get(step).version(self.text(step["integration"]), step["revision"])

    def history_diff(self, step):
        return self.get(step).difference(self.text(step["integration"]), step["from"], step["to"])

    def history_restore(self, step):
        return self.get(step).restore(self.text(step["integration"]), step["revision"], if_revision=step.get("if_revision"))

    def of(self, step):
        return self.galleries[step.get("of", "g")]

    def history_verify(self, step):
        head = step.get("head")
        return self.of(step).verify_history(self.text(step["project"]), head and (head["sequence"], head["hash"]))

    def history_retain(self, step):
        before = step["before_ms"]
        if isinstance(before, int):
            before = datetime.fromtimestamp(before / 1000, timezone.utc)
        return self.of(step).retain_history(self.text(step["project"]), before, step["keep"], step.get("subject", ""))

    def moved(self, step, *names):
        return {name: step[name] for name in names if name in step}

    def store_export(self, step):
        return self.of(step).export_to(step["path"], **self.moved(step, "project", "subject", "key_file", "passphrase"))

    def store_import(self, step):
        return self.of(step).import_from(step["path"], **self.moved(step, "subject", "key_file", "passphrase", "on_conflict", "dry_run"))

    def store_backup(self, step):
        self.of(step).back_up(step["path"])

    def job(self, step, function):
        progress = (lambda *_: step["progress"] == "yes") if "progress" in step else None
        return function(step["options"], subject=step.get("subject", ""), progress=progress)

    def keys_rotate(self, step):
        return self.job(step, self.of(step).rotate_keys)

    def keys_rewrap(self, step):
        return self.job(step, self.of(step).rewrap_keys)

    def keys_reseal(self, step):
        return self.job(step, self.of(step).reseal)

    def keys_doctor(self, step):
        return self.of(step).doctor(step.get("project"))

    def keys_shred(self, step):
        self.of(step).shred(self.text(step["project"]), subject=step.get("subject", ""))

    def callbacks_calls(self, step):
        return self.hosts[step["of"]].calls.get(step["callback"], [])

    def together(self, step):
        failures = []

        def branch(number):
            try:
                World(self.folder, self, number).run(step["steps"])
            except BaseException as failure:
                failures.append(failure)

        threads = [threading.Thread(target=branch, args=(number,)) for number in range(step["times"])]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]

    def expect(self, value, expectations):
        for kind, places in expectations.items():
            if kind in ("status", "code", "kind"):
                continue
            if kind == "missing":
                for pointer in places:
                    try:
                        find(value, pointer)
                    except (KeyError, IndexError, StopIteration):
                        continue
                    raise Broken(f"{pointer} is there")
                continue
            for pointer, wanted in places.items():
                at = find(value, pointer)
                holds = {"is": lambda: at == wanted, "same": lambda: at == self.results[wanted],
                         "holds": lambda: as_text(wanted) in as_text(at), "lacks": lambda: as_text(wanted) not in as_text(at),
                         "size": lambda: size(at) == wanted, "least": lambda: size(at) >= wanted}[kind]
                if not holds():
                    raise Broken(f"{pointer} is {at!r}: not {kind} {wanted!r}")

    def fails(self, failure, wanted):
        kind = wanted.get("kind")
        if isinstance(failure, ig.Error):
            if not failure.message or "canary" in failure.message + json.dumps(failure.detail):
                raise Broken(f"a bad message: {failure}")
            if kind and not (kind == "argument" and failure.status in ("invalid_argument", "not_found")
                             or kind == "thrown" and failure.code == "host-callback" and isinstance(failure.__cause__, RuntimeError)):
                raise Broken(f"{failure.code} is no {kind}")
            for member in ("status", "code"):
                if wanted.get(member, getattr(failure, member)) != getattr(failure, member):
                    raise Broken(f"the {member} is {getattr(failure, member)}")
            self.expect(failure.detail, wanted)
        elif not isinstance(failure, {"closed": ig.ClosedError, "type": TypeError, "argument": ValueError}.get(kind, ())):
            raise failure

    def run(self, steps):
        for given in steps:
            step = given if given["do"] == "together" else self.substitute(given)
            try:
                value = self.do(step)
            except (ig.Error, ValueError, TypeError) as failure:
                if step.get("may_fail") == "closed" and isinstance(failure, ig.ClosedError):
                    continue
                if "fails" not in step:
                    raise
                self.fails(failure, step["fails"])
                continue
            if "fails" in step:
                raise Broken(f"it succeeded: {step}")
            self.expect(value, step.get("expect", {}))
            if "as" in step:
                self.results[step["as"]] = value


def scenarios():
    for file in sorted(os.listdir(FOLDER)):
        for scenario in read(file).get("scenarios", []) if file.endswith(".json") else []:
            yield f"{file[:-5]}/{scenario['name']}", scenario


def play(scenario):
    with tempfile.TemporaryDirectory() as folder:
        world = World(folder)
        try:
            world.run(scenario["steps"])
        finally:
            world.close()
            world.objects.clear()
    if _callbacks.alive():
        raise Broken("the library kept a callback")
