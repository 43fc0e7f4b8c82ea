"""PostgreSQL: the embedded one of the home, or the one that PGHOST names."""

import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .child import DISK_FULL, clean_env, disk_full, is_full
from .say import Stop

OLDEST = 130000
HALF_DROPPED = -2  # PostgreSQL's own mark, in place of a limit of connections
ROLE = "odoo"
SERVANT = "embedded_postgres"  # whom the server runs as when root starts it
SOCKET = ".s.PGSQL.5432"
LONGEST_SOCKET = 103  # the kernel takes 107 characters and a closing one
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "synchronous_commit": "off",
    "max_wal_size": "2GB",
    "autovacuum_naptime": "30s",
    "log_min_messages": "warning",
    "lc_messages": "C",
}


def is_external():
    return bool(os.environ.get("PGHOST") or os.environ.get("PGSERVICE"))


def server(home, venv):
    """Return the server that the environment asks for."""
    if is_external():
        return External(home, venv)
    return Embedded(home, venv)


# The lock is free as soon as no command holds it; a killed one holds nothing.
WATCHER = """
import fcntl, os, signal, sys
watched, pid, cluster = sys.argv[1:]
with open(watched, "a") as handle:
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        with open(os.path.join(cluster, "postmaster.pid")) as mark:
            if mark.readline().strip() == pid:
                os.kill(int(pid), signal.SIGINT)
    except OSError:
        pass
"""
USERS = ".postgres-users.lock"
# a lock of its own: the one who leaves last must not lose the race for USERS
WATCHED = ".postgres-watched.lock"


class Server:
    """What both kinds share: asking questions through ``psql``."""

    def __init__(self, home, venv):
        self.home = home
        self.programs = venv.site("embedded_postgres") / "pginstall" / "bin"

    def env(self, **extra):
        """Return an environment that leads libpq and Odoo to this server."""
        raise NotImplementedError

    def psql(self, sql, database="postgres"):
        """Run SQL and return its answer as text.

        :raises Refused: with PostgreSQL's own words
        """
        done = subprocess.run(
            [self.programs / "psql", "-XAtqw", "-v", "ON_ERROR_STOP=1"]
            + ["-d", database, "-c", sql],
            env=self.env(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise Refused(done.stderr.strip(), self.home.logs)
        return done.stdout.strip()

    def stamp(self, database):
        """Return what was noted on a database, None when there is none.

        A database without a note was interrupted while it was made; one that was
        interrupted while it was dropped still has its note, but lets nobody in.
        """
        answer = self.psql(
            f"SELECT CASE datconnlimit WHEN {HALF_DROPPED} THEN ''"
            " ELSE coalesce(shobj_description(oid, 'pg_database'), '') END"
            f" || '|' FROM pg_database WHERE datname = '{database}'"
        )
        return answer[:-1] if answer else None

    def note(self, database, text):
        self.psql(f"COMMENT ON DATABASE {database} IS '{text}'")

    def drop(self, database):
        self.psql(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        shutil.rmtree(self._files(database), ignore_errors=True)

    def copy(self, template, database):
        """Make a database, with its files, from another one."""
        self.drop(database)
        self._disconnect(template)
        self.psql(f"CREATE DATABASE {database} TEMPLATE {template}")
        files = self._files(template)
        if files.is_dir():
            # files of a filestore are never changed, only added and removed
            shutil.copytree(files, self._files(database), copy_function=os.link)

    def create(self, database):
        self.drop(database)
        # as Odoo itself makes them: sorted by code, letters known as letters
        self.psql(
            f"CREATE DATABASE {database} ENCODING 'UTF8' LC_COLLATE 'C'"
            " TEMPLATE template0"
        )

    def rename(self, old, new):
        self._disconnect(old)
        self.psql(f"ALTER DATABASE {old} RENAME TO {new}")
        files = self._files(old)
        if files.is_dir():
            shutil.rmtree(self._files(new), ignore_errors=True)
            os.rename(files, self._files(new))

    def databases(self, prefix="bydelsmor_", suffix=""):
        """Return the names of the databases that the commands have made."""
        names = self.psql("SELECT datname FROM pg_database ORDER BY 1").split()
        return [n for n in names if n.startswith(prefix) and n.endswith(suffix)]

    def _disconnect(self, database):
        self.psql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            f" WHERE datname = '{database}' AND usename = current_user"
        )

    def _files(self, database):
        return self.home.data / "filestore" / database


class Refused(Exception):
    """PostgreSQL said no; the text is its own."""

    def __init__(self, words, logs):
        super().__init__(words)
        self.logs = logs

    @property
    def telling(self):
        """The one line of several that says what is wrong."""
        lines = str(self).splitlines() or ["it said nothing"]
        marks = ("ERROR:", "FATAL:", "error:")
        telling = [line for line in lines if any(mark in line for mark in marks)]
        return (telling or lines)[0]

    def stop(self):
        """Return the Stop for this refusal, a full disk being told apart."""
        if DISK_FULL in str(self) or is_full(self.logs):
            return disk_full()
        return Stop(
            f"PostgreSQL refused: {self.telling}",
            f"Run the command again (log: {self.logs / 'postgres.log'})",
        )


class External(Server):
    """A server that the user already has."""

    def env(self, **extra):
        return clean_env(**extra)

    @contextlib.contextmanager
    def running(self):
        """Check that Odoo can work with the server.

        :raises Stop: when it refuses, is too old or the role may not create
        """
        where = os.environ.get("PGHOST") or os.environ.get("PGSERVICE")
        try:
            answer = self.psql(
                "SELECT current_setting('server_version_num'), r.rolname,"
                " r.rolcreatedb OR r.rolsuper"
                " FROM pg_roles r WHERE r.rolname = current_user"
            )
        except Refused as refused:
            raise Stop(
                f"The PostgreSQL that PGHOST names ({where}) refuses: "
                f"{refused.telling}",
                "Start it or correct PGHOST, PGPORT, PGUSER and PGPASSWORD; "
                "or unset PGHOST and the command brings a PostgreSQL of its own.",
            ) from None
        number, role, may_create = answer.split("|")
        if int(number) < OLDEST:
            raise Stop(
                f"The PostgreSQL at {where} is older than 13, which Odoo 19 needs.",
                "Unset PGHOST, and the command brings a PostgreSQL of its own.",
            )
        if role == "postgres":
            raise Stop(
                "Odoo refuses to work as PostgreSQL's own role postgres.",
                "Set PGUSER to a role of its own: createuser --createdb odoo",
            )
        if may_create != "t":
            raise Stop(
                f"The PostgreSQL role {role} may not create databases.",
                f'Allow it: psql -c "ALTER ROLE {role} CREATEDB"',
            )
        yield self

    def stop(self):
        """Leave the user's server alone."""


class Embedded(Server):
    """The home's own server, on a socket that only its owner reaches.

    It is shared by the commands that run at the same time: each holds a shared
    lock, and the one that leaves last stops it.
    """

    def __init__(self, home, venv):
        super().__init__(home, venv)
        self.servant = None
        self.folder = home.root / "postgres"

    def env(self, **extra):
        # what the user set for another server must not lead astray
        env = {n: v for n, v in clean_env().items() if not n.startswith("PG")}
        env.update(PGHOST=str(self.sockets), PGPORT="5432", PGUSER=ROLE)
        return {**env, **{name: str(value) for name, value in extra.items()}}

    @property
    def cluster(self):
        return self.folder / "data"

    @property
    def sockets(self):
        place = self.folder / "socket"
        if len(str(place / SOCKET)) <= LONGEST_SOCKET:
            return place
        digest = hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"bydelsmor-{os.getuid()}-{digest}"

    @contextlib.contextmanager
    def running(self):
        """Have the server running as long as anybody needs it.

        :raises Stop: with the server's own words when it does not start
        """
        self._settle()
        root = self.home.root
        with open(root / USERS, "a") as users, open(root / WATCHED, "a") as watched:
            with self.home.locked("postgres", "PostgreSQL is being started"):
                fcntl.flock(users, fcntl.LOCK_SH)
                fcntl.flock(watched, fcntl.LOCK_SH)
                self._ensure()
            try:
                yield self
            finally:
                self._leave(users)

    def stop(self):
        """Stop the server if it runs."""
        self._settle()
        pid = self._pid()
        if pid is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)  # "fast": open sessions are ended
        for _turn in range(150):
            if not _is_alive(pid):
                return
            time.sleep(0.1)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGQUIT)

    def _leave(self, users):
        with self.home.locked("postgres", "PostgreSQL is being started"):
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return  # somebody else still works with it
            self.stop()

    def _settle(self):
        """Find where the server can live; root runs it as another user.

        That user must reach program, data and socket. Where a folder above the
        home is closed to others it gets a place of its own in /var/lib.
        """
        if os.geteuid() != 0:
            return
        self.servant = _servant()
        if not _is_open(self.home.root):
            name = hashlib.sha256(str(self.home.root).encode()).hexdigest()[:8]
            self.folder = Path("/var/lib/bydelsmor") / name
            self.folder.mkdir(parents=True, exist_ok=True)

    def _reachable_programs(self):
        if self.servant is None or self.folder.parent == self.home.root:
            return self.programs
        # a copy beside the data, since the servant cannot enter the home
        package = self.programs.parent.parent
        target = self.folder / "wheel"
        mark = self.folder / f".wheel-{package.stat().st_mtime_ns}"
        if not mark.exists():
            shutil.rmtree(target, ignore_errors=True)
            # the programs look for their libraries beside the package
            for folder in (package, package.with_name(f"{package.name}.libs")):
                if folder.is_dir():
                    shutil.copytree(folder, target / folder.name, symlinks=True)
            mark.touch()
        return target / package.name / "pginstall" / "bin"

    def _own(self, folder):
        if self.servant:
            os.chown(folder, self.servant.pw_uid, self.servant.pw_gid)

    def _as_servant(self):
        if not self.servant:
            return {}
        who = self.servant
        return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}

    def _ensure(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        if not (self.cluster / "PG_VERSION").exists():
            self._init()
        self._open_sockets()
        for _turn in range(300):
            if self._answers():
                return
            if self._pid() is None:
                break
            time.sleep(0.1)  # it is there, and still starting
        self._start()

    def _init(self):
        part = self.folder / "data.part"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700)
        self._own(part)
        self._call(
            "initdb",
            *("-D", part, "-U", "postgres", "--auth=trust", "--encoding=UTF8"),
            *("--locale=C.UTF-8", "--no-sync"),
        )
        self._call(
            "postgres",
            *("--single", "-D", part, "postgres"),
            text=f"CREATE ROLE {ROLE} LOGIN CREATEDB;\n",
        )
        os.rename(part, self.cluster)

    def _call(self, program, *words, text=""):
        done = subprocess.run(
            [self._reachable_programs() / program, *words],
            input=text,
            capture_output=True,
            text=True,
            cwd="/",
            env=self._server_env(),
            **self._as_servant(),
        )
        if done.returncode:
            self._refuse(done.stderr)

    def _server_env(self):
        env = clean_env(LC_ALL="C.UTF-8")
        return {name: v for name, v in env.items() if not name.startswith("PG")}

    def _open_sockets(self):
        place = self.sockets
        place.mkdir(mode=0o700, exist_ok=True)
        owner = self.servant.pw_uid if self.servant else os.getuid()
        if place.is_symlink() or place.stat().st_uid not in (owner, os.getuid()):
            raise Stop(
                f"{place} belongs to somebody else.",
                "Remove it, or set BYDELSMOR_HOME to a shorter path.",
            )
        self._own(place)

    def _start(self):
        log = self.home.log("postgres")
        command = [self._reachable_programs() / "postgres", "-D", self.cluster]
        settings = {**SETTINGS, "unix_socket_directories": f'"{self.sockets}"'}
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with open(log, "w") as out:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                cwd="/",
                env=self._server_env(),
                start_new_session=True,  # Ctrl-C is for the command, not for it
                **self._as_servant(),
            )
        for _turn in range(600):
            if self._answers():
                self._watch(process.pid)
                return
            if process.poll() is not None:
                self._refuse(log.read_text(errors="replace"))
            time.sleep(0.1)
        process.terminate()
        self._refuse(log.read_text(errors="replace"))

    def _watch(self, pid):
        """Have the server stopped when its last user is gone, even if killed."""
        watched = self.home.root / WATCHED
        subprocess.Popen(
            [sys.executable, "-I", "-c", WATCHER, watched, str(pid), self.cluster],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,
        )

    def _answers(self):
        path = str(self.sockets / SOCKET)
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(path)
            except OSError:
                return False
        try:
            return self.psql("SELECT 1") == "1"
        except Refused:
            return False

    def _pid(self):
        """Return the running server's process id, None when none runs."""
        try:
            pid = int((self.cluster / "postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return None
        return pid if _is_alive(pid, "postgres") else None

    def _refuse(self, words):
        if DISK_FULL in words or is_full(self.home.logs):
            raise disk_full(self.folder)
        telling = [
            line
            for line in words.splitlines()
            if any(mark in line for mark in ("FATAL", "PANIC", "error:", "could not"))
        ]
        raise Stop(
            "PostgreSQL does not start: " + (telling or ["it said nothing"])[-1],
            f"See {self.home.logs / 'postgres.log'}; "
            "`python3 dev clean --all` begins afresh.",
        )


def _is_alive(pid, program=""):
    try:
        with open(f"/proc/{pid}/stat") as handle:
            head, tail = handle.read().rsplit(")", 1)
    except OSError:
        return False
    return program in head and tail.split()[0] != "Z"


def _is_open(folder):
    """Tell whether everybody may pass through all folders to this one."""
    place = folder.resolve()
    if place.stat().st_uid == os.getuid():
        place.chmod(place.stat().st_mode | 0o011)
    return all(p.stat().st_mode & 0o001 for p in (place, *place.parents))


def _servant():
    try:
        return pwd.getpwnam(SERVANT)
    except KeyError:
        pass
    useradd = shutil.which("useradd") or "/usr/sbin/useradd"
    try:
        subprocess.run(
            [useradd, "--system", "--no-create-home", "--shell", "/bin/sh", SERVANT],
            check=True,
            capture_output=True,
        )
        return pwd.getpwnam(SERVANT)
    except (OSError, KeyError, subprocess.CalledProcessError):
        return pwd.getpwnam("nobody")
