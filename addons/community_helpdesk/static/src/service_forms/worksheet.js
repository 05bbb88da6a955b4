/** The questions of the type of service, and the parts that were used. */
import { button, field, make } from "./elements.js";

export function makeWorksheet(screen) {
    const { form, type, words, problems } = screen;
    return (type?.questions ?? []).map((question) => {
        const name = `answer_${question.id}`;
        const label = question.is_required ? `${question.name} *` : question.name;
        const control = makeControl(screen, question, form.answers[question.id] ?? "");
        return field(name, label, control, problems[name] ? words.say(problems[name]) : "");
    });
}

function makeControl(screen, question, value) {
    const { form, words } = screen;
    const keep = (event) => {
        form.answers[question.id] = event.target.value;
        screen.keep();
    };
    if (question.kind === "yes_no" || question.kind === "choice") {
        const choices =
            question.kind === "yes_no"
                ? [
                      ["yes", words.say("yes")],
                      ["no", words.say("no")],
                  ]
                : question.choices.map((choice) => [choice, choice]);
        return make(
            "select",
            { onchange: keep },
            make("option", { value: "" }, words.say("choose")),
            choices.map(([code, text]) =>
                make("option", { value: code, selected: code === value }, text)
            )
        );
    }
    const inputmode = question.kind === "number" ? "decimal" : null;
    return make("input", { type: "text", value, inputmode, oninput: keep });
}

export function makeParts(screen) {
    const { form, words } = screen;
    const rows = form.parts.map((part, index) =>
        make(
            "div",
            { class: "row part" },
            make("input", {
                type: "text",
                "aria-label": words.say("part"),
                placeholder: words.say("part"),
                name: `part_${index}`,
                value: part.name,
                oninput: (event) => {
                    part.name = event.target.value;
                    screen.keep();
                },
            }),
            make("input", {
                type: "text",
                inputmode: "decimal",
                class: "short",
                "aria-label": words.say("quantity"),
                name: `quantity_${index}`,
                value: part.quantity,
                oninput: (event) => {
                    part.quantity = event.target.value;
                    screen.keep();
                },
            }),
            button(
                "×",
                () => screen.change({ parts: form.parts.filter((each) => each !== part) }),
                "remove",
                {
                    "aria-label": words.say("remove_part"),
                }
            )
        )
    );
    const add = () => screen.change({ parts: [...form.parts, { name: "", quantity: "1" }] });
    return make(
        "div",
        { class: "field", "data-field": "parts" },
        make("span", { class: "label" }, words.say("parts")),
        rows,
        screen.tell("parts"),
        button(words.say("add_part"), add, "quiet", { name: "add_part" })
    );
}
