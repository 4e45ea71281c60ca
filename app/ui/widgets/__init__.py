"""Widgets that every page shares; each takes its words from the page and speaks through its signals.

    buttons   Button(kind, icon) · primary() secondary() quiet() danger() icon_button() · words("...") to retranslate
    labels    words(kind) · ElidedLabel · KeyCap · KeyHint
    chips     Chip · ChipRow (filter chips with counts)
    segments  Segmented · LanguageSwitch
    badges    Badge (frozen) · StateBadge · paint_badge (for delegates) · badge_width
    fields    SearchField · Field (label, control, message under it) · PassphraseEdit
    notice    NoticeBox (alert, notice, good or plain words on the page)
    empty     EmptyState
    progress  ProgressLine (how far, what, cancel) · ProgressStrip (a thin line)
    undo      UndoBar (ten seconds)
    dialogs   MessageDialog · ask (yes or no) · ask_text (a reason)
    layouts   row() column() card() scrolled() line() · Flow (wraps)
    focus     FocusRing, installed once by the program

None of them keeps words: a page calls its own ``retranslate()`` and sets them again.
"""
