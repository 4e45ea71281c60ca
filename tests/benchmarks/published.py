"""Figures of engines that were measured elsewhere, to stand beside ours where the engine cannot be run.

JavaRosa d686d1b (Java 17) and ODK Web Forms engine 0.22.0 in Chromium, measured in November 2026 on two shared cores
with forms of the same measures and answers of the same kinds as `forms` makes; milliseconds and megabytes. They are
upper bounds of an afternoon, not of this run: what counts is a multiple, not a tenth.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Published:
    """One engine on one form: its first opening in a fresh process and its best. ``add_last`` is only given where as
    many instances were reached as the form wants.
    """

    first_load: float
    load: float
    answer: float
    answer_p95: float
    add_first: float
    add_last: float | None
    language: float | None
    memory: float


JAVAROSA = {
    "n100_r10": Published(1378, 280, 0.27, 10.9, 0.37, 0.37, 5.7, 444),
    "n1000_r10": Published(2376, 1315, 0.28, 9.7, 1.1, 1.1, 75.2, 524),
    "n5000_r10": Published(14619, 6907, 0.85, 46.5, 22.4, 22.4, 163, 1015),
    "n100_r100": Published(1717, 347, 0.58, 5.0, 0.56, 2.2, 20.9, 329),
    "n100_r500": Published(1620, 341, 0.31, 4.0, 0.53, 17.8, 41.3, 878),
    "n100_r100x": Published(2430, 615, 0.45, 7.0, 8.4, 9.2, 43.3, 316),
}
WEB_FORMS = {
    "n100_r10": Published(1858, 913, 0.30, 18.4, 74.5, 74.5, 23.9, 335),
    "n1000_r10": Published(4358, 1583, 1.4, 36.4, 434, 434, 155, 453),
    "n5000_r10": Published(12277, 12277, 4.8, 77.5, 1519, 1519, None, 551),
    "n100_r100": Published(1071, 768, 0.80, 30.2, 185, 521, 74.2, 395),
    "n100_r500": Published(3680, 1711, 1.1, 66.2, 272, None, 109, 355),
    "n100_r100x": Published(2374, 1221, 1.2, 51.1, 194, None, 61, 507),
}
"""In Chromium, which loads a form three to six times faster than the same engine does under Node."""
