"""The English catalogue: texts collected from the code and templates of every room, translated in its own .po file.

Chinese is the source language. ``python -m zhiwei.platform.kit.catalogue`` brings the .po files in step with the code and
compiles the .mo files beside them, which are kept; it needs polib (requirements/dev.in) and no gettext programs.
"""
