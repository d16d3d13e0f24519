"""Building: what must be made again, and side by side."""

from i18n.builder.run import Row, Run, build

__all__ = ["Row", "Run", "build"]
