"""People's rights in the window: finding what is held of somebody, handing out a copy, erasing it."""
