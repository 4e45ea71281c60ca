"""The chords of key entry from paper; those that mean the same in an interview stand in `app.ui.runner.keys_row`.

Apart from `key_table` because the list of interviews binds one of them before anything of an interview is loaded.
"""

from __future__ import annotations

from typing import Final

KEY_IN: Final = ("F7", "Ctrl+7")
END_ROWS: Final = ("F8", "Ctrl+8")
ENTER: Final = ("Return",)
BACK: Final = ("Shift+Return", "Shift+Tab", "Alt+Left")
AS_REMARK: Final = ("Ctrl+Return",)
UP: Final = ("Up",)
DOWN: Final = ("Down",)
FAR_UP: Final = ("PgUp",)
FAR_DOWN: Final = ("PgDown",)
FIRST: Final = ("1",)
SECOND: Final = ("2",)
OWN: Final = ("3",)
FINISH: Final = ("Ctrl+Return",)
