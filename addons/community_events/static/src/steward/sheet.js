/** Windows over the scan page: what the steward is asked, gates, search by name. */
import { h } from "./elements.js";

/** @returns {Promise} what `fill` was told to close with, undefined when closed */
function open(title, fill, { isTitleFirst = false } = {}) {
    return new Promise((resolve) => {
        let result;
        const dialog = h("dialog", { class: "sheet" });
        const close = (value) => {
            result = value;
            dialog.close();
        };
        // A scanner's Enter must not press what happens to have the focus.
        const rules = isTitleFirst ? { tabindex: -1, autofocus: true } : {};
        dialog.append(h("h2", rules, title), ...[fill(close)].flat());
        dialog.addEventListener("close", () => {
            dialog.remove();
            resolve(result);
        });
        document.body.append(dialog);
        dialog.showModal();
    });
}

/** Questions and what to look at; nobody is counted before the steward says yes. */
export async function askSteward(words, { found, row, name, questions, isOut }) {
    const attention = found.attention || row?.attention;
    const notes = (found.facts.notes || []).filter(
        (note) => note in words.notes && !(note === "attention" && attention)
    );
    const asked = questions.filter((question) => row?.questions.includes(question.id));
    const fields = isOut ? [] : asked.map((question) => makeField(question));
    const fill = (close) => {
        const sayYes = (event) => {
            event.preventDefault();
            close({ word: "yes", answers: readAnswers(event.target) });
        };
        const refuse = { type: "button", class: "refuse", onclick: () => close({ word: "no" }) };
        return h(
            "form",
            { onsubmit: sayYes },
            row?.ticket && h("p", { class: "soft" }, row.ticket),
            attention && h("p", { class: "attention" }, attention),
            notes.map((note) => h("p", { class: "note" }, words.notes[note])),
            fields,
            h(
                "div",
                { class: "buttons" },
                h("button", refuse, words.say("refuse")),
                h("button", { class: "accept" }, words.say("let_in"))
            )
        );
    };
    const answer = await open(name || row?.name || "", fill, { isTitleFirst: true });
    return answer || { word: "no" };
}

function makeField({ id, title, choices, is_required: isRequired }) {
    const rules = { name: id, required: isRequired };
    if (!choices.length) {
        return h("label", {}, title, h("input", { ...rules, maxlength: 500, autocomplete: "off" }));
    }
    const options = choices.map((choice) =>
        h(
            "label",
            { class: "choice" },
            h("input", { ...rules, type: "radio", value: choice.id }),
            h("span", {}, choice.name)
        )
    );
    return h("fieldset", { "data-choices": true }, h("legend", {}, title), options);
}

function readAnswers(form) {
    const answers = {};
    for (const field of form.querySelectorAll("input")) {
        if (field.type === "radio" && field.checked) {
            answers[field.name] = Number(field.value);
        } else if (field.type !== "radio" && field.value.trim()) {
            answers[field.name] = field.value.trim();
        }
    }
    return answers;
}

export function chooseGate(words, gates, current) {
    const signs = { in: words.say("way_in"), out: words.say("way_out") };
    signs.both = `${signs.in} · ${signs.out}`;
    return open(words.say("gate"), (close) => [
        ...gates.map((gate) =>
            h(
                "button",
                {
                    class: "row",
                    "aria-current": gate.id === current,
                    onclick: () => close(gate.id),
                },
                h("strong", {}, gate.name),
                h("span", { class: "soft" }, gate.hand_out?.name || signs[gate.direction])
            )
        ),
        h("button", { class: "quiet", onclick: () => close() }, words.say("close")),
    ]);
}

/** @param find async function of words -> {rows, isLocal} */
export function searchByName(words, find) {
    return open(words.say("search"), (close) => {
        const list = h("div", { class: "found", "aria-live": "polite" });
        const show = async ({ target }) => {
            const { rows, isLocal } = await find(target.value);
            const isLong = target.value.trim().length > 1;
            list.replaceChildren(
                ...(isLocal ? [h("p", { class: "soft" }, words.say("search_offline"))] : []),
                ...rows.map((row) => makeRow(row, close)),
                ...(isLong && !rows.length ? [h("p", {}, words.say("nobody"))] : [])
            );
        };
        const hint = words.say("search_hint");
        const rules = { type: "search", placeholder: hint, "aria-label": hint, oninput: show };
        const field = h("input", { ...rules, autofocus: true, autocomplete: "off" });
        return [
            field,
            list,
            h("button", { class: "quiet", onclick: () => close() }, words.say("close")),
        ];
    });
}

function makeRow(row, close) {
    const sign = row.deny ? "✕" : row.entries ? "✓" : "";
    return h(
        "button",
        { class: "row", onclick: () => close(row) },
        h("strong", {}, row.name),
        h("span", { class: "soft" }, [row.ticket, sign].filter(Boolean).join(" "))
    );
}
