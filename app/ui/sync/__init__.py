"""Packages in the window: prepared, handed over, confirmed; looked into, taken in, taken back; keys of computers."""
