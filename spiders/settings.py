"""How Scrapy behaves: polite, recorded, closed to the outside."""

from __future__ import annotations

import logging

from spiders.job import CrawlJob

# As many hosts as this are visited side by side; each host has one request at a time.
HOSTS_AT_ONCE = 32


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
        "CONCURRENT_REQUESTS": HOSTS_AT_ONCE,
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
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler},
        "REMOTE_CONTROL_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": logging.INFO,
        "STATS_DUMP": False,
    }
