"""Sild: interviews and stakeholder maps in the field, without a network.

The house (imports go down only; rooms on one line may not see each other where a bar
stands between them; proved by import-linter, see ``pyproject.toml``)::

    __main__                      `python -m app`: the checkout's set-up, then window or command line
    ui        |       cli         two equal clients, strangers to each other
    bootstrap                     opens a workspace, builds Services by constructor
    operations                    one function = one thing a person can ask for; returns Changes
    store | sync | reports | capture    SQLAlchemy | packages | frames, charts, PDF | camera, microphone
    i18n                          codes and values -> words, numbers, dates
    forms                         pure domain: no Qt, no SQL, no gettext
    records   |   xpath           revisions and the live view | pure expressions
    core      |   checkout        ids, errors, changes, progress, clock | set-up (standard library only)

Data enters through XLSForm workbooks only, and every interview is a set of immutable
revisions; see ``records`` for what a revision is and ``forms.session`` for how a form runs.
"""

__version__ = "0.1.0"
