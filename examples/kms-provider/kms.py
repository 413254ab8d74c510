#!/usr/bin/env python3
"""A stand-in for a key service, with keys in memory: see README.md. What it does with them is made of HMAC-SHA-256 only."""

import argparse
import hashlib
import hmac
import http.server
import json
import secrets


class Keys:
    def __init__(self, names):
        self.keys = {name: secrets.token_bytes(32) for name in names}

    def _stream(self, key, nonce, size):
        out = b""
        while len(out) < size:
            out += hmac.new(key, b"stream" + nonce + len(out).to_bytes(4, "big"), hashlib.sha256).digest()
        return out[:size]

    def _tag(self, key, nonce, text, context):
        return hmac.new(key, b"tag" + nonce + len(context).to_bytes(4, "big") + context + text, hashlib.sha256).digest()

    def wrap(self, name, plaintext, context):
        key, nonce = self.keys[name], secrets.token_bytes(16)
        text = bytes(a ^ b for a, b in zip(plaintext, self._stream(key, nonce, len(plaintext))))
        return nonce + self._tag(key, nonce, text, context) + text

    def unwrap(self, name, wrapped, context):
        key, nonce, tag, text = self.keys[name], wrapped[:16], wrapped[16:48], wrapped[48:]
        if not hmac.compare_digest(tag, self._tag(key, nonce, text, context)):
            raise ValueError("refused")
        return bytes(a ^ b for a, b in zip(text, self._stream(key, nonce, len(text))))


class Handler(http.server.BaseHTTPRequestHandler):
    keys = None
    token = ""
    log_message = lambda self, *_: None  # noqa: E731

    def answer(self, path, request):
        if path == "/keys":
            names = list(self.keys.keys)
            return 200, {"active": names[-1], "known": names}
        if request.get("key") not in self.keys.keys:
            return 404, {}
        context = bytes.fromhex(request["context"])
        if path == "/wrap":
            return 200, {"ciphertext": self.keys.wrap(request["key"], bytes.fromhex(request["plaintext"]), context).hex()}
        try:
            return 200, {"plaintext": self.keys.unwrap(request["key"], bytes.fromhex(request["ciphertext"]), context).hex()}
        except ValueError:
            return 400, {}

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not hmac.compare_digest(self.headers.get("Authorization", ""), f"Bearer {self.token}"):
            status, document = 403, {}
        else:
            status, document = self.answer(self.path, request)
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8200)
    parser.add_argument("--token-file", required=True)
    arguments = parser.parse_args()
    with open(arguments.token_file, encoding="utf-8") as file:
        Handler.token = file.readline().strip()
    Handler.keys = Keys(["k1"])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", arguments.port), Handler)
    print(f"the stand-in for a key service is at http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
