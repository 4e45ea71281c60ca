"""How fast Sild is, beside what else does the same: scripts that print tables, never tests that fail by the clock.

``python -m tests.benchmarks [NAME ...]`` runs the benches of `__main__` and prints one table for each. A figure means
little alone on a machine that does other things too, so every table carries the load of the machine before and after,
and every figure stands beside one of the same run: another engine on the same form with the same answers, or the
bare library under ours doing the least that could be called the same work. Published figures of engines that cannot
be run here stand in `published`, named as such.

Whatever is measured runs in a process of its own: imports, memory and caches are then those of a fresh start.
"""

from app.checkout.setup import enter_environment

enter_environment()
