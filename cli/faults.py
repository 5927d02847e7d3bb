"""An error nobody foresaw: a sentence for people, the traceback for the technician."""

from __future__ import annotations

import os
import traceback
from pathlib import Path

from config.errors import DubanError
from config.loader import load_config

LOG_NAME = "program-errors.log"


def fault_message(error: Exception) -> str:
    """What to tell a person; the traceback goes to the log in the data folder."""
    said = f"程序出错（{type(error).__name__}），本次没有完成，已有的数据不受影响。"
    try:
        log = load_config(None, os.environ, Path.cwd()).data_dir / "logs" / LOG_NAME
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            traceback.print_exception(error, file=file)
    except (OSError, DubanError):
        return f"{said}请告知系统维护人员。"
    return f"{said}详细记录见 {log}，请交系统维护人员。"
