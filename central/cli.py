"""Command line of the central server, ``counter-central``."""

import argparse
import sys
from collections.abc import Sequence
from typing import Final

#: Exit code for "the environment does not allow it", the same as counter-app's.
EXIT_ENVIRONMENT: Final = 3

NOT_YET: Final = (
    "counter-central: máy chủ trung tâm chưa có trong bản này; nó đến cùng bản phát hành sau. "
    "Hồ sơ vẫn được lưu tại máy trạm.\n"
    "counter-central: the central server is not part of this release and comes with the next one; "
    "dossiers stay at their station until then."
)


def parser() -> argparse.ArgumentParser:
    """Returns the argument parser; its commands and options are stable."""
    top = argparse.ArgumentParser(
        prog="counter-central", description="Central server of a province"
    )
    commands = top.add_subparsers(dest="command", required=True)

    serve = commands.add_parser("serve", help="serve stations and the public status page")
    serve.add_argument("--listen", metavar="HOST:PORT", required=True)
    serve.add_argument("--database", metavar="URL", help="without it: an embedded PostgreSQL")

    enrol = commands.add_parser("enrol", help="print a one-time code for a station")
    enrol.add_argument("site", metavar="SITE")
    enrol.add_argument("station", metavar="STATION", type=int)

    commands.add_parser("status", help="events, dossiers, stations, conflicts as JSON")
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Reads the arguments and says that the server is still to come."""
    parser().parse_args(argv)
    print(NOT_YET, file=sys.stderr)
    return EXIT_ENVIRONMENT
