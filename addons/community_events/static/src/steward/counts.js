/** The two numbers over the scans: who is inside, or what was handed out; who came. */
import { h } from "./elements.js";

export class Counts {
    constructor(words) {
        this.words = words;
        this.purpose = h("p", { class: "purpose" });
        this.first = h("b", { "data-count": "inside" }, "0");
        this.label = h("span");
        this.came = h("b", { "data-count": "came" }, "0");
    }

    get boxes() {
        return [
            this.purpose,
            h("div", {}, this.first, this.label),
            h("div", {}, this.came, h("span", {}, this.words.say("came"))),
        ];
    }

    /** @param thing what this gate hands out, null at an entrance */
    refresh(thing, { inside, came, expected, given = 0, entitled = 0 }) {
        const { words } = this;
        this.purpose.hidden = !thing;
        this.purpose.textContent = thing ? words.say("give", { thing: thing.name }) : "";
        const of = { came: given, expected: entitled };
        const out = entitled ? words.say("of", of) : given;
        this.first.textContent = thing ? out : inside;
        this.first.dataset.count = thing ? "given" : "inside";
        this.label.textContent = words.say(thing ? "given" : "inside");
        this.came.textContent = words.say("of", { came, expected });
    }
}

/** Without network, until the server counts again. */
export function guessCounts(counts, { entries, inside }, { direction, thing }) {
    if (thing) {
        counts.given = (counts.given || 0) + 1;
        return;
    }
    const isIn = direction === "in";
    counts.came += isIn && !entries ? 1 : 0;
    counts.inside += Number(isIn) - Number(inside);
}
