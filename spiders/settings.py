"""How Scrapy behaves: polite, recorded, closed to the outside."""

from __future__ import annotations

import logging
import resource

from spiders.job import CrawlJob

# As many requests of a scheme are on their way at a time, over all hosts; each host has one. A host
# in its pause counts for nothing.
REQUESTS_AT_ONCE = 128
# As many places as this are under way at a time: each may keep a connection open between two
# requests, and where there is a browser, a context in it.
_PLACES_AT_ONCE, _WITH_BROWSER = 1000, 200
# As many files this process asks to have open, connections among them; so many are others.
_FILES, _OTHER_FILES = 4096, 200

_IDLE = (
    "offsite.OffsiteMiddleware",
    "httpauth.HttpAuthMiddleware",
    "downloadtimeout.DownloadTimeoutMiddleware",
)


def places_at_once(*, has_browser: bool) -> int:
    """How many places may be under way; the files that this process may open bound it too.

    Where the system lets so few be open that this counts, more are asked for.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    files = _FILES if hard == resource.RLIM_INFINITY else min(hard, _FILES)
    if soft != resource.RLIM_INFINITY and soft < files:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
    left = max(1, files - _OTHER_FILES - REQUESTS_AT_ONCE)
    return min(left, _WITH_BROWSER if has_browser else _PLACES_AT_ONCE)


def scrapy_settings(job: CrawlJob) -> dict[str, object]:
    """The settings of the child's Scrapy for ``job``."""
    crawl = job.crawl
    handler = "spiders.handler.RenderingHandler"
    return {
        "BOT_NAME": "duban",
        "USER_AGENT": crawl.user_agent,
        # Robots, redirects, retries and refreshes are the visit's own business: it must judge
        # every hop by the place's hosts and record it.
        "ROBOTSTXT_OBEY": False,
        "REDIRECT_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "RETRY_ENABLED": False,
        "CONCURRENT_REQUESTS": REQUESTS_AT_ONCE,  # kept by our handler
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": crawl.delay_seconds,
        "DOWNLOAD_DELAY_JITTER": crawl.delay_jitter,
        "AUTOTHROTTLE_ENABLED": crawl.delay_seconds > 0,
        "AUTOTHROTTLE_START_DELAY": crawl.delay_seconds,
        "AUTOTHROTTLE_MAX_DELAY": max(60.0, crawl.delay_seconds),
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 0.5,
        "DOWNLOAD_TIMEOUT": crawl.timeout_seconds,
        "DOWNLOAD_MAXSIZE": crawl.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        # The archive keeps bytes as served, so none are asked for in compressed form.
        "COMPRESSION_ENABLED": False,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9",
            "Accept-Encoding": "identity",
        },
        "COOKIES_ENABLED": True,
        # What these would do is done by the visit, or for nobody.
        "DOWNLOADER_MIDDLEWARES": {f"scrapy.downloadermiddlewares.{name}": None for name in _IDLE},
        "DOWNLOADER_STATS": False,
        "LOGSTATS_INTERVAL": 0,
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler},
        "REMOTE_CONTROL_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": logging.INFO,
        "STATS_DUMP": False,
    }
