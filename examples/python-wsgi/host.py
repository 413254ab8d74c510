"""A host in Python: the page and the API through WSGI, with the server of the standard library."""

import argparse
import re
import tempfile
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from integration_gallery import Caller, Gallery


def authorize(project, subject, permissions, action, integration):
    """Here everybody who is signed in may do everything; a real host asks its own database."""
    return subject != ""


class Handler(WSGIRequestHandler):
    """Hands on the target as it was sent; wsgiref alone gives it decoded."""

    def get_environ(self):
        return {**super().get_environ(), "REQUEST_URI": self.path}

    def log_message(self, *_):
        pass


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


def mounted(gallery, authority):
    """The gallery of a project below /projects/<project>/, and of "demo" at the root. A real host takes project and user from
    its own session."""
    app = gallery.wsgi(authority=authority)

    def application(environ, start_response):
        found = re.match(r"/projects/([a-z]+)(?=/)", environ["PATH_INFO"])
        if found:
            environ["SCRIPT_NAME"] += found.group(0)
            environ["PATH_INFO"] = environ["PATH_INFO"][found.end():]
        environ["integration_gallery.caller"] = Caller(found.group(1) if found else "demo", "ada")
        return app(environ, start_response)
    return application


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--data", help="the folder of the database and the key; none: a temporary one")
    arguments = parser.parse_args()
    data = arguments.data or tempfile.mkdtemp()
    options = {"database.url": f"sqlite://{data}/gallery.db", "key.file": f"{data}/gallery.key", "key.create": "true"}
    with Gallery(options, authorizer=authorize) as gallery, make_server("127.0.0.1", arguments.port, None, Server, Handler) as server:
        server.set_app(mounted(gallery, f"127.0.0.1:{server.server_port}"))
        print(f"Integration Gallery is at http://127.0.0.1:{server.server_port}/", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
