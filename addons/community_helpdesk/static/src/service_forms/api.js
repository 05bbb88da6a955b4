/** Questions to the server, as Odoo's web client asks them. */

const PATIENCE = 20_000; // milliseconds; photos take a while
const SESSION_EXPIRED = 100;
// What the user can mend; anything else passes, and is tried again.
const REFUSALS = ["UserError", "ValidationError", "AccessError", "MissingError"];

/** The server cannot be reached, or cannot answer now. */
export class NoNetwork extends Error {}

/** Whoever wrote this has to log in again. */
export class NoSession extends Error {}

/** The server refuses, whatever is sent. */
export class Refused extends Error {}

export async function ask(what, params = {}) {
    let answer;
    try {
        const response = await fetch(`/service/forms/${what}`, {
            method: "POST",
            credentials: "same-origin",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ jsonrpc: "2.0", method: "call", params }),
            signal: AbortSignal.timeout(PATIENCE),
        });
        if (!response.ok) {
            throw new Error(String(response.status));
        }
        answer = await response.json();
    } catch (error) {
        throw new NoNetwork(String(error));
    }
    if (answer.error?.code === SESSION_EXPIRED) {
        throw new NoSession();
    }
    if (answer.error) {
        const { name = "", message = answer.error.message } = answer.error.data ?? {};
        const isFinal = REFUSALS.some((each) => name.endsWith(each));
        throw isFinal ? new Refused(message) : new NoNetwork(message);
    }
    if (answer.result?.login) {
        throw new NoSession();
    }
    return answer.result;
}
