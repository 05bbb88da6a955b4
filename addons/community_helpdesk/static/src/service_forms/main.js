/** The page of the service officer: puts its parts together. */
import { ask, NoSession } from "./api.js";
import { make } from "./elements.js";
import { FormScreen } from "./form.js";
import { showHome } from "./home.js";
import { Queue } from "./queue.js";
import { newForm } from "./rules.js";
import { store } from "./store.js";
import { Words } from "./words.js";

class Page {
    facts = null;
    forms = [];
    screen = null;

    constructor(root) {
        this.root = root;
        this.words = new Words(JSON.parse(root.dataset.words));
        this.userId = Number(root.dataset.user);
        this.queue = new Queue(this.userId, this);
        this.status = make("p", { class: "toast", role: "status", "aria-live": "polite" });
        document.body.append(this.status);
    }

    async start() {
        navigator.serviceWorker?.register("/service/forms/sw.js", { scope: "/service/forms" });
        navigator.storage?.persist?.();
        this.facts = await store.getFacts(this.userId);
        await this.refresh();
        await this.queue.run();
        await this.learn();
    }

    /** What the server knows now; without network, what it said last. */
    async learn() {
        try {
            const facts = await ask("state");
            if (facts.user.id !== this.userId) {
                throw new NoSession();
            }
            this.facts = facts;
            await store.putFacts(this.userId, this.facts);
            this.queue.note(true);
        } catch (error) {
            this.queue.note(error instanceof NoSession, error instanceof NoSession);
        }
        await this.refresh();
    }

    /** The first screen anew; a form that somebody fills in is left alone. */
    async refresh() {
        if (!this.screen) {
            this.forms = await store.getForms(this.userId);
            if (!this.screen) {
                this.root.replaceChildren(showHome(this));
            }
        }
    }

    async goHome() {
        this.screen = null;
        await this.refresh();
        globalThis.scrollTo(0, 0);
    }

    openForm(visit) {
        const form = newForm(this.userId, visit);
        const type = this.facts?.types.find((each) => each.id === form.type_id);
        form.fee = type?.fee ? String(type.fee) : "";
        this.open(form);
    }

    async openKept(key) {
        const form = await store.getForm(key);
        if (form && form.status !== "waiting") {
            this.open(form);
        }
    }

    open(form) {
        this.screen = new FormScreen(this, form);
        this.root.replaceChildren(this.screen.element);
        this.screen.build();
        globalThis.scrollTo(0, 0);
    }

    keep(form) {
        const status = form.error ? "refused" : "draft";
        store
            .putForm(structuredClone({ ...form, status }))
            .catch(() => this.toast(this.words.say("no_room")));
    }

    async drop(form) {
        if (globalThis.confirm(this.words.say("drop_sure"))) {
            await store.removeForm(form.key);
            await this.goHome();
        }
    }

    async send(form) {
        try {
            await store.putForm({ ...form, status: "waiting", error: "" });
        } catch {
            return this.toast(this.words.say("no_room"));
        }
        await this.goHome();
        this.toast(this.words.say(navigator.onLine ? "sending" : "kept"));
        await this.queue.run();
        const refused = await store.getForm(form.key);
        if (!refused) {
            this.toast(this.words.say("was_sent"));
        } else if (refused.status === "refused") {
            this.open(refused);
        } else {
            this.toast(this.words.say("kept"));
        }
    }

    toast(text) {
        clearTimeout(this.toastTimer);
        this.status.textContent = text;
        this.status.classList.add("shown");
        this.toastTimer = setTimeout(() => this.status.classList.remove("shown"), 4000);
    }
}

const page = new Page(document.getElementById("forms"));
page.start();
