"""Loaded by every Python that an end-to-end test starts: to ask for the network is to die."""

import os
import socket
import sys

_INTERNET = (socket.AF_INET, socket.AF_INET6)
_NAMES = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")


def _watch(event, arguments):
    used = arguments[1] in _INTERNET if event == "socket.__new__" else event in _NAMES
    if used:
        with open(os.environ["PHOTOSEARCH_TEST_NETWORK_LOG"], "a", encoding="utf-8") as log:
            log.write(f"{sys.argv}: {event}{arguments[1:]}\n")
        os.abort()


sys.addaudithook(_watch)
