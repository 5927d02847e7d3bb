"""The spiders (采集): the only room that knows Scrapy and Twisted."""
