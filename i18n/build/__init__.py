"""Building: what must be made again, and side by side."""

from i18n.build.run import Row, Run, build

__all__ = ["Row", "Run", "build"]
