"""What every host must answer: each case is a function of a Host that asserts; its name is a sentence."""

import json

LIST = "/api/v1/integrations"
ONE = LIST + "/clickup"
JSON = ("Content-Type", "application/json")
CASES = []


def case(function):
    CASES.append(function)
    return function


def check(answer, status):
    """What holds for every response of the gallery, whatever the host."""
    assert answer.status == status, f"{answer.status} instead of {status}: {answer.body[:300]!r}"
    for name, value in (("x-content-type-options", "nosniff"), ("cross-origin-resource-policy", "same-origin"),
                        ("referrer-policy", "no-referrer")):
        assert answer.field(name) == value, f"{name} is {answer.field(name)!r}"
        assert answer.count(name) == 1, f"{name} stands there {answer.count(name)} times"
    assert answer.field("content-security-policy"), "there is no Content-Security-Policy"
    assert answer.field("x-request-id"), "there is no X-Request-Id"
    assert answer.extra == b"", f"{len(answer.extra)} bytes beyond the body"
    if status in (204, 304):
        assert answer.field("content-length") in (None, "0"), "a length where there is no body"
    else:
        assert answer.count("content-length") == 1, "there is not exactly one Content-Length"
        assert answer.field("transfer-encoding") is None, "the host made chunks of a complete body"
    return answer


def problem(answer, status, code):
    check(answer, status)
    assert answer.field("content-type") == "application/problem+json", answer.field("content-type")
    document = json.loads(answer.body)
    assert document["code"] == code, document
    assert document["status"] == status
    assert document["type"] == "urn:integration-gallery:problem:" + code
    assert document["instance"].endswith(answer.field("x-request-id"))
    return document


@case
def the_list_has_the_members_of_the_specification(host):
    entries = json.loads(check(host.ask("GET", LIST), 200).body)
    assert entries, "the catalog is empty"
    assert all(list(entry) == ["name", "description", "enabled"] for entry in entries)
    names = [entry["name"] for entry in entries]
    assert names == sorted(names) and "clickup" in names
    clickup = next(entry for entry in entries if entry["name"] == "clickup")
    assert clickup["description"] == "Import and sync data from ClickUp."


@case
def settings_are_written_and_read_with_a_mask(host):
    body = json.dumps({"enabled": True, "authentication": {"method": "apikey", "apiKey": "conformance-key"}})
    written = check(host.ask("PUT", ONE, [JSON], body), 200)
    read = check(host.ask("GET", ONE), 200)
    assert written.body == read.body
    document = json.loads(read.body)
    assert list(document) == ["authentication", "dataMapping", "syncSettings"]
    assert document["authentication"] == {"method": "apikey", "apiKey": "********"}
    assert b"conformance-key" not in read.body
    assert read.field("cache-control") == "no-store"


@case
def head_has_the_fields_of_get_and_no_body(host):
    for path in (LIST, ONE, ONE + "/schema", ONE + "/logo", "/api/v1/health/live", "/admin/integrations/", "/nowhere"):
        get = host.ask("GET", path)
        head = check(host.ask("HEAD", path), get.status)
        assert head.field("content-length") == str(len(get.body)), path
        assert head.field("etag") == get.field("etag") and head.field("content-type") == get.field("content-type"), path


@case
def an_unchanged_resource_is_304_without_a_body(host):
    for path in (LIST, LIST + "?view=full", ONE, ONE + "/schema", ONE + "/logo", "/admin/integrations/"):
        tag = check(host.ask("GET", path), 200).field("etag")
        assert tag.startswith('"') and tag.endswith('"'), tag
        for value in (tag, "W/" + tag, tag[:-1] + '-gzip"', f'"x", {tag}'):
            again = check(host.ask("GET", path, [("If-None-Match", value)]), 304)
            assert again.field("etag") == tag, path


@case
def two_fields_of_one_name_are_both_seen(host):
    tag = host.ask("GET", LIST).field("etag")
    twice = host.ask("GET", LIST, [("If-None-Match", '"x"'), ("If-None-Match", tag)])
    if "conditions" in host.own and twice.field("x-request-id") is None:
        assert twice.status == 400, twice.status
    else:
        check(twice, 304)
    check(host.ask("GET", LIST, [("Accept", "text/html"), ("Accept", "application/json")]), 200)
    problem(host.ask("PUT", ONE, [JSON, ("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "cross-site")], "{}"), 403,
            "cross-origin-request")


@case
def a_stale_tag_is_412_with_the_one_that_is_there(host):
    tag = host.ask("GET", ONE).field("etag")
    answer = host.ask("PUT", ONE, [JSON, ("If-Match", '"999999.plain.x.y"')], '{"enabled":true}')
    problem(answer, 412, "precondition-failed")
    assert answer.field("etag") == tag
    check(host.ask("PUT", ONE, [JSON, ("If-Match", tag)], '{"enabled":true}'), 200)


@case
def a_minimal_answer_is_204(host):
    answer = check(host.ask("PUT", ONE, [JSON, ("Prefer", "return=minimal")], '{"enabled":true}'), 204)
    assert answer.body == b"" and answer.field("etag")


@case
def a_patch_changes_what_it_names(host):
    patch = ("Content-Type", "application/merge-patch+json")
    check(host.ask("PATCH", ONE, [patch], '{"enabled":false}'), 200)
    entries = json.loads(host.ask("GET", LIST).body)
    assert not next(entry for entry in entries if entry["name"] == "clickup")["enabled"]
    assert json.loads(host.ask("GET", ONE).body)["authentication"]["apiKey"] == "********"
    check(host.ask("PATCH", ONE, [patch], '{"enabled":true}'), 200)


@case
def what_is_deleted_is_as_if_it_was_never_stored(host):
    own = ("X-Integration-Gallery", "1")
    check(host.ask("PUT", ONE, [JSON], '{"authentication":{"method":"apikey","apiKey":"conformance-key"}}'), 200)
    tag = host.ask("GET", ONE).field("etag")
    problem(host.ask("DELETE", ONE, [own, ("If-Match", '"999999.plain.x.y"')]), 412, "precondition-failed")
    problem(host.ask("DELETE", ONE), 403, "cross-origin-request")
    assert check(host.ask("DELETE", ONE, [own, ("If-Match", tag)]), 204).body == b""
    check(host.ask("DELETE", ONE, [own]), 204)
    problem(host.ask("DELETE", LIST + "/nowhere", [own]), 404, "not-found")
    assert json.loads(host.ask("GET", ONE).body)["authentication"].get("apiKey", "") == ""
    settings_are_written_and_read_with_a_mask(host)


@case
def the_target_arrives_as_it_was_sent(host):
    check(host.ask("GET", LIST + "/%63lickup"), 200)
    problem(host.ask("GET", LIST + "/unknown"), 404, "not-found")
    problem(host.ask("GET", LIST + "/"), 404, "not-found")
    problem(host.ask("GET", "/api/v1//integrations"), 404, "not-found")
    problem(host.ask("GET", "/api/v1/integrations/clickup/"), 404, "not-found")
    for path in ("/click%2Fup", "/click%2fup", "/..%2F", "/%2e%2e/integrations", "/../integrations", "/./clickup", "/%00",
                 "/a%5Cb", "/%zz", "/%"):
        answer = host.ask("GET", LIST + path)
        if "targets" in host.own and answer.field("x-request-id") is None:
            assert answer.status in (400, 404), answer.status  # the server's own; it must not have got through
        else:
            problem(answer, 400, "invalid-target")


@case
def the_query_arrives_as_it_was_sent(host):
    assert json.loads(check(host.ask("GET", LIST + "?view=full&language=de"), 200).body)[0]["displayName"]
    check(host.ask("GET", LIST + "?v%69ew=full"), 200)
    problem(host.ask("GET", LIST + "?view=full&view=full"), 400, "invalid-parameter")
    problem(host.ask("GET", LIST + "?view=odd"), 400, "invalid-parameter")


@case
def methods_are_answered_by_the_gallery(host):
    for method in ("POST", "MKCOL", "TRACE", "BREW"):
        answer = host.ask(method, ONE, [("X-Integration-Gallery", "1")])
        if "methods" in host.own and answer.field("x-request-id") is None:
            assert answer.status in (400, 405, 501), answer.status
            continue
        problem(answer, 405, "method-not-allowed")
        assert answer.field("allow") == "GET, HEAD, PUT, PATCH, DELETE, OPTIONS", answer.field("allow")
    answer = check(host.ask("OPTIONS", ONE, [("Origin", "https://evil.example"),
                                              ("Access-Control-Request-Method", "PUT")]), 204)
    assert answer.field("allow") == "GET, HEAD, PUT, PATCH, DELETE, OPTIONS"
    assert not any(name.startswith("access-control-") for name, _ in answer.fields)


@case
def other_sites_change_nothing(host):
    for fields in ([("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "same-site")], [("Origin", "null")],
                   [("Origin", "https://evil.example")]):
        problem(host.ask("PUT", ONE, [JSON] + fields, '{"enabled":true}'), 403, "cross-origin-request")
    problem(host.ask("PUT", ONE), 403, "cross-origin-request")
    check(host.ask("PUT", ONE, [JSON, ("Origin", f"http://{host.authority}")], '{"enabled":true}'), 200)
    check(host.ask("PUT", ONE, [JSON, ("Sec-Fetch-Site", "same-origin")], '{"enabled":true}'), 200)


@case
def bad_documents_are_refused_with_their_place(host):
    for body, status, code in (("{", 400, "malformed-json"), ('{"enabled":true,"enabled":true}', 400, "duplicate-member"),
                               ('{"x":"\\ud800"}', 400, "invalid-utf8"), (b'{"x":"\xff"}', 400, "invalid-utf8"),
                               ("[" * 40 + "]" * 40, 400, "json-too-deep"), ('{"x":1}', 422, "unknown-member"),
                               ("[]", 422, "type")):
        problem(host.ask("PUT", ONE, [JSON], body), status, code)
    assert problem(host.ask("PUT", ONE, [JSON], '{"x":1}'), 422, "unknown-member")["errors"][0]["pointer"] == "#/x"
    problem(host.ask("PUT", ONE, [("Content-Type", "text/plain")], "{}"), 415, "unsupported-media-type")
    answer = host.ask("PUT", ONE, [JSON, ("Content-Encoding", "gzip")], "{}")
    if "coding" in host.own:
        assert answer.status in (400, 415), answer.status
    else:
        problem(answer, 415, "unsupported-media-type")


@case
def the_page_and_its_files_are_there(host):
    redirect = check(host.ask("GET", "/admin/integrations"), 308)
    assert redirect.field("location") == "integrations/", redirect.field("location")
    page = check(host.ask("GET", "/admin/integrations/"), 200)
    assert page.field("content-type").startswith("text/html")
    assert "script-src 'self'" in page.field("content-security-policy")
    text = page.body.decode()
    path = text.split('<script type="module" src="')[1].split('"')[0]
    script = check(host.ask("GET", "/admin/integrations/" + path), 200)
    assert script.field("cache-control") == "public, max-age=31536000, immutable"
    packed = check(host.ask("GET", "/admin/integrations/" + path, [("Accept-Encoding", "gzip")]), 200)
    if packed.field("content-encoding") == "gzip":
        import gzip
        assert gzip.decompress(packed.body) == script.body
        assert packed.field("etag") != script.field("etag")
    logo = check(host.ask("GET", ONE + "/logo"), 200)
    assert logo.field("content-disposition").startswith("attachment")


@case
def a_large_body_arrives_whole(host):
    body = json.dumps({"enabled": True}).encode()
    check(host.ask("PUT", ONE, [JSON], body + b" " * (256 * 1024 - len(body))), 200)
    answer = host.ask("PUT", ONE, [JSON], body + b" " * (256 * 1024 + 1 - len(body)))
    assert answer.status == 413, answer.status  # from the gallery or from the host's own limit


@case
def health_and_the_description_of_the_api_answer(host):
    assert json.loads(check(host.ask("GET", "/api/v1/health/live"), 200).body) == {"status": "pass"}
    assert json.loads(check(host.ask("GET", "/api/v1/health/ready"), 200).body)["status"] == "pass"
    document = json.loads(check(host.ask("GET", "/api/v1/openapi.json"), 200).body)
    for path, item in document["paths"].items():
        for method in item:
            if method != "parameters":
                answer = host.ask(method.upper(), "/api/v1" + path.replace("{name}", "clickup"))
                assert answer.status not in (404, 405), (method, path)
