"""What is to be sent where (投递要求), and the channels that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from config.addresses import is_mail_address
from config.settings import Config, OfficeSettings
from delivery.errors import one_line
from delivery.folder import FolderChannel
from delivery.hooks import HookChannel
from delivery.mail import MailChannel
from delivery.model import Channel
from ledger.model import NoticeRow
from registry.model import Registry
from workflow.papers.release.paper_desk import PaperError

MAIL, FOLDER, HOOK = "mail", "folder", "hook:"
PASSWORD_VARIABLE = "DUBAN_MAIL_PASSWORD"  # noqa: S105 - a name
WAYS: Mapping[str, str] = {"email": "电子邮件", "webhook": "网络钩子", "folder": "取件文件夹"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a person asks for.

    ``how`` is ``mail``, ``folder`` or ``hook:`` with a name of the settings. ``addresses`` stand in
    the place of those of the registry. ``is_again`` sends what was sent, or may have been.
    """

    notice_ids: tuple[int, ...]
    operator: str
    how: str = MAIL
    addresses: tuple[str, ...] = ()
    is_dry: bool = False
    is_again: bool = False

    def require_sound(self, config: Config) -> None:
        """Find out what is wrong whatever the document.

        Raises:
            PaperError: nobody is named, the way is unknown or not set up, an address is none.
        """
        if not one_line(self.operator):
            raise PaperError("没有写明经办人：请用 --by 写明姓名")
        wrong = [address for address in self.addresses if not is_mail_address(address)]
        if wrong:
            raise PaperError(f"“{one_line(wrong[0])}”不是可用的邮箱地址，请核对 --to")
        if self.addresses and self.how != MAIL:
            raise PaperError("--to 只用于电子邮件（--how mail）")
        if self.how == MAIL:
            _require_mail(config)
        elif self.how == FOLDER:
            _require_folder(config)
        elif self.how.startswith(HOOK):
            _require_hook(config, self.how.removeprefix(HOOK))
        else:
            raise PaperError(
                f"没有“{one_line(self.how)}”这种投递方式：--how 应为 mail、folder 或 hook:名称"
            )


def channels_for(
    config: Config,
    registry: Registry,
    row: NoticeRow,
    order: Order,
    environ: Mapping[str, str],
) -> tuple[Channel, ...]:
    """The channels for one document; ``environ`` holds passwords and keys.

    Raises:
        PaperError: nobody says where to.
    """
    if order.how == FOLDER and config.delivery.folder is not None:
        return (FolderChannel(folder=config.delivery.folder),)
    if order.how.startswith(HOOK):
        name = order.how.removeprefix(HOOK)
        (settings,) = (hook for hook in config.delivery.hooks if hook.name == name)
        secret = environ.get(settings.secret_variable or "")
        return (HookChannel(settings=settings, secret=secret),)
    return tuple(
        MailChannel(
            settings=config.mail,
            password=environ.get(PASSWORD_VARIABLE),
            sender_name=config.office.name,
            target=address,
        )
        for address in order.addresses or _addresses(registry, row)
    )


def _addresses(registry: Registry, row: NoticeRow) -> tuple[str, ...]:
    if row.agency_id is None:
        raise PaperError(
            f"第 {row.notice_id} 号文书（{row.kind.label}）不是发给某一个机关的，请用 --to 写明邮箱"
        )
    agency = registry.agencies.get(row.agency_id)
    if agency is None:
        raise PaperError(
            f"第 {row.notice_id} 号文书：名录中已没有机关 {row.agency_id}，请用 --to 写明邮箱"
        )
    if not agency.emails:
        raise PaperError(
            f"第 {row.notice_id} 号文书：名录中没有{agency.name}的电子邮箱，"
            "请在名录写明 emails（电子邮箱），或者用 --to 写明"
        )
    return tuple(dict.fromkeys(agency.emails))


def _require_mail(config: Config) -> None:
    """Nothing goes out by mail in the name of an office that has not said its name."""
    if config.mail.host is None or config.mail.sender is None:
        raise PaperError(
            "没有设置发信服务器或者发件人：请在 duban.toml 写明 mail.host、mail.sender"
        )
    unset = [name for name in ("name", "contact") if _is_unset(config, name)]
    if unset:
        raise PaperError(f"邮件要写明发文单位和联系人：请先在 duban.toml 写明 office.{unset[0]}")


def _is_unset(config: Config, name: str) -> bool:
    return bool(getattr(config.office, name) == getattr(OfficeSettings(), name))


def _require_folder(config: Config) -> None:
    if config.delivery.folder is None:
        raise PaperError("没有设置取件文件夹：请在 duban.toml 写明 delivery.folder")


def _require_hook(config: Config, name: str) -> None:
    named = [hook for hook in config.delivery.hooks if hook.name == name]
    if len(named) > 1:
        raise PaperError(f"duban.toml 中有几个名为“{name}”的网络钩子，请改成不同的名称")
    if not named:
        known = "、".join(hook.name for hook in config.delivery.hooks) or "（没有设置）"
        raise PaperError(f"没有名为“{one_line(name)}”的网络钩子；已设置的有：{known}")
