/** Decisions of the form, without a page: new forms, what is missing, numbers, moments. */

export const MOST_PHOTOS = 10;

/** ISO in UTC without fractions, as the server reads and writes moments. */
export function toIso(date) {
    return `${date.toISOString().slice(0, 19)}Z`;
}

/** For an input of kind datetime-local: the moment in the phone's own time. */
export function toLocal(iso) {
    if (!iso) {
        return "";
    }
    const date = new Date(iso);
    const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
    return local.toISOString().slice(0, 16);
}

/** @returns {string|null} null for what is no moment */
export function fromLocal(text) {
    const date = new Date(text);
    return text && !Number.isNaN(date.getTime()) ? toIso(date) : null;
}

/**
 * A number as people type it: 1.234,50 and 1,234.50 and 1234,5 and 12 are all read.
 *
 * @returns {number|null} 0 for nothing, null for what is no number or negative
 */
export function readNumber(text) {
    const typed = String(text ?? "").replace(/[\s'\u00a0\u202f]/g, "");
    if (!typed) {
        return 0;
    }
    if (!/^\d[\d.,]*$/.test(typed)) {
        return null;
    }
    const last = Math.max(typed.lastIndexOf("."), typed.lastIndexOf(","));
    if (last < 0) {
        return Number(typed);
    }
    const [whole, part] = [typed.slice(0, last), typed.slice(last + 1)];
    const separators = new Set(typed.match(/[.,]/g));
    const isGrouped = separators.size === 1 && typed.match(/[.,]/g).length > 1;
    if (isGrouped) {
        return /^\d{1,3}([.,]\d{3})+$/.test(typed) ? Number(typed.replace(/[.,]/g, "")) : null;
    }
    return part.length ? Number(`${whole.replace(/[.,]/g, "")}.${part}`) : null;
}

/** A form that begins now; a planned visit brings what is known of it. */
export function newForm(userId, visit = null, now = new Date()) {
    return {
        key: crypto.randomUUID(),
        user_id: userId,
        status: "draft",
        error: "",
        visit_id: visit?.id ?? null,
        number: visit?.number ?? "",
        task: visit?.task ?? "",
        customer: visit?.customer ?? null,
        type_id: visit?.type_id || null,
        email: visit?.customer?.email ?? "",
        authorised: "",
        serial: "",
        started: toIso(now),
        ended: null,
        arrived: null,
        departed: null,
        km: "",
        position: null,
        fee: "",
        result: "",
        note: "",
        answers: {},
        parts: [],
        photos: [],
        signature: "",
        signed_by: "",
    };
}

/**
 * What keeps a form from being sent.
 *
 * @returns {Object} {field: name of the text that says why}
 */
export function findProblems(form, type) {
    const problems = {};
    const wanted = ["customer", "type_id", "authorised", "result"];
    for (const name of wanted.filter((each) => !String(form[each] ?? "").trim())) {
        problems[name] = "missing";
    }
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(form.email.trim())) {
        problems.email = "bad_email";
    }
    if (form.ended && form.ended < form.started) {
        problems.ended = "ends_before";
    }
    for (const name of ["fee", "km"].filter((each) => readNumber(form[each]) === null)) {
        problems[name] = "bad_number";
    }
    for (const part of form.parts) {
        if (!part.name.trim() || !readNumber(part.quantity)) {
            problems.parts = "bad_part";
        }
    }
    return { ...problems, ...findTypeProblems(form, type) };
}

function findTypeProblems(form, type) {
    const problems = {};
    if (type?.needs_signature && !form.signature) {
        problems.signature = "not_signed";
    }
    if (type?.needs_signature && !form.signed_by.trim()) {
        problems.signed_by = "missing";
    }
    if (type?.needs_photo && !form.photos.length) {
        problems.photos = "no_photo";
    }
    for (const question of type?.questions ?? []) {
        const answer = String(form.answers[question.id] ?? "").trim();
        if (question.is_required && !answer) {
            problems[`answer_${question.id}`] = "missing";
        } else if (question.kind === "number" && answer && !/^-?\d+([.,]\d+)?$/.test(answer)) {
            problems[`answer_${question.id}`] = "bad_number";
        }
    }
    return problems;
}

// What the page keeps for itself; the server gets the rest.
const OWN = ["status", "error", "customer", "number", "task"];

/** What the server gets: nothing of the page's own. */
export function toSent(form) {
    const sent = Object.entries(form).filter(([name]) => !OWN.includes(name));
    return {
        ...Object.fromEntries(sent),
        customer_id: form.customer.id,
        fee: readNumber(form.fee),
        km: readNumber(form.km),
        answers: Object.fromEntries(
            Object.entries(form.answers).map(([id, value]) => [id, String(value)])
        ),
        parts: form.parts.map((part) => ({
            name: part.name.trim(),
            quantity: readNumber(part.quantity),
        })),
    };
}
