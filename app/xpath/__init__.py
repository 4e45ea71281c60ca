"""ODK XPath as pure expressions: text -> tokens -> tree -> closures. Knows nothing of forms; see ``nodes`` for the tree."""
