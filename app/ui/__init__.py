"""The window: pages, the interview runner and the widgets they share. Asks `operations` for everything it shows."""
