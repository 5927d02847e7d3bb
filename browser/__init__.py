"""The browser (浏览器): the only room that knows Playwright."""
