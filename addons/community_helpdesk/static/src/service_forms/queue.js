/** Sends what waits, one form after the other, each once; what is refused comes back. */
import { ask, NoNetwork, NoSession, Refused } from "./api.js";
import { toSent } from "./rules.js";
import { store } from "./store.js";

const EVERY = 30_000; // milliseconds between two tries

export class Queue {
    isOnline = true;
    needsLogin = false;
    running = null;

    /** @param {Object} page has `refresh()` and `learn()`: what changed, what was sent */
    constructor(userId, page) {
        this.userId = userId;
        this.page = page;
        globalThis.addEventListener("online", () => this.run());
        globalThis.addEventListener("offline", () => this.note(false));
        setInterval(() => this.run(), EVERY);
    }

    note(isOnline, needsLogin = false) {
        this.isOnline = isOnline;
        this.needsLogin = needsLogin;
        this.page.refresh();
    }

    /** One run at a time: two would send the same form. */
    run() {
        this.running ||= this.sendAll()
            .then((count) => (count ? this.page.learn() : this.page.refresh()))
            .finally(() => {
                this.running = null;
            });
        return this.running;
    }

    async sendAll() {
        const forms = await store.getForms(this.userId);
        const waiting = forms.filter((each) => each.status === "waiting");
        for (const [count, form] of waiting.entries()) {
            const goesOn = await this.send(form);
            if (!goesOn) {
                return count;
            }
        }
        return waiting.length;
    }

    async send(form) {
        try {
            const answer = await ask("save", { form: toSent(form) });
            await this.keepAnswer(form, answer);
            this.note(true);
            return true;
        } catch (error) {
            if (error instanceof Refused) {
                await this.keepAnswer(form, { error: error.message });
                return true;
            }
            if (error instanceof NoNetwork || error instanceof NoSession) {
                this.note(error instanceof NoSession, error instanceof NoSession);
                return false;
            }
            throw error;
        }
    }

    async keepAnswer(form, answer) {
        if (answer.ok) {
            await store.removeForm(form.key);
        } else {
            await store.putForm({ ...form, status: "refused", error: answer.error });
        }
    }
}
