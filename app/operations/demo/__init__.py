"""The demonstration: a workspace full of invented interviews, and the whole chain from workbook to printed page.

Everything in it is made up from ``resources/demo`` with a seed, so two demonstrations of one seed hold the same
answers, and every name says that it is an example.
"""
