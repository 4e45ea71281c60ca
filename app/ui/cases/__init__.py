"""My cases: whom to interview, what was tried, what comes next."""
