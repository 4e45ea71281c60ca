"""ODK XPath as pure expressions: text -> tokens -> tree -> closures.

Knows nothing of forms, screens or stores: what it needs of the world comes in through ``environment``. ``nodes`` is the
tree, ``values`` what expressions evaluate to, ``functions`` the standard's functions by family.

What makes it quick, measured with ``python -m tests.benchmarks engine``: references are places in lists, never searches
(``paths``); predicates become questions to an index, a slice or a hoisted constant (``planner``, ``lookups``); what the
rows of a repeat are asked for is kept while the form runs instead of being worked out by every row: rows by value
(``buckets``), sums and counts (``tallies``), what all rows share (``gates``), running sums in one go (``aggregates``).
With the last four the 500th instance of a repeat whose rows all look at each other is added in 1.5 times the time of
the first ones instead of 24 times, and an answer in it takes a third of the time it took.
"""
