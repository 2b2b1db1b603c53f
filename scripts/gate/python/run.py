"""Runs test files and writes what became of each test as JSON: `run.py REPORT FILE...`."""

import json
import sys

import pytest


class Report:
    """Of each test, its worst phase: a test whose clearing up fails has failed."""

    def __init__(self):
        self.tests = {}

    def pytest_runtest_logreport(self, report):
        before = self.tests.get(report.nodeid)
        if report.when == "call" or (before is None and report.outcome != "passed") or report.failed:
            self.tests[report.nodeid] = {
                "name": report.nodeid.split("::", 1)[-1],
                "state": report.outcome,
                "message": report.longreprtext if report.failed else "",
            }

    def pytest_collectreport(self, report):
        if report.failed:
            self.tests[report.nodeid] = {"name": report.nodeid, "state": "failed", "message": report.longreprtext}


plugin = Report()
pytest.main(["-q", "-p", "no:cacheprovider", "-c", "/dev/null" if sys.platform != "win32" else "nul", *sys.argv[2:]], plugins=[plugin])
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump(list(plugin.tests.values()), file)
