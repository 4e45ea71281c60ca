"""Packages that travel between workspaces: written, sealed, opened, and what a merge of one would change.

Pure but for the files it is given: no SQL, no words. ``operations`` brings revisions, forms and attachments from the
store and hands over what came in.
"""
