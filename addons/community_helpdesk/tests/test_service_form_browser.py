import re
from pathlib import Path

from odoo.tests import HttpCase, tagged
from odoo.tools import file_path

from ..controllers.service_form_page import FOLDER
from ..controllers.service_form_words import get_words
from .common_form import ServiceFormCommon

ASKED = re.compile(r'\bsay\("(\w+)"')
STEPS = """
(async () => {
    const find = (what) => document.querySelector(what);
    const until = async (what) => {
        for (let time = 0; time < 150; time++) {
            if (find(what)) {
                return find(what);
            }
            await new Promise((resolve) => setTimeout(resolve, 100));
        }
        throw new Error(`not seen: ${what}: ${document.body.innerText}`);
    };
    let steps = 0;
    const tap = async (what) => {
        (await until(what)).click();
        steps += 1;
    };
    const type = async (what, text) => {
        const input = await until(what);
        input.value = text;
        const kind = input.tagName === "SELECT" ? "change" : "input";
        input.dispatchEvent(new Event(kind, { bubbles: true }));
    };
    const sign = async () => {
        const glass = await until("canvas.pad");
        glass.setPointerCapture = () => {};
        const { left, top } = glass.getBoundingClientRect();
        const move = (kind, x, y) =>
            glass.dispatchEvent(
                new PointerEvent(kind, {
                    clientX: left + x,
                    clientY: top + y,
                    bubbles: true,
                }),
            );
        move("pointerdown", 40, 80);
        move("pointermove", 120, 120);
        move("pointermove", 200, 60);
        move("pointerup", 200, 60);
        steps += 1;
    };
    %s
    console.log("test successful");
})().catch((error) => console.error(error.message));
"""
VISIT = """
    await tap("[name=open_visit]");
    await tap("[name=arrive]");
    await type("[name=authorised]", "Ayşe Demir");
    steps += 1;
    await type("[name^=answer_]", "1.5");
    await type("[name=result]", "The valve was changed.");
    await sign();
    %s
"""
SEND = """
    await tap("[name=send]");
    await until("[data-sent]");
    if (steps > 9) {
        throw new Error(`${steps} steps`);
    }
"""


@tagged("community", "post_install", "-at_install")
class TestServiceFormBrowser(HttpCase, ServiceFormCommon):
    """The officer's telephone and the customer's, one after the other."""

    browser_size = "390x844"
    touch_enabled = True

    def setUp(self):
        super().setUp()
        self.visit = (
            self._forms(self.head)
            .with_context(community_plan_visit=True)
            .create(
                {
                    "partner_id": self.ali.id,
                    "user_id": self.service_officer.id,
                    "type_id": self.visit_type.id,
                }
            )
        )

    def _walk(
        self, steps, path="/service/forms", login=None, ready="true", checker=None
    ):
        self.browser_js(
            path,
            STEPS % steps,
            ready=ready,
            login=login,
            error_checker=checker,
            timeout=60,
        )

    def _walk_as_officer(self, steps, **options):
        ready = "!!document.querySelector('[data-visit]')"
        self._walk(steps, login=self.service_officer.login, ready=ready, **options)

    def test_visit_and_approval(self):
        """M23-M40: nine steps at most, the customer signs on the glass; then he opens
        the link of the mail in his own browser and approves with two taps."""
        self._walk_as_officer(VISIT % SEND)
        visit = self.visit
        self.assertEqual((visit.state, visit.authorised_name), ("sent", "Ayşe Demir"))
        self.assertEqual(visit.signed_by, "Ayşe Demir")
        self.assertTrue(visit.signature and visit.arrived_at and visit.departed_at)
        self.assertEqual((visit.fee, visit.email), (150.0, self.ali.email))
        version = visit.version_ids.sudo()
        url = version._make_approval_url().replace(version.get_base_url(), "")
        self._walk(
            """
            await tap("input[name=score][value='9']");
            document.querySelector(".o_service_scores").closest("form").submit();
            """,
            path=url,
            ready="!!document.querySelector('.o_service_scores')",
        )
        visit.invalidate_recordset()
        self.assertEqual((visit.state, visit.score), ("approved", 9))

    def test_dead_zone(self):
        """Domain 11.4: without network, or while the server is busy, the form is kept,
        and it is sent once later."""
        self._walk_as_officer(
            VISIT
            % """
            const real = globalThis.fetch;
            globalThis.fetch = async () => { throw new TypeError("no network"); };
            await tap("[name=send]");
            await until(".notice.warn");
            await until("[data-form]");
            const name = "psycopg2.errors.SerializationFailure";
            const busy = { name, message: "busy" };
            const error = { code: 0, message: "Odoo Server Error", data: busy };
            globalThis.fetch = async () => new Response(JSON.stringify({ error }));
            globalThis.dispatchEvent(new Event("online"));
            await new Promise((resolve) => setTimeout(resolve, 500));
            if (!document.querySelector("[data-form]").disabled) {
                throw new Error("a busy server refuses nothing");
            }
            globalThis.fetch = real;
            for (const _time of [1, 2, 3]) {
                globalThis.dispatchEvent(new Event("online"));
            }
            await until("[data-sent]");
            """
        )
        self.assertEqual((self.visit.state, len(self.visit.version_ids)), ("sent", 1))

    def test_nothing_is_lost(self):
        """Domain 11.4: what was typed and signed is there when the page opens again;
        what the server refuses comes back with the reason."""
        self._walk_as_officer(
            VISIT
            % """
            const { store } = await import(
                "/community_helpdesk/static/src/service_forms/store.js"
            );
            const user = Number(document.querySelector("#forms").dataset.user);
            const [kept] = await store.getForms(user);
            if (!kept.signature || kept.result !== "The valve was changed.") {
                throw new Error("not kept");
            }
            await type("[name=serial]", "x".repeat(300));
            await tap("[name=send]");
            const notice = await until(".notice.bad");
            if (!notice.textContent.includes("serial")) {
                throw new Error(notice.textContent);
            }
            if ((await store.getForms(user))[0].status !== "refused") {
                throw new Error("not refused");
            }
            """
        )
        self.assertEqual(self.visit.state, "planned")

    def test_photo_that_comes_late(self):
        """Domain 11.4: a photo that is still made small goes along with the form."""
        self._walk_as_officer(
            VISIT
            % """
            const canvas = document.createElement("canvas");
            canvas.width = canvas.height = 400;
            const blob = await new Promise((resolve) => canvas.toBlob(resolve));
            const real = globalThis.createImageBitmap;
            globalThis.createImageBitmap = async (...options) => {
                await new Promise((resolve) => setTimeout(resolve, 800));
                return real(...options);
            };
            const files = new DataTransfer();
            files.items.add(new File([blob], "after.png", { type: "image/png" }));
            const input = await until("[name=photo_after]");
            input.files = files.files;
            input.dispatchEvent(new Event("change"));
            await tap("[name=send]");
            await until("[data-sent]");
            if (document.querySelector("[data-form]")) {
                throw new Error("the form came back");
            }
            """
        )
        self.assertEqual(len(self.visit.photo_ids), 1)

    def test_what_is_missing(self):
        """M28-M32: said beside the field, before anything is sent."""
        self._walk_as_officer(
            """
            await tap("[name=open_visit]");
            await tap("[name=send]");
            await until("#problem-result");
            const marked = document.querySelectorAll(".problem").length;
            if (marked < 5) {
                throw new Error(`${marked} problems`);
            }
            """
        )
        self.assertEqual(self.visit.state, "planned")

    def test_numbers(self):
        """M31: fees as people type them in three countries."""
        self._walk_as_officer(
            """
            const { readNumber, newForm, findProblems } = await import(
                "/community_helpdesk/static/src/service_forms/rules.js"
            );
            for (const [text, number] of [
                ["", 0], ["12", 12], ["12,5", 12.5], ["12.50", 12.5],
                ["1.234,50", 1234.5], ["1,234.50", 1234.5], ["1 234,5", 1234.5],
                ["1.234.567", 1234567], ["-3", null], ["a", null], ["1.2.3", null],
                ["12,", null],
            ]) {
                if (readNumber(text) !== number) {
                    throw new Error(`${text} is ${readNumber(text)}`);
                }
            }
            const form = newForm(1, null, new Date("2026-03-10T09:00:00Z"));
            const ended = "2026-03-10T08:59:59Z";
            if (findProblems({ ...form, ended }).ended !== "ends_before") {
                throw new Error("ends before it begins");
            }
            """
        )
        self.assertEqual(self.visit.state, "planned")


@tagged("community", "post_install", "-at_install")
class TestServiceFormPage(HttpCase, ServiceFormCommon):
    def test_page(self):
        """M23, M24: for officers alone, with a strict policy and no data in it."""
        self.authenticate(self.service_officer.login, self.service_officer.login)
        page = self.url_open("/service/forms")
        self.assertEqual(page.status_code, 200)
        self.assertIn("script-src 'self'", page.headers["Content-Security-Policy"])
        self.assertNotIn("ABC Holding", page.text)
        for user in (self.ali_user, self.internal):
            self.authenticate(user.login, user.login)
            self.assertEqual(self.url_open("/service/forms").status_code, 403)
        self.logout()
        asked = self.url_open("/service/forms", allow_redirects=False)
        self.assertIn("/web/login", asked.headers["Location"])

    def test_worker(self):
        """Domain 11.4: the script keeps every file of the page, and no data."""
        script = self.url_open("/service/forms/sw.js")
        self.assertEqual(script.headers["Service-Worker-Allowed"], "/service/forms")
        for name in ("main.js", "form.js", "service_forms.css"):
            self.assertIn(f"/service_forms/{name}", script.text)
        self.assertNotIn("worker.js", script.text.partition(";\n")[0])
        manifest = self.url_open("/service/forms/manifest.webmanifest").json()
        self.assertEqual(manifest["start_url"], "/service/forms")

    def test_words(self):
        """M23: each text that the scripts ask for by name is there."""
        known = get_words(self.env)["page"]
        asked = set()
        for script in Path(file_path(FOLDER)).glob("*.js"):
            asked |= set(ASKED.findall(script.read_text(encoding="utf-8")))
        self.assertGreater(len(asked), 30)
        self.assertFalse(asked - known.keys())
        self.assertTrue(all(known.values()))
