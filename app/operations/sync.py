"""Packages as a person handles them: write, look into, merge, take back; keys, projects and the outbox.

One door to the modules beside it, each of which says why it is apart.
"""

from app.operations.sync_handover import (
    hand_over,
    handed_to_us,
    prepare_handover,
    take_over,
)
from app.operations.sync_keys import (
    Key,
    find_key,
    is_coordinator,
    list_keys,
    own_key,
    own_role,
    renew_own_key,
    revoke_key,
    trust_device,
)
from app.operations.sync_merging import (
    Preview,
    digest,
    gaps,
    list_merges,
    list_quarantine,
    merge_packages,
    preview_package,
    undo_merge,
)
from app.operations.sync_opening import (
    PackageFacts,
    grouped,
    inspect_package,
    needs_passphrase,
)
from app.operations.sync_reports import Gap, MergeReport, OddClock, PackageReport, UndoReport
from app.operations.sync_sending import (
    CampaignWish,
    PackageWish,
    PackageWritten,
    list_outbox,
    mark_handed_over,
    prepare_campaign,
    prepare_confirmation,
    prepare_package,
)

__all__ = [
    "CampaignWish",
    "Gap",
    "Key",
    "MergeReport",
    "OddClock",
    "PackageFacts",
    "PackageReport",
    "PackageWish",
    "PackageWritten",
    "Preview",
    "UndoReport",
    "digest",
    "find_key",
    "gaps",
    "grouped",
    "hand_over",
    "handed_to_us",
    "inspect_package",
    "is_coordinator",
    "list_keys",
    "list_merges",
    "list_outbox",
    "list_quarantine",
    "mark_handed_over",
    "merge_packages",
    "needs_passphrase",
    "own_key",
    "own_role",
    "prepare_campaign",
    "prepare_confirmation",
    "prepare_handover",
    "prepare_package",
    "preview_package",
    "renew_own_key",
    "revoke_key",
    "take_over",
    "trust_device",
    "undo_merge",
]
