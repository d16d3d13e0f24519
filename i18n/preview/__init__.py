"""The site in the browser while it is written: in memory, on this machine only."""

from i18n.preview.server import serve

__all__ = ["serve"]
