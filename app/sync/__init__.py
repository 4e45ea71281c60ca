"""Packages that travel between workspaces: written, sealed, opened, and what a merge of one would change.

Pure but for the files it is given: no SQL, no words. ``operations`` brings revisions, forms and attachments from the
store and hands over what came in. From the bottom up::

    ranges, receipts, signing    which revisions somebody has, signed word of it
    seal, packing, disk          age; zstd without trust; the disk's errors
    container                    the ZIP: only stored members, every byte accounted for
    manifest, manifest_text      what a package says about itself, and that as canonical bytes
    parts, writing               members laid into files, signed, read back, put in place
    reading                      opened without belief, verified whole, given out piece by piece
    judging, merge               a line: revision or misfit; what a merge would change
    fingerprints                 a key as people compare it
"""
