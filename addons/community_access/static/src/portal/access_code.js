import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

const ASK = 120000;
const ASK_AGAIN = 5000;

/**
 * The code on a member's phone. It holds the codes of the next minutes, shows the one of
 * this moment by the server's clock, and says when it falls behind.
 */
export class AccessCode extends Interaction {
    static selector = ".o_community_qr";

    setup() {
        this.words = JSON.parse(this.el.dataset.words);
        this.picture = this.el.querySelector("svg");
        this.life = this.el.querySelector(".o_community_life");
        this.notice = this.el.querySelector(".o_community_qr_notice");
        this.isSilent = false;
        this.isClosed = false;
        this.take(JSON.parse(this.el.dataset.codes));
    }

    start() {
        this.show();
        const ticking = setInterval(() => this.show(), 250);
        this.registerCleanup(() => clearInterval(ticking));
        this.waitForTimeout(() => this.ask(), ASK);
        // Whoever takes the phone out of the pocket wants the code of now.
        this.addListener(document, "visibilitychange", () => this.onVisible());
        this.lockScreen();
    }

    // The phone's own clock may be wrong; what it counts between two moments is right.
    get now() {
        return Date.now() / 1000 + this.ahead;
    }

    take({ now, step, codes }) {
        this.ahead = now - Date.now() / 1000;
        this.step = step;
        this.codes = codes;
    }

    async ask() {
        let answer;
        try {
            answer = await this.waitFor(rpc("/my/band/codes", {}, { silent: true }));
            this.isSilent = false;
            this.isClosed = !answer.codes.length;
            this.take(answer);
        } catch (error) {
            this.isSilent = true;
            this.isClosed = error.exceptionName === "odoo.http.SessionExpiredException";
        }
        this.waitForTimeout(() => this.ask(), this.isSilent ? ASK_AGAIN : ASK);
    }

    onVisible() {
        if (document.visibilityState === "visible") {
            this.show();
            this.lockScreen();
        }
    }

    lockScreen() {
        navigator.wakeLock?.request("screen").catch(() => {});
    }

    show() {
        const moment = this.now;
        const code = this.codes.find(({ at }) => at <= moment && moment < at + this.step);
        if (code && this.picture.dataset.at !== String(code.at)) {
            this.picture.dataset.at = code.at;
            this.picture.setAttribute("viewBox", `0 0 ${code.size} ${code.size}`);
            this.picture.firstElementChild.setAttribute("d", code.path);
        }
        this.picture.style.visibility = code ? "" : "hidden";
        this.life.style.width = code ? `${100 - ((moment - code.at) / this.step) * 100}%` : "0";
        this.say(code, moment);
    }

    say(code, moment) {
        const text = this.getNotice(code, moment);
        this.notice.hidden = !text;
        if (this.notice.textContent !== text) {
            this.notice.textContent = text;
        }
    }

    getNotice(code, moment) {
        if (this.isClosed) {
            return this.words.closed;
        }
        if (!code) {
            return this.words.out;
        }
        if (!this.isSilent) {
            return "";
        }
        const left = Math.round(this.codes.at(-1).at + this.step - moment);
        const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
        return this.words.late.replace("{time}", time);
    }
}

registry.category("public.interactions").add("community_access.access_code", AccessCode);
