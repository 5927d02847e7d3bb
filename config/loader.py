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
        notices=replace(config.notices, templates=_beside(base, config.notices.templates)),
        delivery=replace(config.delivery, folder=_beside(base, config.delivery.folder)),
    )


def _beside(base: Path, path: Path | None) -> Path | None:
    return None if path is None else base / path


def _read(path: Path) -> Config:
    problems: list[str] = []
    config = build(Config, load_toml(path), "", problems)
    if problems or config is None:
        raise InputError(str(path), tuple(problems))
    return config
