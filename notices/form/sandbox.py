"""Where templates come from, and the sandbox that they run in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment

from notices.form.template_faults import TemplateFault

OWN_TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
_HARMLESS = frozenset({str, int, bool, tuple})


class OfficeFolder(FileSystemLoader):
    """The office's templates: only those that take the place of one of ours."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is the office's own."""
        # Editors of the office's computers may put a mark before the text.
        super().__init__(folder, encoding="utf-8-sig")
        self._folder = folder
        self._names = {path.name for path in OWN_TEMPLATES.iterdir()}

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """The source, or ``TemplateNotFound`` where the office changed nothing.

        Raises:
            TemplateFault: the file cannot be read.
        """
        if template not in self._names:
            raise TemplateNotFound(template)
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as error:
            raise TemplateFault(self._folder / template, None, "不是 UTF-8 编码") from error
        except OSError as error:
            if isinstance(error, TemplateNotFound):
                raise
            reason = f"不能读取（{error.strerror}）"
            raise TemplateFault(self._folder / template, None, reason) from error


class Sandbox(ImmutableSandboxedEnvironment):
    """Asks nothing about words and figures, which can be neither called nor changed.

    That is nearly all that templates reach for; to be asked each time takes most of the time.
    """

    def getattr(self, obj: object, attribute: str) -> object:
        """The attribute, or something undefined that tells why it may not be reached."""
        value = getattr(obj, attribute, None)
        if type(value) in _HARMLESS and not attribute.startswith("_"):
            return value
        return super().getattr(obj, attribute)
