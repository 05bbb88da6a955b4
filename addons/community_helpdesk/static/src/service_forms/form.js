/** The form that the officer fills in at the customer's. */
import { makeCustomerCard, makeCustomerField, makeHistory } from "./customer.js";
import { button, card, field, make } from "./elements.js";
import { Pad } from "./pad.js";
import { makePhotos } from "./photos.js";
import { findProblems, fromLocal, toIso, toLocal } from "./rules.js";
import { makeParts, makeWorksheet } from "./worksheet.js";

export class FormScreen {
    problems = {};

    constructor(page, form) {
        this.page = page;
        this.words = page.words;
        this.form = form;
        this.element = make("form", {
            class: "screen",
            novalidate: true,
            onsubmit: (event) => this.send(event),
        });
    }

    get type() {
        return this.page.facts?.types.find((type) => type.id === this.form.type_id);
    }

    /** Whether the page still shows this form: what comes later changes nothing. */
    get isOpen() {
        return this.page.screen === this;
    }

    /** Kept with every change, so that nothing is lost. */
    keep(values = {}) {
        if (this.isOpen) {
            Object.assign(this.form, values);
            this.page.keep(this.form);
        }
    }

    change(values) {
        if (this.isOpen) {
            this.keep(values);
            this.build();
        }
    }

    build() {
        const { words, form } = this;
        const place = globalThis.scrollY;
        const wait = (work) => (this.busy = work);
        const photos = makePhotos(words, form, () => this.change({}), wait);
        const parts = [
            this.makeHead(),
            form.error ? make("p", { class: "notice bad", role: "alert" }, form.error) : null,
            this.makeCustomer(),
            this.makeService(),
            this.makeTimes(),
            this.makeWork(),
            card(words.say("photos"), photos, this.tell("photos")),
            this.makeSignature(),
            this.makeBar(),
        ];
        this.element.replaceChildren(...parts.filter(Boolean));
        this.pad.show();
        globalThis.scrollTo(0, place);
    }

    /** Why the form was not sent, in words; empty when this is in order. */
    explain(name) {
        const problem = this.problems[name];
        return problem ? this.words.say(problem) : "";
    }

    tell(name) {
        const text = this.explain(name);
        return text ? make("p", { class: "problem", role: "alert" }, text) : null;
    }

    /** A field of one line that is kept while it is typed. */
    makeInput(name, attributes = {}, label = this.words.say(name)) {
        const input = make("input", {
            type: "text",
            autocomplete: "off",
            value: this.form[name] ?? "",
            oninput: (event) => this.keep({ [name]: event.target.value }),
            ...attributes,
        });
        return field(name, label, input, this.explain(name));
    }

    makeText(name, rows) {
        const area = make("textarea", {
            rows,
            value: this.form[name],
            oninput: (event) => this.keep({ [name]: event.target.value }),
        });
        return field(name, this.words.say(name), area, this.explain(name));
    }

    makeMoment(name) {
        return this.makeInput(name, {
            type: "datetime-local",
            value: toLocal(this.form[name]),
            oninput: (event) => this.keep({ [name]: fromLocal(event.target.value) }),
        });
    }

    makeHead() {
        const { words, form, page } = this;
        return make(
            "header",
            { class: "head" },
            button("‹", () => page.goHome(), "back", { "aria-label": words.say("back") }),
            make("h1", {}, form.number || words.say("new_form")),
            button(words.say("drop"), () => page.drop(form), "quiet", { name: "drop" })
        );
    }

    makeCustomer() {
        const { form, page } = this;
        if (!form.customer) {
            const choose = (customer) => this.change({ customer, email: customer.email });
            return card("", makeCustomerField(page, form, this.explain("customer"), choose));
        }
        return card(
            "",
            makeCustomerCard(page, form, () => this.change({ customer: null })),
            form.task ? make("p", { class: "task" }, form.task) : null,
            this.makeInput("email", { type: "email", inputmode: "email" })
        );
    }

    makeService() {
        const { form, words, page } = this;
        const types = page.facts?.types ?? [];
        const people = form.customer?.people ?? [];
        const choice = make(
            "select",
            { onchange: (event) => this.chooseType(Number(event.target.value) || null) },
            make("option", { value: "" }, words.say("choose")),
            types.map(({ id, name }) =>
                make("option", { value: id, selected: id === form.type_id }, name)
            )
        );
        return card(
            "",
            field("type_id", words.say("type"), choice, this.explain("type_id")),
            this.makeInput("authorised", { list: "people" }),
            make(
                "datalist",
                { id: "people" },
                people.map(({ name }) => make("option", { value: name }))
            ),
            this.makeInput("serial"),
            form.customer ? makeHistory(page, form) : null
        );
    }

    chooseType(id) {
        const type = this.page.facts.types.find((each) => each.id === id);
        this.change({ type_id: id, answers: {}, fee: type?.fee ? String(type.fee) : "" });
    }

    makeTimes() {
        const { words, form } = this;
        return card(
            words.say("times"),
            form.arrived ? this.makeMoment("arrived") : this.makeArrival(),
            this.makeMoment("started"),
            this.makeMoment("ended"),
            make("p", { class: "soft" }, words.say("ended_hint")),
            this.makeMoment("departed"),
            this.makeInput("km", { inputmode: "decimal" })
        );
    }

    makeArrival() {
        const { words } = this;
        const locate = make("input", { type: "checkbox", id: "locate", name: "locate" });
        const arrive = () => this.arrive(locate.checked);
        return make(
            "div",
            {},
            button(words.say("i_am_here"), arrive, "wide", { name: "arrive" }),
            make("label", { class: "check", for: "locate" }, locate, words.say("with_position"))
        );
    }

    /** The place is kept only if the officer ticks it, each time. */
    arrive(withPosition) {
        const now = toIso(new Date());
        this.change({ arrived: now, started: now });
        if (withPosition) {
            navigator.geolocation?.getCurrentPosition(({ coords }) => {
                const { latitude, longitude } = coords;
                this.keep({ position: { latitude, longitude } });
            });
        }
    }

    makeWork() {
        return card(
            this.words.say("work"),
            makeWorksheet(this),
            this.makeText("result", 4),
            makeParts(this),
            this.makeInput("fee", { inputmode: "decimal" }, this.getFeeLabel()),
            this.makeText("note", 2)
        );
    }

    getFeeLabel() {
        const symbol = this.page.facts?.currency.symbol;
        return symbol ? `${this.words.say("fee")} (${symbol})` : this.words.say("fee");
    }

    makeSignature() {
        const { words, form } = this;
        this.pad = new Pad(words, form.signature, (signature) => this.sign(signature));
        return card(
            words.say("signature"),
            this.pad.element,
            this.tell("signature"),
            this.makeInput("signed_by")
        );
    }

    /** Whoever received the service signs, unless another name is written. */
    sign(signature) {
        const { form } = this;
        this.keep({ signature, signed_by: form.signed_by || form.authorised });
        this.element.querySelector("[name=signed_by]").value = form.signed_by;
    }

    makeBar() {
        const label = this.words.say("send");
        const send = make("button", { type: "submit", class: "primary", name: "send" }, label);
        return make("div", { class: "bar" }, send);
    }

    async send(event) {
        event.preventDefault();
        await this.busy;
        const { form } = this;
        this.problems = findProblems(form, this.type);
        if (Object.keys(this.problems).length) {
            this.build();
            const first = this.element.querySelector("[aria-invalid], .problem");
            first.scrollIntoView({ block: "center" });
            return first.focus();
        }
        const now = toIso(new Date());
        const ended = form.ended ?? (now > form.started ? now : form.started);
        const departed = form.departed ?? (form.arrived ? ended : null);
        return this.page.send({ ...form, ended, departed });
    }
}
