/** What the page says: texts of the server, and numbers and moments in the user's way. */

export class Words {
    constructor(texts) {
        this.texts = texts.page;
        this.lang = texts.lang;
        this.clock = new Intl.DateTimeFormat(this.lang, { hour: "2-digit", minute: "2-digit" });
        this.day = new Intl.DateTimeFormat(this.lang, {
            weekday: "short",
            day: "numeric",
            month: "short",
        });
    }

    say(name, values = {}) {
        const text = this.texts[name] ?? name;
        return text.replace(/%\((\w+)\)s/g, (_all, key) => values[key] ?? "");
    }

    tellTime(iso) {
        return iso ? this.clock.format(new Date(iso)) : "";
    }

    tellDay(iso) {
        return iso ? this.day.format(new Date(iso)) : "";
    }
}
