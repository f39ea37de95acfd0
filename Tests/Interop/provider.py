"""A real OpenID provider (Canaille) with one client and two people, on a port of loopback, until it is stopped.

Arguments: port, the client's identifier, its secret, the address that browsers go back to.
"""

import contextlib
import datetime
import subprocess
import sys

import requests

from support import free_port, wait_for

PASSWORD = "correct horse battery staple"


@contextlib.contextmanager
def running():
    """The provider, with the client `entente` of a node whose console is on the port that comes with it."""
    port, console = free_port(), free_port()
    process = subprocess.Popen(
        [sys.executable, __file__, str(port), "entente", "s3cret", f"http://localhost:{console}/open-id/back"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    issuer = f"http://localhost:{port}"

    def is_there():
        try:
            return requests.get(f"{issuer}/.well-known/openid-configuration", timeout=5).status_code == 200
        except requests.ConnectionError:
            return False

    try:
        wait_for(is_there, seconds=60)
        yield issuer, console
    finally:
        process.kill()
        process.wait()


def main(port, client, secret, back):
    from canaille import create_app
    from joserfc.jwk import RSAKey
    from werkzeug.serving import make_server

    key = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, private=True)
    app = create_app(
        {
            "SECRET_KEY": "of this run",
            "SERVER_NAME": f"localhost:{port}",
            "PREFERRED_URL_SCHEME": "http",
            "SESSION_COOKIE_SECURE": False,
            "CANAILLE": {"DATABASE": "memory", "SMTP": None, "FAVICON": None},
            "CANAILLE_OIDC": {"ACTIVE_JWKS": [key.as_dict(private=True)]},
        }
    )
    with app.app_context():
        from canaille.app import models
        from canaille.backends import Backend

        for name in ("n.sato", "stranger"):
            person = models.User(
                user_name=name, family_name=name, formatted_name=name, emails=[f"{name}@example.org"], password=PASSWORD
            )
            Backend.instance.save(person)
        now = datetime.datetime.now(datetime.timezone.utc)
        entry = models.Client(
            client_id=client,
            client_secret=secret,
            client_name="Entente",
            client_uri="http://localhost",
            redirect_uris=[back],
            client_id_issued_at=now,
            grant_types=["authorization_code"],
            response_types=["code"],
            scope=["openid", "email", "profile"],
            token_endpoint_auth_method="client_secret_basic",
            id_token_signed_response_alg="RS256",
        )
        Backend.instance.save(entry)
        entry.audience = [entry]
        Backend.instance.save(entry)
    make_server("127.0.0.1", int(port), app, threaded=True).serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
