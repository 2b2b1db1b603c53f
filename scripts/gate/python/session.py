"""What people do with aw-client, ActivityWatch's Python client, done with the real one against a server on port 5666."""

import time
from datetime import datetime, timedelta, timezone

import pytest
from aw_client import ActivityWatchClient
from aw_client.queries import DesktopQueryParams, canonicalEvents, fullDesktopQuery
from aw_core.models import Event
from requests.exceptions import HTTPError

NINE = datetime(2026, 1, 5, 9, tzinfo=timezone.utc)
DAY = (NINE - timedelta(hours=9), NINE + timedelta(hours=15))


def seconds(count):
    return timedelta(seconds=count)


def event(at, length, **data):
    return Event(timestamp=NINE + seconds(at), duration=seconds(length), data=data)


def spans(events):
    """Start, length and data of each, oldest first, in seconds from nine o'clock."""
    found = [((e.timestamp - NINE).total_seconds(), e.duration.total_seconds(), e.data) for e in events]
    return sorted(found, key=lambda span: span[0])


@pytest.fixture
def client():
    return ActivityWatchClient("aw-test-daytrail", testing=True)


@pytest.fixture
def bucket(client):
    client.create_bucket("aw-test-daytrail_b", "test")
    yield "aw-test-daytrail_b"
    client.delete_bucket("aw-test-daytrail_b", force=True)


def test_finds_the_server(client):
    client.wait_for_start(timeout=5)
    assert client.get_info()["testing"] is True


def test_creates_a_bucket_once_and_finds_it(client, bucket):
    client.create_bucket(bucket, "test")
    assert client.get_buckets()[bucket]["type"] == "test"


def test_inserts_reads_replaces_counts_and_deletes(client, bucket):
    client.insert_events(bucket, [event(0, 1, n=1), event(10, 2, n=2)])
    client.insert_event(bucket, event(20, 3, n=3))
    newest, middle, oldest = client.get_events(bucket)
    assert [newest.data["n"], middle.data["n"], oldest.data["n"]] == [3, 2, 1]
    middle.data["n"] = "changed"
    client.insert_event(bucket, middle)
    assert client.get_event(bucket, middle.id).data == {"n": "changed"}
    assert client.get_eventcount(bucket) == 3
    assert client.get_eventcount(bucket, start=NINE + seconds(15)) == 1
    assert spans(client.get_events(bucket, start=NINE + seconds(11), end=NINE + seconds(12), limit=-1)) == [
        (11.0, 1.0, {"n": "changed"})
    ]
    client.delete_event(bucket, middle.id)
    with pytest.raises(HTTPError, match="404"):
        client.get_event(bucket, middle.id)


def test_sends_what_it_queued_before_it_was_connected(client):
    name = "aw-test-daytrail_queue"
    client.create_bucket(name, "test", queued=True)
    for second in range(0, 300):
        client.heartbeat(name, event(second, 0, app=second // 100), pulsetime=2, queued=True, commit_interval=10)
    with client:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and (
            name not in client.get_buckets() or client.request_queue._persistqueue.qsize() > 0
        ):
            time.sleep(0.05)
    found = spans(client.get_events(name))
    client.delete_bucket(name, force=True)
    # The last beats never leave the client, which keeps them to join more to them.
    assert [(start, data) for start, _, data in found] == [(0.0, {"app": 0}), (100.0, {"app": 1}), (200.0, {"app": 2})]
    assert [length for _, length, _ in found][:2] == [99.0, 99.0]
    assert found[2][1] >= 80


def test_runs_the_canonical_queries(client):
    window, away, web = ("aw-watcher-window_t", "aw-watcher-afk_t", "aw-watcher-web-chrome_t")
    try:
        for name, kind in ((window, "currentwindow"), (away, "afkstatus"), (web, "web.tab.current")):
            client.create_bucket(name, kind)
        client.insert_events(
            window, [event(0, 60, app="Code", title="main.py"), event(60, 60, app="Chromium", title="Daytrail - x")]
        )
        client.insert_events(away, [event(0, 90, status="not-afk"), event(90, 60, status="afk")])
        tab = {"url": "https://www.example.org/a?b=1", "title": "x", "audible": False, "incognito": False}
        client.insert_event(web, Event(timestamp=NINE + seconds(60), duration=seconds(60), data=tab))
        params = {
            "bid_window": "aw-watcher-window_",
            "bid_afk": "aw-watcher-afk_",
            "classes": [[["Work"], {"type": "regex", "regex": "main\\.py|\\bnothing\\b"}]],
        }
        (result,) = client.query(fullDesktopQuery(DesktopQueryParams(**params)), [DAY])
        assert result["window"]["duration"] == 90
        assert [e["data"]["$category"] for e in result["window"]["cat_events"]] == [["Work"], ["Uncategorized"]]
        # With browsers, the full query of this version has a Python name in its text, which no server can read.
        browsing = canonicalEvents(DesktopQueryParams(**params, bid_browsers=[web])) + "RETURN = browser_events;"
        ((visit,),) = client.query(browsing, [DAY])
        assert (visit["duration"], visit["data"]["$domain"]) == (60, "example.org")
    finally:
        for name in (window, away, web):
            client.delete_bucket(name, force=True)


def test_is_told_what_is_wrong_with_a_query(client):
    with pytest.raises(HTTPError, match="400"):
        client.query("RETURN = nothing;", [DAY])


def test_exports_a_bucket_and_takes_it_in_again(client, bucket):
    client.insert_events(bucket, [event(0, 1, n=1), event(10, 2, n="é🎈")])
    exported = client.export_bucket(bucket)["buckets"][bucket]
    client.delete_bucket(bucket, force=True)
    client.import_bucket(exported)
    client.import_bucket(exported)
    assert spans(client.get_events(bucket)) == [(0.0, 1.0, {"n": 1}), (10.0, 2.0, {"n": "é🎈"})]


def test_keeps_settings(client):
    client.set_setting("daytrail-test", {"a": [1, None, "é"]})
    assert client.get_setting("daytrail-test") == {"a": [1, None, "é"]}
