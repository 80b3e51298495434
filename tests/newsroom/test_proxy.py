"""Whose failures are counted behind a proxy."""

import pytest
from django.test import RequestFactory

from newsroom.proxy import client_address


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        pytest.param({}, "127.0.0.1", id="no proxy"),
        pytest.param({"X-Forwarded-For": "203.0.113.9"}, "203.0.113.9", id="one"),
        pytest.param({"X-Forwarded-For": "10.0.0.1, 203.0.113.9"}, "203.0.113.9", id="forged"),
    ],
)
def test_the_address_is_the_one_that_our_proxy_saw(headers, address):
    request = RequestFactory().get("/", headers=headers)

    assert client_address(request) == address
