#!/usr/bin/python3
"""A real SMTP server (aiosmtpd) for the tests of mail: STARTTLS with AUTH, TLS with AUTH, and one without either.

smtp_server.py FOLDER CERTIFICATE KEY prints its three ports and keeps each mail as FOLDER/N.eml beside FOLDER/N.json.
What it does wrong depends on the recipient: grey@ is 451 the first time, gone@ 550, busy@ 452, reset@ breaks the connection
when the text has come, silent@ says nothing then.
"""
import asyncio
import json
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

USER, PASSWORD = b'fenliu', 'p\u00e4ss word'.encode()
folder = pathlib.Path(sys.argv[1])
seen = set()
count = 0


def authenticate(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (USER, PASSWORD)
    return AuthResult(success=good, handled=good, auth_data=USER if good else None)


class Office:
    async def handle_EHLO(self, server, session, envelope, hostname):
        session.host_name = hostname
        with (folder / 'connections').open('a') as file:
            file.write(f'{session.peer[1]}\n')
        return '250 HELP'

    async def handle_RCPT(self, server, session, envelope, address, options):
        who = address.split('@')[0]
        if who == 'gone':
            return '550 5.1.1 No such mailbox'
        if who == 'busy':
            return '452 4.2.2 Mailbox full'
        if who == 'grey' and address not in seen:
            seen.add(address)
            return '451 4.7.1 Greylisted, come again'
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        global count
        who = envelope.rcpt_tos[0].split('@')[0]
        if who == 'reset':
            server.transport.abort()
            return '250 nobody hears this'
        if who == 'silent':
            await asyncio.sleep(600)
        count += 1
        (folder / f'{count}.eml').write_bytes(envelope.original_content)
        about = {'from': envelope.mail_from, 'to': envelope.rcpt_tos, 'tls': server.transport.get_extra_info('ssl_object') is not None, 'user': (session.auth_data or b'').decode()}
        (folder / f'{count}.json').write_text(json.dumps(about))
        return '250 kept'


async def main():
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(sys.argv[2], sys.argv[3])
    loop = asyncio.get_running_loop()

    def server(**options):
        return lambda: SMTP(Office(), hostname='mail.test', loop=loop, **options)

    signed_in = {'authenticator': authenticate, 'auth_required': True}
    kinds = [
        # Under implicit TLS aiosmtpd does not know that there is TLS.
        (server(tls_context=tls, require_starttls=True, **signed_in), None),
        (server(auth_require_tls=False, **signed_in), tls),
        (server(), None),
    ]
    ports = []
    for factory, context in kinds:
        listening = await loop.create_server(factory, '127.0.0.1', 0, ssl=context)
        ports.append(listening.sockets[0].getsockname()[1])
    print(*ports, flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
