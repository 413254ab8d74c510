"""PostgreSQL and MariaDB on a free port of 127.0.0.1, in a folder, with a certificate for "localhost"."""

import glob
import os
import pwd
import shutil
import socket
import subprocess
import time

LIMIT = 120  # seconds that a server may take to start on a busy machine


def have(program):
    found = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{program}")) or [shutil.which(program, path="/usr/sbin:/usr/bin:/bin")]
    if found[-1]:
        return found[-1]
    if os.environ.get("CI") == "true":
        raise AssertionError(f"the program {program} is missing")
    print(f"skipped: the program {program} is not installed")
    return None


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(*command, text=None):
    done = subprocess.run([str(part) for part in command], input=text, capture_output=True, text=True, timeout=LIMIT)
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout


def make_certificates(folder):
    (folder / "ext").write_text("subjectAltName=DNS:localhost\n")
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    run("openssl", "req", "-x509", *key, "-days", "1", "-subj", "/CN=test", "-keyout", folder / "ca.key", "-out", folder / "ca.pem")
    run("openssl", "req", *key, "-subj", "/CN=localhost", "-keyout", folder / "server.key", "-out", folder / "server.csr")
    run("openssl", "x509", "-req", "-in", folder / "server.csr", "-CA", folder / "ca.pem", "-CAkey", folder / "ca.key",
        "-CAcreateserial", "-days", "1", "-extfile", folder / "ext", "-out", folder / "server.pem")
    (folder / "server.key").chmod(0o600)


class Server:
    def __init__(self, folder, user):
        self.folder, self.port, self.process = folder, free_port(), None
        make_certificates(folder)
        self._user = []
        if os.geteuid() == 0:  # servers refuse to run as root
            account = pwd.getpwnam(user)
            for path in (folder, folder / "server.key"):
                os.chown(path, account.pw_uid, account.pw_gid)
            folder.chmod(0o755)
            self._user = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", "--pdeathsig=KILL"]

    def start(self, *command):
        self.process = subprocess.Popen([*self._user, *map(str, command)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + LIMIT
        while True:
            try:
                self.sql("select 1")
                return self
            except AssertionError:
                assert self.process.poll() is None and time.monotonic() < end, "the server did not start"
                time.sleep(0.2)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


class Postgresql(Server):
    def __init__(self, folder):
        super().__init__(folder, "postgres")
        programs = os.path.dirname(have("postgres"))
        run(*self._user, f"{programs}/initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust",
            "--auth-host=scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self.at = ["-h", folder, "-p", self.port, "-U", "postgres"]
        self.start(f"{programs}/postgres", "-D", folder / "data", "-p", self.port, "-k", folder, "-c", "fsync=off", "-c", "ssl=on",
                   "-c", f"ssl_cert_file={folder}/server.pem", "-c", f"ssl_key_file={folder}/server.key",
                   "-c", "listen_addresses=127.0.0.1")

    def sql(self, text, database="postgres"):
        return run("psql", "-X", *self.at, "-d", database, "-v", "ON_ERROR_STOP=1", "-qAt", text=text)

    def back_up(self, path):
        run("pg_dump", *self.at, "--format=custom", f"--file={path}", "gallery")

    def restore(self, path):
        run("pg_restore", *self.at, "--no-owner", "--role=gallery", "--dbname=gallery", path)


class Mariadb(Server):
    def __init__(self, folder):
        super().__init__(folder, "mysql")
        run(*self._user, "mariadb-install-db", "--no-defaults", f"--datadir={folder}/data",
            "--auth-root-authentication-method=normal", "--skip-test-db")
        self.at = ["--no-defaults", "-uroot", "-S", f"{folder}/s"]
        self.start(have("mariadbd"), "--no-defaults", f"--datadir={folder}/data", f"--port={self.port}", f"--socket={folder}/s",
                   f"--pid-file={folder}/pid", "--bind-address=127.0.0.1", "--debug-no-sync", f"--ssl-ca={folder}/ca.pem",
                   f"--ssl-cert={folder}/server.pem", f"--ssl-key={folder}/server.key")

    def sql(self, text, database="mysql"):
        return run("mariadb", *self.at, "-N", database, text=text)

    def back_up(self, path):
        run("mariadb-dump", *self.at, "--single-transaction", f"--result-file={path}", "gallery")

    def restore(self, path):
        with open(path) as dump:
            self.sql(dump.read(), "gallery")
