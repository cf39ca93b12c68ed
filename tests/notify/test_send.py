"""Real sending to loopback servers, what is made of each failure, and secrets that show nowhere."""

import io
import logging

import pytest

from oitcrawl.agencies.mailing import reference
from oitcrawl.errors import SettingsError
from oitcrawl.notify.addresses import Address, resolve
from oitcrawl.notify.letter import Letter
from oitcrawl.notify.send import _library, send
from oitcrawl.store.announcements import Sending
from tests.notify.servers import mail_server, webhook

SECRET = "zQ7hiddenTOKEN9x"
LETTER = Letter(title="[OIT] ทดสอบ", lines=("บรรทัดที่หนึ่ง", "บรรทัดที่สอง"), foot="รายงาน: -", cut="… {count}")


def at(server, scheme="json"):
    return f"{scheme}://127.0.0.1:{server.server_address[1]}"


def test_a_webhook_gets_title_and_text_in_thai():
    with webhook() as server:
        assert Sending.SENT is send(Address(f"{at(server)}/hooks/{SECRET}"), LETTER, 3000).state

    ((path, body),) = server.came
    assert f"/hooks/{SECRET}" == path
    assert (LETTER.title, LETTER.text(3000)) == (body["title"], body["message"])


def test_a_mail_server_writes_to_the_receiver_that_the_agencies_file_names():
    with mail_server() as server:
        environ = {"MAIL": f"{at(server, 'mailto')}?from=oit@province.example.go.th"}
        sent = send(resolve("mailto:clerk@abt.example.go.th", environ, "env:MAIL"), LETTER, 3000)

    ((receivers, message),) = server.came
    assert (Sending.SENT, ["clerk@abt.example.go.th"]) == (sent.state, receivers)
    assert LETTER.title == str(message["Subject"])
    assert "oit@province.example.go.th" in str(message["From"])
    assert LETTER.text(3000).split() == message.get_content().split()


def test_a_mail_server_that_refuses_the_receiver_is_said_to():
    with mail_server() as server:
        server.refuses = True
        environ = {"MAIL": f"{at(server, 'mailto')}?from=oit@province.example.go.th"}
        sent = send(resolve("mailto:clerk@abt.example.go.th", environ, "env:MAIL"), LETTER, 3000)

    assert (Sending.FAILED, []) == (sent.state, server.came)
    assert "ผู้รับ" in sent.thai


@pytest.mark.parametrize(
    ("answer", "state", "words"),
    [
        (401, Sending.FAILED, "HTTP 401"),
        (404, Sending.FAILED, "HTTP 404"),
        (429, Sending.FAILED, "HTTP 429"),
        (503, Sending.FAILED, "HTTP 503"),
        ("hang up", Sending.UNSURE, "ได้รับหรือไม่"),
        ("slow", Sending.UNSURE, "ได้รับหรือไม่"),
    ],
)
def test_what_is_made_of_each_answer(answer, state, words, monkeypatch):
    monkeypatch.setattr("oitcrawl.notify.send._SECONDS", (1.0, 0.2))
    with webhook() as server:
        server.answers, server.patience = [answer], 0.6
        sent = send(Address(f"{at(server)}/{SECRET}"), LETTER, 3000)

    assert state is sent.state
    assert words in sent.thai
    assert 1 == len(server.came)


def test_a_server_that_is_not_there_may_be_tried_again():
    with webhook() as server:
        address = Address(f"{at(server)}/{SECRET}")
    sent = send(address, LETTER, 3000)

    assert (Sending.FAILED, "ต่อเครื่องปลายทางไม่ได้") == (sent.state, sent.thai)


@pytest.mark.parametrize("url", ["", "nothing", f"nosuch://{SECRET}", f"line://?token={SECRET}", "tgram://bad"])
def test_an_address_that_is_none_is_said_to_be_none(url):
    assert Sending.FAILED is send(Address(url), LETTER, 3000).state


def test_long_texts_are_cut_to_what_the_service_takes():
    long = Letter(
        title="t", lines=tuple(f"บรรทัดที่ {number} ยาวพอสมควร" for number in range(500)), foot="f", cut="… {count}"
    )
    with webhook() as server:
        send(Address(at(server)), long, 700)
        assert len(server.came[0][1]["message"]) <= 700


def shapes():
    """One address of every shape that Apprise knows, made of its own templates, with a secret in each place."""
    _library()
    from apprise.manager_plugins import NotificationManager

    for plugin in sorted(NotificationManager().plugins(), key=str):
        schemes = [one for one in (plugin.protocol, plugin.secure_protocol) if one]
        for scheme in schemes:
            name = scheme if isinstance(scheme, str) else scheme[0]
            for template in plugin.templates:
                yield name, template


SHAPES = sorted(set(shapes()))


def filled(scheme, template):
    """The template with the secret in every place; hosts lead to loopback."""

    class Places(dict):
        def __missing__(self, key):
            return {"schema": scheme, "host": "127.0.0.1", "port": "9"}.get(key, SECRET)

    return template.format_map(Places())


def test_every_shape_of_address_is_refused_in_the_agencies_file():
    assert len(SHAPES) > 300
    assert [] == [shape for shape in SHAPES if reference(filled(*shape))]


def test_no_shape_of_address_shows_in_what_is_told_nor_in_any_log(monkeypatch, capfd):
    """Every service is made to fail as its library lets it: no request leaves this machine."""

    def refuse(*_words, **_more):
        raise OSError(f"Connection refused by {SECRET}")

    monkeypatch.setattr("socket.create_connection", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    root = logging.getLogger()
    root.addHandler(handler)
    level = root.level
    root.setLevel(logging.DEBUG)
    told = []
    try:
        for shape in SHAPES:
            if shape[0] not in LOCAL:
                address = Address(filled(*shape))
                sent = send(address, LETTER, 3000)
                told.append(f"{sent} {address}")
    finally:
        root.removeHandler(handler)
        root.setLevel(level)

    assert SECRET not in "".join(told)
    assert SECRET not in written.getvalue()
    assert SECRET not in "".join(capfd.readouterr())


LOCAL = frozenset(
    {"dbus", "glib", "kde", "qt", "gnome", "macosx", "windows", "syslog", "rsyslog", "gnomenotification"}
)


@pytest.mark.parametrize("to", ["env:NOTHING", "file:/nowhere/at/all", "mailto:clerk@abt.example.go.th"])
def test_a_reference_that_leads_nowhere_names_itself_and_the_cure(to):
    with pytest.raises(SettingsError) as caught:
        resolve(to, {"OTHER": SECRET})

    assert caught.value.cure
    assert SECRET not in f"{caught.value}{caught.value.en}"


def test_a_file_or_variable_may_hold_an_address_or_a_plain_mail_address(tmp_path):
    file = tmp_path / "line.txt"
    file.write_text(f"\ufeffline://{SECRET}/U1\nmore\n", encoding="utf-8")

    assert f"line://{SECRET}/U1" == resolve(f"file:{file}", {}).url
    found = resolve("env:CLERK", {"CLERK": "clerk@abt.example.go.th", "MAIL": "mailto://127.0.0.1"}, "env:MAIL")
    assert ("clerk@abt.example.go.th", "mailto://127.0.0.1") == (found.mail, found.url)
    assert SECRET not in repr(resolve(f"file:{file}", {}))
