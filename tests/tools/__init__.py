"""Tools for people who work on Sild: ``python3 -m tests.tools.NAME``, under any Python."""

from app.checkout.setup import enter_environment

enter_environment()
