"""What every command shares: the configuration, the clock and where it prints."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from config.clock import Clock, SystemClock, local_date
from config.loader import CONFIG_NAME, load_config
from config.settings import Config
from workflow.workplace import require_sound_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One call of the command line."""

    config_path: Path | None = None

    def config(self) -> Config:
        """The configuration.

        Raises:
            InputError: the file has mistakes, or sets something for rules that do not exist.
        """
        config = load_config(self.config_path, os.environ, Path.cwd())
        require_sound_settings(config, str(self.config_path or Path.cwd() / CONFIG_NAME))
        return config

    def clock(self) -> Clock:
        """The machine's clock."""
        return SystemClock()

    def report_year(self, config: Config) -> int:
        """The report year of this call: as configured, else the year before the present one."""
        return config.report_year or local_date(self.clock().now()).year - 1
