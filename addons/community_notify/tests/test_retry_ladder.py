import json
import random
from datetime import datetime, timedelta

from odoo.tests import BaseCase, tagged

from ..tools import netgsm, sms_gateway, stop_words, webhook_signature, whatsapp
from ..tools.http_guard import Reply
from ..tools.retry_ladder import (
    ACCEPTED,
    BUSY,
    INTERVALS,
    LOOK_UP,
    NEVER,
    REFUSED,
    REPEAT,
    UNKNOWN,
    Answer,
    next_step,
    retry_after_seconds,
)
from ..tools.whatsapp_webhook import read_webhook

NOW = datetime(2026, 3, 10, 12, 0)
SEED = 20260310


@tagged("post_install", "-at_install", "community")
class TestRetryLadder(BaseCase):
    def test_busy(self):
        """G40: a busy provider is asked again at growing intervals, then no more."""
        waits = []
        for attempts in range(1, len(INTERVALS) + 1):
            step = next_step(Answer(BUSY, "provider_down"), attempts, NOW)
            self.assertEqual(step.action, "retry")
            waits.append(step.at - NOW)
        self.assertEqual(waits, list(INTERVALS))
        self.assertEqual(waits, sorted(set(waits)))
        last = next_step(Answer(BUSY, "provider_down"), len(INTERVALS) + 1, NOW)
        self.assertEqual((last.action, last.reason), ("failed", "provider_down"))

    def test_retry_after(self):
        """G40: what the provider asks for counts when it is longer, up to six hours."""
        for asked, expected in ((5, 60), (600, 600), (10**9, 21600)):
            step = next_step(Answer(BUSY, retry_after=asked), 1, NOW)
            self.assertEqual(step.at - NOW, timedelta(seconds=expected))
        self.assertEqual(retry_after_seconds("120", NOW), 120)
        date = "Tue, 10 Mar 2026 12:02:00 GMT"
        self.assertEqual(retry_after_seconds(date, NOW), 120)
        for junk in (None, "", "soon", "-5", "١٢", "9" * 400 + "x"):
            self.assertIsNone(retry_after_seconds(junk, NOW), junk)

    def test_silence(self):
        """G40: after silence a message goes again only where that cannot double it."""
        silent = Answer(UNKNOWN, "provider_down")
        self.assertEqual(next_step(silent, 1, NOW, REPEAT).action, "retry")
        step = next_step(silent, 1, NOW, LOOK_UP)
        self.assertEqual(step.action, "look_up")
        self.assertGreaterEqual(step.at - NOW, timedelta(minutes=15))
        step = next_step(silent, 1, NOW, NEVER)
        self.assertEqual((step.action, step.reason), ("failed", "interrupted"))

    def test_refused(self):
        """G40: a refusal is final and keeps its reason."""
        step = next_step(Answer(REFUSED, "bad_address"), 1, NOW, REPEAT)
        self.assertEqual((step.action, step.reason), ("failed", "bad_address"))
        self.assertEqual(next_step(Answer(ACCEPTED), 9, NOW).action, "sent")

    def test_stop_words(self):
        """A stop word alone means stop, inside a sentence it is only a word."""
        for text in ("STOP", "stop!", "Dur", "RET", "ret b038", "İPTAL", "IPTAL"):
            self.assertTrue(stop_words.is_stop(text), text)
        for text in ("გაუქმება", "СТОП", "Çık", "SMS iptal", " Unsubscribe. "):
            self.assertTrue(stop_words.is_stop(text), text)
        for text in ("", "Dur bir bakayım", "I will stop by at noon", "ok", "რა?"):
            self.assertFalse(stop_words.is_stop(text), text)

    def test_signature(self):
        """A signature counts for these bytes and this secret only."""
        body, secret = '{"a": "ğ"}'.encode(), b"secret"
        good = webhook_signature.sign(secret, body)
        self.assertTrue(webhook_signature.is_genuine(secret, body, good))
        for signature in (None, "", good[:-1], good.upper(), good[7:], "sha256=ğ"):
            self.assertFalse(
                webhook_signature.is_genuine(secret, body, signature), signature
            )
        self.assertFalse(webhook_signature.is_genuine(b"other", body, good))
        self.assertFalse(webhook_signature.is_genuine(secret, body + b" ", good))
        empty = webhook_signature.sign(b"", body)
        self.assertFalse(webhook_signature.is_genuine(b"", body, empty))

    def test_age(self):
        now = 1_800_000_000
        self.assertTrue(webhook_signature.is_timely(now - 6 * 86400, now))
        self.assertTrue(webhook_signature.is_timely(None, now))
        self.assertFalse(webhook_signature.is_timely(now - 8 * 86400, now))
        self.assertFalse(webhook_signature.is_timely(now + 3600, now))


GENUINE = {
    "object": "whatsapp_business_account",
    "entry": [
        {
            "id": "1",
            "changes": [
                {
                    "field": "messages",
                    "value": {
                        "metadata": {"phone_number_id": "5"},
                        "statuses": [{"id": "w", "status": "sent"}],
                        "messages": [
                            {
                                "id": "m",
                                "from": "995",
                                "type": "text",
                                "text": {"body": "x"},
                            }
                        ],
                    },
                }
            ],
        }
    ],
}


@tagged("post_install", "-at_install", "community")
class TestStrangeAnswers(BaseCase):
    """Whatever arrives is read without an error: 20,000 answers, seeded."""

    LEAVES = (
        None,
        True,
        -1,
        0,
        2**70,
        1.5,
        "",
        "00",
        "id",
        "\x00",
        "\ud800",
        "გ" * 50,
        "sent",
        "failed",
        "messages",
        "whatsapp_business_account",
    )
    KEYS = (
        "object",
        "entry",
        "changes",
        "field",
        "value",
        "metadata",
        "phone_number_id",
        "statuses",
        "messages",
        "id",
        "status",
        "timestamp",
        "errors",
        "code",
        "from",
        "text",
        "body",
        "type",
        "context",
        "jobid",
        "jobs",
        "number",
        "data",
        "name",
        "language",
        "paging",
        "cursors",
        "error",
        "error_data",
        "interactive",
        "event",
        "message_template_name",
        "components",
        "sender",
    )

    def _tree(self, dice, depth=0):
        kind = dice.random()
        if depth > 5 or kind < 0.35:
            return dice.choice(self.LEAVES)
        if kind < 0.55:
            return [self._tree(dice, depth + 1) for _ in range(dice.randrange(4))]
        return {
            dice.choice(self.KEYS): self._tree(dice, depth + 1)
            for _ in range(dice.randrange(6))
        }

    def _mutate(self, dice, node):
        """A genuine webhook with something in it replaced."""
        if dice.random() < 0.08:
            return self._tree(dice, 3)
        if isinstance(node, dict):
            return {key: self._mutate(dice, value) for key, value in node.items()}
        if isinstance(node, list):
            return [self._mutate(dice, value) for value in node]
        return node

    def _read_all(self, text, gateway):
        read_webhook(text.encode("utf-8", "surrogatepass"))
        for status in (200, 406, 500):
            reply = Reply(status, text, {"retry-after": text[:20]})
            for read in (netgsm.read_send, whatsapp.read_send):
                self.assertIn(
                    read(reply, NOW).verdict, (ACCEPTED, BUSY, UNKNOWN, REFUSED)
                )
            sms_gateway.read_send(gateway, reply, NOW)
            netgsm.read_report(reply)
            netgsm.read_inbox(reply)
            whatsapp.read_templates(reply)

    def test_strange_answers(self):
        """G38, G39: no answer and no webhook of a provider breaks its reader."""

        dice = random.Random(SEED)
        gateway = sms_gateway.Gateway(url="https://x", id_path="messages.0.id")
        for _round in range(1000):
            self._read_all(json.dumps(self._tree(dice)), gateway)
            self._read_all(json.dumps(self._mutate(dice, GENUINE)), gateway)
            text = json.dumps(GENUINE)
            self._read_all(text[: dice.randrange(len(text))], gateway)
        self._read_all("[" * 100_000, gateway)

    def test_gateway_text_is_no_parameter(self):
        """G40: what a member is told cannot add a parameter or a header."""
        gateway = sms_gateway.Gateway(
            url="https://x/send?to={digits}",
            parameters="text = {text}\nkey = {secret}",
            headers="X-Key: {secret}",
            secret="s3cret",
        )
        evil = "a&key=1\nkey = 2\r\nX: y {secret} {number}"
        call = sms_gateway.build_send(gateway, "+995 555 1", evil, "ref")
        self.assertEqual(call["data"], {"text": evil, "key": "s3cret"})
        self.assertEqual(call["url"], "https://x/send?to=9955551")
        in_json = sms_gateway.Gateway(
            url="https://x", style="json", parameters='{"m": ["{text}", 1]}'
        )
        call = sms_gateway.build_send(in_json, "+1", '"}], "x": "', "ref")
        self.assertEqual(call["json"], {"m": ['"}], "x": "', 1]})
        self.assertNotIn("s3cret", repr(gateway))
