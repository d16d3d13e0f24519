"""A multilingual content localization pipeline."""

__version__ = "0.1.0"
