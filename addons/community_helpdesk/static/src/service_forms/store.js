/**
 * What this phone keeps: forms that are written or wait, and what the server told last.
 * It is in IndexedDB, so that it survives a reload and an empty battery.
 */

const NAME = "community-service";
let opened = null;

function open() {
    opened ||= new Promise((resolve, reject) => {
        const request = indexedDB.open(NAME, 1);
        request.onupgradeneeded = () => {
            request.result.createObjectStore("forms", { keyPath: "key" });
            request.result.createObjectStore("facts", { keyPath: "user_id" });
        };
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    return opened;
}

async function run(table, mode, work) {
    const database = await open();
    return new Promise((resolve, reject) => {
        const transaction = database.transaction(table, mode);
        const request = work(transaction.objectStore(table));
        transaction.oncomplete = () => resolve(request?.result);
        transaction.onerror = () => reject(transaction.error);
        transaction.onabort = () => reject(transaction.error);
    });
}

export const store = {
    /** Forms of one user, the oldest first; those of others stay where they are. */
    async getForms(userId) {
        const forms = await run("forms", "readonly", (rows) => rows.getAll());
        return forms.filter((form) => form.user_id === userId);
    },

    getForm: (key) => run("forms", "readonly", (rows) => rows.get(key)),
    putForm: (form) => run("forms", "readwrite", (rows) => rows.put(form)),
    removeForm: (key) => run("forms", "readwrite", (rows) => rows.delete(key)),

    async getFacts(userId) {
        const found = await run("facts", "readonly", (rows) => rows.get(userId));
        return found?.facts ?? null;
    },

    putFacts: (userId, facts) =>
        run("facts", "readwrite", (rows) => rows.put({ user_id: userId, facts })),
};
