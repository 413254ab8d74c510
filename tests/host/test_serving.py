"""What a running host answers."""

import json
import signal
import time

from host import KEY, Host, read_response

CLICKUP_ON = {"enabled": True, "authentication": {"method": "apikey", "apiKey": KEY}}


def test_page_and_api_answer_once_the_address_is_printed(host):
    status, fields, body = host.ask("GET", "/admin/integrations/")
    assert status == 200 and fields["content-type"].startswith("text/html"), (status, fields)
    assert b"<integration-gallery" in body
    assert "content-security-policy" in fields and "date" in fields
    assert host.ask("GET", "/")[1]["location"] == "/admin/integrations/"
    assert any("signed in as the administrator" in line for line in host.said)
    assert any("for the demo only" in line for line in host.said)


def test_list_has_exactly_the_members_of_the_specification(host):
    status, _, body = host.ask("GET", "/api/v1/integrations")
    cards = json.loads(body)
    assert status == 200 and len(cards) >= 8
    assert all(set(card) == {"name", "description", "enabled"} for card in cards), cards[0]
    clickup = next(card for card in cards if card["name"] == "clickup")
    assert clickup["description"] == "Import and sync data from ClickUp."


def test_settings_are_stored_masked_and_written_back_without_change(host):
    assert host.ask("PUT", "/api/v1/integrations/clickup", CLICKUP_ON)[0] == 200
    status, fields, body = host.ask("GET", "/api/v1/integrations/clickup")
    settings = json.loads(body)
    assert status == 200 and set(settings) == {"authentication", "dataMapping", "syncSettings"}
    assert settings["authentication"] == {"method": "apikey", "apiKey": "********"}
    again = host.ask("PUT", "/api/v1/integrations/clickup", settings)
    assert again[0] == 200 and again[1]["etag"] == fields["etag"]
    assert host.ask("PUT", "/api/v1/integrations/clickup", {"enabled": False}, ['If-Match: "stale"'])[0] == 412


def test_bad_input_has_its_status(host):
    put = lambda body, *headers: host.ask("PUT", "/api/v1/integrations/clickup", body, headers)
    assert host.ask("GET", "/api/v1/integrations/nowhere")[0] == 404
    assert put(b'{"enabled":')[0] == 400
    assert put(b'{"enabled":true,"enabled":false}')[0] == 400
    assert put(b'{"a":' * 40 + b"1" + b"}" * 40)[0] == 400
    assert put(b'{"authentication":"\xff"}')[0] == 400
    assert put(b'{"a":"' + b"x" * 300_000 + b'"}')[0] == 413
    assert put(b"a=1", "Content-Type: application/x-www-form-urlencoded")[0] == 415
    status, _, body = put({"colour": 1, "enabled": "yes"})
    pointers = {error["pointer"] for error in json.loads(body)["errors"]}
    assert status == 422 and pointers == {"#/colour", "#/enabled"}, body
    status, fields, _ = host.ask("POST", "/api/v1/integrations/clickup", {})
    assert status == 405 and "PUT" in fields["allow"], (status, fields)
    assert put({"enabled": False}, "Origin: http://evil.example", "Sec-Fetch-Site: cross-site")[0] == 403


def test_foreign_names_get_421_before_anything_else(host):
    for name in ("evil.example", f"evil.example:{host.port}", "127.0.0.1", "127.0.0.1:1", f"127.0.0.1.evil.example:{host.port}",
                 f"127.0.0.2:{host.port}", f"user@127.0.0.1:{host.port}", f"localhost:{host.port}0"):
        assert host.ask("GET", "/api/v1/integrations", host=name)[0] == 421, name
    for name in (f"127.0.0.1:{host.port}", f"localhost:{host.port}", f"LOCALHOST:{host.port}", f"[::1]:{host.port}"):
        assert host.ask("GET", "/api/v1/integrations", host=name)[0] == 200, name
    for head in ("GET / HTTP/1.1\r\n\r\n", f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{host.port}\r\nHost: evil.example\r\n\r\n",
                 f"GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:{host.port}\r\n\r\n"):
        with host.connect() as connection:
            connection.sendall(head.encode())
            assert read_response(connection.makefile("rb"))[0] == 421, head
    with host.connect() as connection:  # the body that was announced never comes
        connection.sendall(b"PUT /api/v1/integrations/clickup HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 999\r\n\r\n")
        assert read_response(connection.makefile("rb"))[0] == 421


def test_galleries_stand_under_a_prefix_for_each_project(host):
    assert host.ask("PUT", "/projects/apollo/api/v1/integrations/clickup", CLICKUP_ON)[0] == 200
    enabled = lambda mount: next(card["enabled"] for card in json.loads(host.ask("GET", mount + "/api/v1/integrations")[2])
                                 if card["name"] == "clickup")
    assert enabled("/projects/apollo") and not enabled("/projects/gemini")
    assert enabled("/projects/%61pollo")  # the same project, written otherwise
    assert host.ask("GET", "/projects/apollo/admin/integrations/")[0] == 200
    assert host.ask("GET", "/projects//api/v1/integrations")[0] == 404
    assert host.ask("GET", "/projects/%zz/api/v1/integrations")[0] == 404
    assert host.ask("GET", "/projects/caf%C3%A9/api/v1/integrations")[0] == 200


def test_head_has_the_length_of_get_and_no_body(host):
    get = host.ask("GET", "/api/v1/integrations")
    head = host.ask("HEAD", "/api/v1/integrations")
    assert head[0] == 200 and head[2] == b"" and head[1]["content-length"] == get[1]["content-length"]
    etag = get[1]["etag"]
    assert host.ask("GET", "/api/v1/integrations", headers=[f"If-None-Match: {etag}"])[0] == 304


def test_one_connection_carries_many_requests(host):
    line = f"GET /api/v1/health/live HTTP/1.1\r\nHost: 127.0.0.1:{host.port}\r\n\r\n".encode()
    with host.connect() as connection:
        stream = connection.makefile("rb")
        connection.sendall(line * 3)
        assert [read_response(stream)[0] for _ in range(3)] == [200, 200, 200]
        connection.sendall(line)
        assert read_response(stream)[0] == 200


def test_leave_to_send_a_body_is_given(host):
    body = json.dumps({"enabled": False}).encode()
    with host.connect() as connection:
        stream = connection.makefile("rb")
        connection.sendall((f"PUT /api/v1/integrations/clickup HTTP/1.1\r\nHost: 127.0.0.1:{host.port}\r\nExpect: 100-continue"
                            f"\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n").encode())
        assert read_response(stream)[0] == 100
        connection.sendall(body)
        assert read_response(stream)[0] == 200


def test_what_is_too_large_is_not_read(host):
    with host.connect() as connection:
        connection.sendall((f"PUT /api/v1/integrations/clickup HTTP/1.1\r\nHost: 127.0.0.1:{host.port}\r\n"
                            "Content-Type: application/json\r\nContent-Length: 99999999\r\n\r\n").encode())
        assert read_response(connection.makefile("rb"))[0] == 413
    with host.connect() as connection:
        connection.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{host.port}\r\nX: {'x' * 70_000}".encode())
        assert read_response(connection.makefile("rb"))[0] == 431
    with host.connect() as connection:
        connection.sendall(b"this is no HTTP\r\n\r\n")
        assert read_response(connection.makefile("rb"))[0] == 400


def test_slow_clients_hold_up_nobody(host):
    slow = [host.connect() for _ in range(60)]
    try:
        for connection in slow:
            connection.sendall(f"PUT /api/v1/integrations/clickup HTTP/1.1\r\nHost: 127.0.0.1:{host.port}\r\nContent-".encode())
        started = time.monotonic()
        assert host.ask("GET", "/api/v1/integrations")[0] == 200
        assert time.monotonic() - started < 5
    finally:
        for connection in slow:
            connection.close()


def test_a_stop_ends_idle_connections_and_gives_0(host_of_own):
    host = host_of_own
    idle = host.connect()
    code, problem = host.stop()
    assert code == 0 and problem == "", (code, problem)
    assert idle.recv(10) == b""
    idle.close()
    with Host() as other:
        code, problem = other.stop(signal.SIGINT)
        assert code == 0 and problem == "", (code, problem)
