#!/usr/bin/python3
"""Reads mails with Python's email package and their calendar parts with python3-icalendar; prints what it found as a JSON list."""
import email
import email.policy
import json
import sys

import icalendar


def read(raw):
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    found = {
        'headers': {key: str(value) for key, value in mail.items()},
        'count': {key: len(mail.get_all(key)) for key in mail.keys()},
        'addressee': [[each.display_name, each.addr_spec] for each in mail['To'].addresses],
        'author': [[each.display_name, each.addr_spec] for each in mail['From'].addresses],
        'date': mail['Date'].datetime.isoformat(),
        'defects': [str(each) for part in mail.walk() for each in part.defects] + [str(each) for value in mail.values() for each in value.defects],
        'parts': [],
        'longest_line': max(len(line) for line in raw.split(b'\r\n')),
        'bare_line_ends': raw.replace(b'\r\n', b'').count(b'\n') + raw.replace(b'\r\n', b'').count(b'\r'),
        'type': mail.get_content_type(),
    }
    for part in mail.walk():
        if part.is_multipart():
            continue
        text = part.get_payload(decode=True).decode('utf-8')
        found['parts'].append({'type': part.get_content_type(), 'method': part.get_param('method'), 'text': text})
        if part.get_content_type() == 'text/calendar':
            calendar = icalendar.Calendar.from_ical(text)
            event = calendar.walk('VEVENT')[0]
            found['calendar'] = {
                'method': str(calendar['METHOD']), 'uid': str(event['UID']), 'sequence': int(event['SEQUENCE']),
                'organizer': str(event['ORGANIZER']), 'attendee': str(event['ATTENDEE']), 'attendee_name': str(event['ATTENDEE'].params['CN']),
                'start': event.decoded('DTSTART').isoformat(), 'summary': str(event['SUMMARY']),
            }
    return found


print(json.dumps([read(open(name, 'rb').read()) for name in sys.argv[1:]]))
