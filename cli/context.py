"""What every command shares: the configuration, the clock and where it prints."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from config.clock import Clock, SystemClock, local_date
from config.loader import load_config
from config.settings import Config


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One call of the command line."""

    config_path: Path | None = None

    def config(self) -> Config:
        """The configuration.

        Raises:
            InputError: the file has mistakes.
        """
        return load_config(self.config_path, os.environ, Path.cwd())

    def clock(self) -> Clock:
        """The machine's clock."""
        return SystemClock()

    def report_year(self, config: Config) -> int:
        """The report year of this call: as configured, else the year before the present one."""
        return config.report_year or local_date(self.clock().now()).year - 1
