"""The command line: `newleaf serve | demo | doctor | restored | project`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HELP = """Newleaf is a diary that two phones keep together through a server that cannot read it.

Each option can also stand in the environment: --port 9000 is NEWLEAF_PORT=9000. The command line wins.
"""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="newleaf", description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="serve | demo | doctor | restored | project"
    )
    for name, what in (
        ("serve", "run the server until it is stopped (Ctrl-C)"),
        ("demo", "run it with an invented, filled diary to look around in"),
        ("doctor", "check everything the server needs and say what is wrong"),
        ("restored", "after a backup was copied back: let phones put back what it lacks"),
        ("project", "create: print a link with which one person makes one project, on their phone"),
    ):
        command = commands.add_parser(name, help=what, description=what)
        if name == "project":
            command.add_argument("what", choices=("create",))
        command.add_argument("--host", help="address to listen on (127.0.0.1: only this machine)")
        command.add_argument("--port", type=int, help="port to listen on (8000)")
        command.add_argument("--data", type=Path, help="folder of the database (./data); back this up")
        command.add_argument(
            "--origins", help="address that people type, e.g. https://newleaf.example.org; several with commas"
        )
        command.add_argument("--name", help="what the app calls this place (Newleaf)")
        command.add_argument("--source", help="address where this server's source can be had; About links to it")
        command.add_argument("--projects", choices=("anyone", "link"), help="who may make a project (anyone)")
        command.add_argument("--quota-bytes", type=int, help="how much one account may keep here (1 GiB)")
        command.add_argument("--client", help="folder of a built client (the one that came along)")
        command.add_argument(
            "--log-level", choices=("debug", "info", "warning", "error"), help="how much the log says (info)"
        )
    return parser


def main() -> int:
    given = vars(_parser().parse_args())
    command: str = given.pop("command")
    given.pop("what", None)
    # The slow imports come after --help and misspelt names.
    from newleaf_server.errors import CannotStart  # noqa: PLC0415
    from newleaf_server.settings import read_settings  # noqa: PLC0415

    try:
        settings = read_settings(given)
        if command == "doctor":
            from newleaf_server.cli import doctor  # noqa: PLC0415

            return doctor.run(settings)
        if command == "restored":
            from newleaf_server.cli import restored  # noqa: PLC0415

            return restored.run(settings)
        if command == "project":
            from newleaf_server.cli import project  # noqa: PLC0415

            return project.run(settings)
        from newleaf_server.cli import demo, serve  # noqa: PLC0415

        return demo.run(settings) if command == "demo" else serve.run(settings)
    except CannotStart as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
