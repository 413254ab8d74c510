"""What the operators' guide says about setting up, backing up and restoring a database, done to the letter."""

import json
import os
import pathlib
import re
import subprocess
import tempfile

import servers
from host import BUILD, ROOT, Host
from test_serving import CLICKUP_ON

COMMAND = os.path.join(BUILD, "examples/command/integration-gallery")
GUIDE = pathlib.Path(ROOT, "examples/command/GUIDE.md").read_text()


def block(kind, engine):
    return re.search(rf"```{kind} {engine}\n(.*?)```", GUIDE, re.S).group(1).strip()


def command(*arguments):
    done = subprocess.run([COMMAND, *map(str, arguments)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def url_file(folder, url):
    """The URL in a file, as the command takes one with a password."""
    path = folder / "database-url"
    path.write_text(url + "\n")
    path.chmod(0o600)
    return path


def set_up(engine, make):
    """Database, key and a host, by the guide; then a backup, the loss of everything, and the restore."""
    with tempfile.TemporaryDirectory() as text:
        folder = pathlib.Path(text)
        folder.chmod(0o755)
        (folder / "server").mkdir()
        with make(folder / "server") as server:
            server.sql(block("sql", engine))
            url = re.sub(r"db\.example\.com:\d+", f"localhost:{server.port}", block("url", engine))
            url = url.replace("/etc/app/db-ca.pem", f"{folder}/server/ca.pem").replace("/etc/app/pgpass", f"{folder}/pgpass")
            line = re.search(r"`(db\.example\.com:[^`]*)`", GUIDE).group(1)
            (folder / "pgpass").write_text(line.replace("db.example.com:5432", f"localhost:{server.port}") + "\n")
            (folder / "pgpass").chmod(0o600)
            key = folder / "gallery.key"
            command("keys", "generate", key)
            with Host(text, ("--database", url, "--key-file", str(key))) as host:
                assert host.ask("PUT", "/api/v1/integrations/clickup", CLICKUP_ON)[0] == 200
                server.back_up(folder / "backup")
                before = host.ask("GET", "/api/v1/integrations/clickup")[2]
            server.sql("drop database gallery;" + "".join(
                part + ";" for part in block("sql", engine).split(";") if "create database" in part))
            server.restore(folder / "backup")
            options = ("--database-file", url_file(folder, url), "--key-file", key, "--project", "demo")
            command("check", *options)
            assert json.loads(command("show", "clickup", "--json", *options))["enabled"] is True
            with Host(text, ("--database", url, "--key-file", str(key))) as host:
                assert host.ask("GET", "/api/v1/integrations/clickup")[2] == before


def test_guide_sets_up_postgresql():
    if servers.have("postgres"):
        set_up("postgresql", servers.Postgresql)


def test_guide_sets_up_mariadb():
    if servers.have("mariadbd"):
        set_up("mysql", servers.Mariadb)


def test_guide_sets_up_backs_up_and_restores_sqlite_and_moves_it():
    with tempfile.TemporaryDirectory() as text:
        folder = pathlib.Path(text)
        folder.chmod(0o755)
        key, database, copy = folder / "gallery.key", folder / "gallery.db", folder / "backup.db"
        assert "integration-gallery keys generate /etc/app/gallery.key" in GUIDE
        command("keys", "generate", key)
        url = f"sqlite://{database}"
        options = ("--database", url, "--key-file", key, "--project", "demo")
        serving = ("--database", url, "--key-file", str(key))
        with Host(text, serving) as host:
            assert host.ask("PUT", "/api/v1/integrations/clickup", CLICKUP_ON)[0] == 200
            command("backup", copy, *options)  # while the host has it open
            before = host.ask("GET", "/api/v1/integrations/clickup")[2]
            assert host.ask("PUT", "/api/v1/integrations/clickup", {"enabled": False})[0] == 200
        for suffix in ("", "-wal", "-shm"):
            pathlib.Path(f"{database}{suffix}").unlink(missing_ok=True)
        copy.rename(database)
        command("check", *options)
        command("history", "verify", *options)
        with Host(text, serving) as host:
            assert host.ask("GET", "/api/v1/integrations/clickup")[2] == before
        if servers.have("postgres"):
            (folder / "server").mkdir()
            with servers.Postgresql(folder / "server") as server:
                server.sql(block("sql", "postgresql"))
                moved = f"postgresql://gallery:a%20long%20password@localhost:{server.port}/gallery"
                assert "integration-gallery migrate-to 'postgresql://" in GUIDE
                command("migrate-to", "--url-file", url_file(folder, moved), "--database", url)
                with Host(text, ("--database", moved, "--key-file", str(key))) as host:
                    assert host.ask("GET", "/api/v1/integrations/clickup")[2] == before
