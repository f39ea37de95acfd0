"""PyPI's `caldav` at an address: answers questions of `test_calendar_feeds.py` in JSON, a line each.

It runs in `.venv/calendars`: the library brings a package that takes the place of urllib3.
"""

import datetime
import json
import sys

import caldav


def starts(events):
    return sorted(event.icalendar_component["DTSTART"].dt.isoformat() for event in events)


def fault(body):
    """The name of the library's error; nothing if there was none."""
    try:
        body()
    except caldav.lib.error.DAVError as error:
        return [type(error).__name__]
    return []


def main():
    address, name, token = sys.argv[1:]
    with caldav.DAVClient(address, username=name, password=token) as client:
        (calendar,) = client.principal().calendars()
        listed = None
        for line in sys.stdin:
            question, *rest = line.split()
            if question == "starts":
                answer = starts(calendar.events())
            elif question == "between":
                begin, end = map(datetime.datetime.fromisoformat, rest)
                answer = starts(calendar.search(start=begin, end=end, event=True, expand=False))
            elif question == "by-uid":
                one = calendar.events()[0]
                answer = [calendar.event_by_uid(str(one.icalendar_component["UID"])).data == one.data]
            elif question == "list":
                listed = calendar.objects_by_sync_token(load_objects=True)
                answer = [len(list(listed))]
            elif question == "sync":
                answer = [len(list(changed)) for changed in listed.sync()]
            elif question == "write":
                begin = datetime.datetime.now(datetime.timezone.utc)
                hour = datetime.timedelta(hours=1)
                answer = fault(lambda: calendar.save_event(dtstart=begin, dtend=begin + hour, summary="Written"))
            else:
                answer = fault(calendar.events()[0].delete)
            print(json.dumps(answer), flush=True)


main()
