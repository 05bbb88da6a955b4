/** What the page says: texts of the server with names and times filled in. */

export class Words {
    constructor(texts) {
        Object.assign(this, texts);
        const [hour, minute] = ["2-digit", "2-digit"];
        this.clock = new Intl.DateTimeFormat(this.lang, { hour, minute });
        this.date = new Intl.DateTimeFormat(this.lang, {
            day: "numeric",
            month: "short",
            hour,
            minute,
        });
    }

    /** A text of the page, e.g. say("waiting", { count: 3, at: "14:05" }). */
    say(name, values = {}) {
        return fill(this.page[name] || name, values);
    }

    /** Seconds since 1970: the time alone when it is today. */
    tell(seconds) {
        const moment = new Date(seconds * 1000);
        const isToday = moment.toDateString() === new Date().toDateString();
        return (isToday ? this.clock : this.date).format(moment);
    }

    /** Heading and sentence of a verdict. */
    explain({ code, facts = {} }, gates = [], thing = null) {
        const name = thing && code === "by_hand" ? "given_by_hand" : code;
        const [heading, sentence] = this.codes[name] || [name, ""];
        const values = {
            thing: thing?.name || "",
            at: facts.at ? this.tell(facts.at) : "–",
            gates: gates
                .filter((gate) => facts.gates?.includes(gate.id))
                .map((gate) => gate.name)
                .join(", "),
        };
        return [
            heading,
            sentence.includes("%(gates)s") && !values.gates ? "" : fill(sentence, values),
        ];
    }
}

function fill(text, values) {
    return text.replace(/%\((\w+)\)s/g, (_all, name) => values[name] ?? "");
}
