"""One Chromium for all browser tests, a context of its own for each window that a test opens."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from corpus.models import Article, User
from tests.browser_launch import LAUNCH_ARGS, chromium_path

# Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=LAUNCH_ARGS)
        yield chromium
        chromium.close()
        # While Playwright's loop runs, what this thread asks goes through connections of its own.
        connections.close_all()


@dataclass
class Windows:
    """Opens windows of signed-in people, and hears what their consoles complain of."""

    browser: Browser
    address: str
    complaints: list[str]

    def open(self, user: User, path: str = "/", *, language: str = "ar", **options: Any) -> Page:
        client = Client()
        client.force_login(user)
        cookies = {
            settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value,
            settings.LANGUAGE_COOKIE_NAME: language,
        }
        window = self.browser.new_context(**{"viewport": {"width": 1400, "height": 900}, **options})
        window.add_cookies(
            [{"name": name, "value": it, "url": self.address} for name, it in cookies.items()]
        )
        page = window.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(self.address + path)
        page.evaluate("document.fonts.ready")
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        # Refused changes and cut lines are what some tests are about; Chromium logs them too.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.complaints.append(message.text)


@pytest.fixture
def windows(live_server: LiveServer, browser: Browser) -> Iterator[Windows]:
    """The windows of one test; it fails when a console told of an error, a CSP's among them."""
    opened = Windows(browser, live_server.url, [])
    yield opened
    for context in browser.contexts:
        context.close()
    assert opened.complaints == []


@pytest.fixture
def read(windows: Windows, editor: User) -> Callable[..., Page]:
    """Opens an article as the editor."""

    def opened(article: Article, path: str = "", **options: Any) -> Page:
        return windows.open(editor, article.get_absolute_url() + path, **options)

    return opened
