"""The command line: a client of the operations, equal to the window. A public interface: scripts rely on it.

Exit status 0 done (warnings included), 1 the input is at fault, 2 wrong usage, 3 our bug. With ``--json`` exactly one
JSON object goes to standard output; words for people go to standard error then, else to standard output.
"""

from app.cli.entry import main, no_screen, report

__all__ = ["main", "no_screen", "report"]
