"""What is the package's own: its errors, closing, garbage, memory, threads, asyncio, WSGI."""

import asyncio
import gc
import io
import json
import os
import resource
import tempfile
import threading

import integration_gallery as ig
from integration_gallery import _callbacks
from scenarios import MANIFESTS

PUT = {"enabled": True, "authentication": {"method": "bearer"}, "secrets": {"/authentication/token": {"value": "canary-1"}}}


def opened(folder, **arguments):
    return ig.Gallery({"database.url": f"sqlite://{folder}/main.db", "database.synchronous": "false", "key.file": f"{folder}/main.key",
                       "key.create": "true", "catalog.shipped": "false"}, manifests=[MANIFESTS["probe"]], **arguments)


def allow(*_):
    return True


def refuses(kind, function, *arguments, **named):
    try:
        function(*arguments, **named)
    except kind as failure:
        return failure
    raise AssertionError(f"no {kind.__name__}")


def test_it_is_the_installed_package(folder):
    assert "site-packages" in ig.__file__, ig.__file__
    library = os.path.join(os.path.dirname(ig.__file__), "libintegration_gallery_c.so.1")
    with open("/proc/self/maps", encoding="utf-8") as maps:
        assert any(line.rstrip().endswith(library) for line in maps), "another library is loaded"


def test_errors_are_classes_with_issues(folder):
    with opened(folder) as gallery, gallery.session("apollo") as session:
        failure = refuses(ig.ValidationError, session.put, "probe", {"syncSettings": {"minutes": 1}})
        assert failure.errors[0].pointer == "#/syncSettings/minutes" and failure.status == "validation"
        assert isinstance(refuses(ig.NotFound, session.get, "nowhere"), LookupError)
        assert isinstance(refuses(ig.Conflict, session.put, "probe", PUT, if_revision=3), ig.Error)


def test_a_callback_that_raises_is_the_cause(folder):
    def authorizer(*_):
        raise KeyboardInterrupt
    with opened(folder, authorizer=authorizer) as gallery, gallery.session("apollo", "ada") as session:
        failure = refuses(ig.Error, session.get, "probe")
        assert isinstance(failure.__cause__, KeyboardInterrupt)
        assert session.handle(ig.Request("GET", "/api/v1/integrations")).status == 500


def test_what_a_progress_function_raises_stops_the_job(folder):
    def progress(*_):
        raise KeyboardInterrupt
    with opened(folder) as gallery, gallery.session("apollo", "ada") as session:
        session.put("probe", PUT)
        refuses(KeyboardInterrupt, gallery.rotate_keys, {}, progress=progress)
        assert gallery.rotate_keys()["finished"]


def test_a_session_is_not_closed_under_its_own_call(folder):
    seen = []

    def authorizer(*_):
        try:
            session.close()
        except ig.ClosedError as failure:
            seen.append(failure)
        return True
    with opened(folder, authorizer=authorizer) as gallery:
        session = gallery.session("apollo", "ada")
        assert session.get("probe")["revision"] == 0 and seen
        session.close()


def test_callbacks_may_call_the_gallery(folder):
    def authorizer(project, subject, permissions, action, integration):
        if action == "config.read" and project == "apollo":
            with gallery.session("gemini", "ada") as other:
                return other.get("probe")["revision"] == 0
        return True
    gallery = opened(folder, authorizer=authorizer)
    with gallery, gallery.session("apollo", "ada") as session:
        assert session.get("probe")["revision"] == 0


def test_what_is_forgotten_is_released(folder):
    before = _callbacks.alive()
    gallery = opened(folder, authorizer=allow)
    gallery.session("apollo", "ada")
    assert _callbacks.alive() == before + 1
    del gallery
    gc.collect()
    assert _callbacks.alive() == before


def test_threads_may_share_and_close_a_session(folder):
    failures = []
    with opened(folder, authorizer=allow) as gallery:
        session = gallery.session("apollo", "ada")

        def work():
            try:
                for _ in range(200):
                    session.get("probe")
            except ig.ClosedError:
                pass
            except BaseException as failure:
                failures.append(failure)
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        session.close()
        for thread in threads:
            thread.join()
    assert not failures, failures


def test_other_threads_run_while_the_library_works(folder):
    ran = threading.Event()

    def authorizer(*_):
        threading.Thread(target=ran.set).start()
        return ran.wait(20)
    with opened(folder, authorizer=authorizer) as gallery, gallery.session("apollo", "ada") as session:
        session.get("probe")


def test_memory_stays_flat(folder):
    calls = 100_000
    with opened(folder, authorizer=allow) as gallery, gallery.session("apollo", "ada") as session:
        session.put("probe", PUT)
        request = ig.Request("GET", "/api/v1/health/live")

        def round_of_calls(count):
            for number in range(count // 10):
                for _ in range(6):
                    session.handle(request)
                session.get("probe")
                refuses(ig.NotFound, session.get, "nowhere")
                with gallery.session("gemini", "ada") as other:
                    refuses(TypeError, other.get, number)
                with session.credentials("probe", "a test") as credentials:
                    assert credentials["/authentication/token"] == "canary-1"
        round_of_calls(calls // 10)
        before = resident()
        round_of_calls(calls)
        grown = resident() - before
    print(f"python: {calls} calls, memory grew by {grown} KiB")
    assert grown < 2048, f"{grown} KiB"


def resident():
    gc.collect()
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize() // 1024


def test_asyncio_awaits(folder):
    async def main():
        async with opened(folder).async_session("apollo", "ada") as session:
            stored = await session.put("probe", PUT)
            cards, read = await asyncio.gather(session.list(), session.get("probe"))
            assert read == stored and cards[0]["enabled"]
            assert (await session.set_enabled("probe", False))["enabled"] is False
            with await session.credentials("probe", "a test") as credentials:
                assert credentials["/authentication/token"] == "canary-1"
            try:
                await session.get("nowhere")
            except ig.NotFound:
                return
            raise AssertionError
    asyncio.run(main())


def test_wsgi_and_asgi_answer(folder):
    with opened(folder, authorizer=allow) as gallery:
        environ = {"REQUEST_METHOD": "GET", "SCRIPT_NAME": "/p", "PATH_INFO": "/api/v1/integrations", "wsgi.input": io.BytesIO(),
                   "integration_gallery.caller": ig.Caller("apollo", "ada")}
        said = []
        body = b"".join(gallery.wsgi()(environ, lambda status, fields: said.append(status)))
        assert said == ["200 OK"] and json.loads(body)[0]["name"] == "probe"
        b"".join(gallery.wsgi(lambda environ: None)(environ, lambda status, fields: said.append(status)))
        assert said[1] == "401 Unauthorized"

        async def ask(scope_of):
            sent = []

            async def receive():
                return {"type": "http.request", "body": b""}

            async def send(message):
                sent.append(message)
            scope = {"type": "http", "method": "GET", "path": "/p/api/v1/integrations", "root_path": "/p", "headers": [], **scope_of}
            await gallery.asgi(authority="app.example")(scope, receive, send)
            return sent
        start, body = asyncio.run(ask({"integration_gallery.caller": ig.Caller("apollo", "ada")}))
        assert start["status"] == 200 and json.loads(body["body"])[0]["name"] == "probe"
        assert asyncio.run(ask({}))[0]["status"] == 401


def test_secrets_do_not_show(folder):
    with opened(folder) as gallery, gallery.session("apollo") as session:
        session.put("probe", PUT)
        credentials = session.credentials("probe", "a test")
        assert "canary" not in repr(credentials) + repr(vars(credentials))
        credentials.close()
        refuses(ig.ClosedError, credentials.secret, "/authentication/token")


def run(function):
    with tempfile.TemporaryDirectory() as folder:
        function(folder)


TESTS = {name[5:]: function for name, function in sorted(globals().items()) if name.startswith("test_")}
