"""A host in Python: the page and the API through ASGI, with uvicorn."""

import argparse
import socket
import tempfile

import uvicorn
from integration_gallery import Caller, Gallery


def authorize(project, subject, permissions, action, integration):
    """Here everybody who is signed in may do everything; a real host asks its own database."""
    return subject != ""


def signed_in(scope):
    """Who asks. A real host looks into its own session; this one knows a single user."""
    return Caller("demo", "ada")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--data", help="the folder of the database and the key; none: a temporary one")
    arguments = parser.parse_args()
    data = arguments.data or tempfile.mkdtemp()
    options = {"database.url": f"sqlite://{data}/gallery.db", "key.file": f"{data}/gallery.key", "key.create": "true"}
    listener = socket.create_server(("127.0.0.1", arguments.port))
    authority = f"127.0.0.1:{listener.getsockname()[1]}"
    with Gallery(options, authorizer=authorize) as gallery:
        app = gallery.asgi(signed_in, authority=authority)
        print(f"Integration Gallery is at http://{authority}/", flush=True)
        uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off")).run(sockets=[listener])


if __name__ == "__main__":
    main()
