"""From the screen at the venue through a phone's camera into the room."""

import contextlib
import io
import re

import pytest

from bench.checkin.crowd import make_event, make_members

WIDTH, HEIGHT, FRAMES = 640, 480, 20
CLUB = {"latitude": 41.0369, "longitude": 28.985}
PHONE = {"width": 390, "height": 844}
CHECKIN = re.compile(r"/checkin/[\w-]{28}$")


def _film(picture: bytes, target) -> None:
    """A film (YUV4MPEG2) of a picture that stands still, for Chromium's fake camera."""
    from PIL import Image

    frame = Image.new("L", (WIDTH, HEIGHT), 235)
    code = Image.open(io.BytesIO(picture)).convert("L").resize((420, 420))
    frame.paste(code, ((WIDTH - 420) // 2, (HEIGHT - 420) // 2))
    grey = bytes([128]) * (WIDTH * HEIGHT // 2)
    head = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode()
    target.write_bytes(head + (b"FRAME\n" + frame.tobytes() + grey) * FRAMES)


@pytest.fixture
def evening(odoo_db, _odoo_in_process):
    """An event that is on, its organiser and a member who did not register."""
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry

    with Registry(odoo_db).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
        event = make_event(
            env,
            "Evening at the Club House",
            use_place=True,
            place_latitude=CLUB["latitude"],
            place_longitude=CLUB["longitude"],
        )
        member = make_members(env, 1, "scan")
        member.write({"password": "scan-me-in", "name": "Ayşe Demir"})
        organizer = member.copy(
            {
                "login": "scan-organizer",
                "name": "Elif Kaya",
                "group_ids": [(6, 0, env.ref("event.group_event_user").ids)],
            }
        )
        organizer.password = "scan-me-in"
        return {"event": event.id, "member": member.login}


def _log_in(context, base, login):
    page = context.new_page()
    page.goto(f"{base}/web/login")
    page.fill("#login", login)
    page.fill("#password", "scan-me-in")
    page.click(".oe_login_form button[type=submit]")
    page.wait_for_url(re.compile("/(my|odoo)"))
    return page


def _scan(page, address, screen, film):
    """Hold the phone to the screen: the code on it lives for seconds, so whoever was
    slow holds it there once more.
    """
    from playwright.sync_api import TimeoutError as TooSlow

    for _try in range(4):
        _film(screen.locator("#qr").screenshot(), film)
        page.goto(address)
        with contextlib.suppress(TooSlow):
            page.wait_for_url(CHECKIN, timeout=20_000)
            return
    page.wait_for_url(CHECKIN)


def test_member_scans(odoo_plain_server, evening, launch_browser, tmp_path):
    """G29, G30: code on the screen, camera, one tap; the screen greets the member."""
    from playwright.sync_api import expect

    film = tmp_path / "camera.y4m"
    browser = launch_browser(
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )
    hall = browser.new_context(viewport={"width": 1400, "height": 800})
    phone = browser.new_context(
        viewport=PHONE,
        has_touch=True,
        geolocation={**CLUB, "accuracy": 25},
        permissions=["geolocation", "camera"],
    )
    screen = _log_in(hall, odoo_plain_server, "scan-organizer")
    page = _log_in(phone, odoo_plain_server, evening["member"])
    screen.goto(f"{odoo_plain_server}/checkin/screen/{evening['event']}")
    expect(screen.locator("#came")).to_have_text("0")
    _scan(page, f"{odoo_plain_server}/my/checkin", screen, film)
    page.locator("#confirm[data-ready]").wait_for()
    page.tap("button.main")
    expect(page.locator("h1")).to_have_text("You are in")
    expect(screen.locator("#came")).to_have_text("1")
    expect(screen.locator("#last")).to_contain_text("Ayşe D.")
    # Coming back with the same code shows the answer, and asks nothing again.
    page.goto(f"{odoo_plain_server}/my/checkin")
    page.wait_for_url(CHECKIN)
    expect(page.locator("h1")).to_have_text("You are in")
    browser.close()
