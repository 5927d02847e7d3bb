"""Where a template is wrong: its file, its line and the reason, for the technician."""

from __future__ import annotations

from pathlib import Path
from traceback import extract_tb

from jinja2.exceptions import (
    SecurityError,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)

from config.errors import DubanError

_ENDINGS = (".html", ".css", ".txt")
# What a template can raise: Jinja2's own, and those of an expression that does not fit its value.
FAULTS = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)


class TemplateFault(DubanError):  # noqa: N818 - the word of the field
    """A template cannot be used; the message names file and line.

    ``path`` is the file, ``line`` counts from 1; each is ``None`` where it cannot be told.
    """

    def __init__(self, path: Path | None, line: int | None, reason: str) -> None:
        """``reason`` is Chinese, without a full stop."""
        self.path = path
        self.line = line
        where = f"{path}{f'第{line}行' if line else ''}：" if path else ""
        super().__init__(
            f"{where}{reason}。原有的文书没有改动；请改正模板，"
            "或者从自带的模板重新复制（duban notices templates copy）"
        )


def fault_of(error: Exception) -> TemplateFault | None:
    """The fault that ``error`` shows, or ``None`` where no template had a part in it."""
    if isinstance(error, TemplateSyntaxError):
        path = Path(error.filename) if error.filename else None
        return TemplateFault(path, error.lineno, f"模板语法有误（{error.message}）")
    frames = [frame for frame in extract_tb(error.__traceback__) if _is_template(frame.filename)]
    if frames:
        last = frames[-1]
        return TemplateFault(Path(last.filename), last.lineno, _reason(error))
    return TemplateFault(None, None, _reason(error)) if isinstance(error, TemplateError) else None


def _is_template(filename: str) -> bool:
    return filename.endswith(_ENDINGS)


def _reason(error: Exception) -> str:
    if isinstance(error, SecurityError):
        return f"模板用了不允许的写法（{error}）"
    if isinstance(error, TemplateNotFound):
        return f"没有名为“{error.name}”的模板"
    if isinstance(error, UndefinedError):
        return f"用到的内容不存在（{error.message}）"
    if isinstance(error, RecursionError):
        return "模板互相引用，没有尽头"
    return f"写法与内容不符（{error}）"
