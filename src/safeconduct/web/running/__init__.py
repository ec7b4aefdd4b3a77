"""Running the site: what ``safeconduct serve``, ``worker``, ``upgrade``, ``verify``, ``send-test-email`` and ``demo`` do.

``beginning.begin`` comes first; the other modules are imported after it, for they need the settings.
"""
