"""TAXII 2.1, 8.2.2: TLS 1.2 and 1.3, no early data, no black-listed suites (RFC 7540, appendix A)."""

import socket
import ssl
import subprocess

import pytest

from support import TAXII, Process, insecure


@pytest.fixture(scope="module")
def secure(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    (folder / "seed.json").write_text('{"api_roots":[{"path":"a"}]}')
    process = Process("--seed", folder / "seed.json", log=folder / "log.txt")
    yield process.caller()
    process.stop()


def only(version, ciphers=None):
    context = insecure()
    context.minimum_version = context.maximum_version = version
    if ciphers:
        context.set_ciphers(ciphers)
    return context


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_8_2_2_tls_is_accepted(secure, version):
    """8.2.2: TLS 1.2 and TLS 1.3."""
    secure.context = only(version)
    assert secure.base.startswith("https://")
    assert secure.get("/taxii2/").status == 200


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
def test_8_2_2_older_tls_is_refused(secure, version):
    """8.2.2: nothing before TLS 1.2, even from a client that allows weak algorithms."""
    assert handshake(secure, only(version, "ALL:@SECLEVEL=0")) is None
    assert handshake(secure, only(ssl.TLSVersion.TLSv1_2, "ALL:@SECLEVEL=0")) is not None


def black_listed():
    """The suites of this OpenSSL for TLS 1.2 that are no AEAD with an ephemeral key exchange."""
    listed = (
        subprocess.run(
            ["openssl", "ciphers", "-s", "-tls1_2", "ALL:COMPLEMENTOFALL:@SECLEVEL=0"],
            capture_output=True,
            text=True,
            check=True,
        )
        .stdout.strip()
        .split(":")
    )
    modern = [
        name
        for name in listed
        if name.startswith(("ECDHE-", "DHE-")) and ("GCM" in name or "CHACHA" in name or "CCM" in name)
    ]
    return [name for name in listed if name not in modern and not name.startswith("TLS_")]


def test_8_2_2_black_listed_suites_are_refused(secure):
    """8.2.2: suites of RFC 7540, appendix A, one by one and all together."""
    suites = black_listed()
    assert len(suites) > 20
    accepted = [
        name
        for name in [*suites, ":".join(suites)]
        if handshake(secure, only(ssl.TLSVersion.TLSv1_2, name + ":@SECLEVEL=0"))
    ]
    assert accepted == []
    assert handshake(secure, only(ssl.TLSVersion.TLSv1_2, "ECDHE+AESGCM"))


def test_8_2_2_there_is_no_early_data(secure):
    """8.2.2: TLS 1.3 0-RTT must not be used: no session allows it."""
    done = subprocess.run(
        ["openssl", "s_client", "-connect", f"{secure.parts.hostname}:{secure.parts.port}", "-tls1_3", "-ign_eof"],
        input=f"GET /taxii2/ HTTP/1.1\r\nHost: x\r\nAccept: {TAXII}\r\nConnection: close\r\n\r\n",
        capture_output=True,
        text=True,
        timeout=20,
    )
    assert "TLSv1.3" in done.stdout and "200 OK" in done.stdout
    sizes = [line.split(":")[1].strip() for line in done.stdout.splitlines() if "Max Early Data" in line]
    assert set(sizes) <= {"0"}
    assert "Early data was accepted" not in done.stdout


def test_8_2_2_plain_http_on_the_tls_port_gets_nothing(secure):
    """8.2.2: HTTPS only."""
    with socket.create_connection((secure.parts.hostname, secure.parts.port), 10) as plain:
        plain.sendall(b"GET /taxii2/ HTTP/1.1\r\nHost: x\r\n\r\n")
        try:
            received = plain.recv(1000)
        except ConnectionError:
            received = b""
    assert b"title" not in received and b" 200 " not in received


def handshake(caller, context):
    """The suite that was agreed, or None."""
    try:
        with socket.create_connection((caller.parts.hostname, caller.parts.port), 10) as raw:
            with context.wrap_socket(raw) as secured:
                return secured.cipher()
    except (ssl.SSLError, ConnectionError):
        return None
