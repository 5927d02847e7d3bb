"""Looks at a site for the registry (查找栏目、识别网站类型): a crawl of one place, kept apart.

Politeness, robots and bounds are those of every crawl. What it saw lies in a folder of its own
below the data folder and is removed afterwards: it is no evidence of anything.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from browser.executable import find_browser
from config.clock import Clock, local_date
from config.errors import DubanError
from config.settings import Config
from registry.model import Agency, AgencyKind, Place
from spiders.job import CrawlJob, SurveyOrder
from spiders.proposal import Survey, survey

_RUN = "survey"


def survey_site(
    config: Config, clock: Clock, url: str, *, name: str = "", is_page_only: bool = False
) -> Survey:
    """What the site at ``url`` shows: the column of the reports, or only what that page is.

    ``name`` is the agency's full name, by which links of others are told apart.

    Raises:
        DubanError: the data folder cannot be written.
    """
    try:
        config.data_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="survey-", dir=config.data_dir) as folder:
            path = Path(folder)
            order = SurveyOrder(path=path / "column.json", is_page_only=is_page_only)
            return survey(_job(config, clock, url, name, path, order), order.path)
    except OSError as error:
        where = f"{config.data_dir}：数据文件夹写不进去（{error.strerror}）"
        raise DubanError(f"{where}，请检查权限和磁盘空间") from error


def _job(
    config: Config, clock: Clock, url: str, name: str, folder: Path, order: SurveyOrder
) -> CrawlJob:
    now = clock.now()
    host = urlsplit(url).hostname or ""
    agency = Agency(agency_id=_RUN, name=name, kind=AgencyKind.DEPARTMENT, region_code="")
    return CrawlJob(
        run_id=_RUN,
        years=(local_date(now).year - 1,),
        started_at=now,
        archive_root=folder / "archive",
        places=(Place(place_id=_RUN, agency_id=_RUN, home_url=url, hosts=(host,)),),
        agencies=(agency,),
        duties=(),
        crawl=config.crawl,
        browser_path=find_browser(config.browser),
        reading=config.reading,
        survey=order,
    )
