import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** Counts on while somebody is inside: how long, and how long it is paid. */
export class AccessInside extends Interaction {
    static selector = ".o_community_inside";

    setup() {
        const { now, since, until } = this.el.dataset;
        this.ahead = Number(now) - Date.now() / 1000;
        this.since = Number(since);
        this.until = Number(until);
        this.left = this.el.querySelector(".o_community_left");
        this.over = this.el.querySelector(".o_community_is_over");
    }

    start() {
        this.show();
        const ticking = setInterval(() => this.show(), 1000);
        this.registerCleanup(() => clearInterval(ticking));
    }

    show() {
        const now = Date.now() / 1000 + this.ahead;
        this.el.querySelector(".o_community_stay").textContent = this.format(now - this.since);
        if (!this.until) {
            return;
        }
        const isOver = now >= this.until;
        this.el.classList.toggle("o_community_over", isOver);
        this.left.hidden = isOver;
        this.over.hidden = !isOver;
        const shown = isOver ? this.over : this.left;
        shown.querySelector(".o_community_clock").textContent = this.format(
            Math.abs(this.until - now)
        );
    }

    format(seconds) {
        const all = Math.max(0, Math.floor(seconds));
        const two = (number) => String(number).padStart(2, "0");
        return `${Math.floor(all / 3600)}:${two(Math.floor(all / 60) % 60)}:${two(all % 60)}`;
    }
}

registry.category("public.interactions").add("community_access.access_inside", AccessInside);
