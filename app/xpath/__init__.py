"""ODK XPath as pure expressions: text -> tokens -> tree -> closures.

Knows nothing of forms, screens or stores: what it needs of the world comes in through ``environment``. ``nodes`` is the
tree, ``values`` what expressions evaluate to, ``functions`` the standard's functions by family.
"""
