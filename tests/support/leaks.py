"""Looks for a secret in what a program said or wrote, in every form in which it could have got out."""

import base64
import pathlib


def forms(secret):
    """The secret as bytes, by the name of the form; what canary.hpp knows, too."""
    raw = secret.encode()
    found = {
        "raw": raw,
        "reversed": raw[::-1],
        "hex": raw.hex().encode(),
        "HEX": raw.hex().upper().encode(),
        "percent": "".join(f"%{byte:02X}" for byte in raw).encode(),
        "percent in lower case": "".join(f"%{byte:02x}" for byte in raw).encode(),
        "percent where needed": "".join(c if c.isalnum() else f"%{ord(c):02X}" for c in secret).encode(),
        "JSON escapes": "".join(f"\\u{byte:04x}" for byte in raw).encode(),
        "UTF-16": secret.encode("utf-16-le"),
    }
    for offset in range(3):  # what may stand in front of it
        text = base64.b64encode(b"\0" * offset + raw).rstrip(b"=")[(offset * 8 + 5) // 6:-2]
        found[f"Base64 {offset}"] = text
        found[f"Base64url {offset}"] = text.translate(bytes.maketrans(b"+/", b"-_"))
    return found


def refuse(content, secret, where):
    """Fails if the secret stands in a text or in bytes."""
    data = content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content
    for name, form in forms(secret).items():
        assert form not in data, f"a secret stands in {where}, in the form: {name}"


def refuse_in_folder(folder, secret, begins="gallery"):
    """The same for the files of a store: the database, its write-ahead log and whatever stands beside them."""
    for path in sorted(pathlib.Path(folder).iterdir()):
        if path.is_file() and path.name.startswith(begins):
            refuse(path.read_bytes(), secret, path.name)
