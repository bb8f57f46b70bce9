"""``python -m specgen.conformance.probe``: builds the probe, or has it record a namespace for ``replay:FILE``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from specgen.conformance.probe.build import build
from specgen.conformance.probe.failures import ProbeError
from specgen.conformance.probe.recording import record


def main(arguments: Sequence[str] | None = None) -> int:
    """Does what the arguments say; 0 done, 1 failed, 2 wrong arguments."""
    given = _parser().parse_args(arguments)
    try:
        if given.command == "build":
            made = build(given.out, given.compiler)
        else:
            made = record(given.namespace, given.out, classes=given.classes, exe=given.exe, wine=given.wine)
    except ProbeError as error:
        print(error, file=sys.stderr)  # noqa: T201  this is a command
        return 1
    print(made)  # noqa: T201  as above
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m specgen.conformance.probe", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("build", help="compile the probe, for Windows and for Wine")
    making.add_argument("out", type=Path, metavar="OUT.exe")
    making.add_argument("--compiler", help="a mingw-w64 g++ (default: the one that is installed)")
    recording = commands.add_parser("record", help="what a namespace says, masked; nothing is called or changed")
    recording.add_argument("namespace", metavar="NAMESPACE", help="such as root/cimv2")
    recording.add_argument("out", type=Path, metavar="OUT.jsonl")
    recording.add_argument("--classes", type=Path, metavar="FILE", help="names, one per line; Wine cannot list them")
    recording.add_argument("--wine", type=Path, metavar="PATH", help="the wine to use, of any build tree")
    recording.add_argument("--exe", type=Path, metavar="FILE", help="a probe that was built before")
    return parser


if __name__ == "__main__":
    sys.exit(main())
