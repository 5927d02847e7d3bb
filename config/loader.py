"""Reads the configuration file and the environment into a ``Config``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from config.errors import InputError
from config.settings import Config
from config.tables import build, load_toml

CONFIG_NAME = "duban.toml"


def load_config(path: Path | None, environ: Mapping[str, str], folder: Path) -> Config:
    """The configuration: defaults, then the file, then the environment.

    ``path`` is the file a person named; without one ``duban.toml`` in ``folder`` is taken where
    there is one. Relative paths are meant from the file's folder. ``DUBAN_DATA_DIR``,
    ``DUBAN_REPORTS_DIR``, ``DUBAN_REGISTRY`` and ``DUBAN_BROWSER`` win over the file.

    Raises:
        InputError: every mistake of the file at once.
    """
    chosen = path or folder / CONFIG_NAME
    config = Config()
    base = folder
    if path is not None or chosen.is_file():
        config = _read(chosen)
        base = chosen.resolve().parent
    config = replace(
        config,
        data_dir=Path(environ.get("DUBAN_DATA_DIR", config.data_dir)),
        reports_dir=Path(environ.get("DUBAN_REPORTS_DIR", config.reports_dir)),
        registry=Path(environ.get("DUBAN_REGISTRY", config.registry)),
        browser=environ.get("DUBAN_BROWSER", config.browser),
    )
    return replace(
        config,
        data_dir=base / config.data_dir,
        reports_dir=base / config.reports_dir,
        registry=base / config.registry,
    )


def _read(path: Path) -> Config:
    problems: list[str] = []
    config = build(Config, load_toml(path), "", problems)
    if config is not None:
        problems.extend(_out_of_range(config))
    if problems or config is None:
        raise InputError(str(path), tuple(problems))
    return config


def _out_of_range(config: Config) -> list[str]:
    """Numbers that no office can mean."""
    crawl, schedule = config.crawl, config.schedule
    checks = [
        ("schedule.hour", 0 <= schedule.hour <= 23, "应在 0 到 23 之间"),  # noqa: PLR2004
        ("schedule.minute", 0 <= schedule.minute <= 59, "应在 0 到 59 之间"),  # noqa: PLR2004
        ("schedule.misfire_grace_seconds", schedule.misfire_grace_seconds > 0, "应大于 0"),
        ("crawl.delay_seconds", crawl.delay_seconds >= 0, "不能为负"),
        ("crawl.delay_jitter", 0 <= crawl.delay_jitter <= 1, "应在 0 到 1 之间"),
        ("crawl.timeout_seconds", crawl.timeout_seconds > 0, "应大于 0"),
        ("crawl.deadline_seconds", crawl.deadline_seconds > 0, "应大于 0"),
        ("crawl.page_budget", crawl.page_budget > 0, "应大于 0"),
        ("crawl.file_budget", crawl.file_budget > 0, "应大于 0"),
        ("crawl.max_bytes", crawl.max_bytes > 0, "应大于 0"),
        ("crawl.user_agent", bool(crawl.user_agent.strip()), "不能为空，应写明身份和联系方式"),
        ("office.correction_workdays", config.office.correction_workdays > 0, "应大于 0"),
    ]
    return [f"{key}：{complaint}" for key, is_right, complaint in checks if not is_right]
