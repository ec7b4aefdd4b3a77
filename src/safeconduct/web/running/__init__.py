"""Running the site: what ``safeconduct serve``, ``worker``, ``upgrade``, ``backup``, ``restore``, ``doctor`` and their like do.

``beginning.begin`` comes first; the other modules are imported after it, for they need the settings. Only ``founding`` and
``restoring`` need none: there is no site yet.
"""
