"""Every widget in every mode as pictures, for eyes: ``python -m ui.widgets.gallery --out DIR``.

The people and dossiers in it are invented.
"""
