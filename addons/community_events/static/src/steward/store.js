/**
 * What this phone keeps: the list of tickets, the scans that wait, and what it knows of
 * the event. It is in IndexedDB, so that it survives a reload and a switched-off phone.
 */

const NAME = "community-gate";
const STORES = { rows: "id", queue: "nonce", facts: "name" };

let opened = null;

function open() {
    opened ||= new Promise((resolve, reject) => {
        const request = indexedDB.open(NAME, 1);
        request.onupgradeneeded = () => {
            for (const [store, keyPath] of Object.entries(STORES)) {
                request.result.createObjectStore(store, { keyPath });
            }
        };
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    return opened;
}

async function run(store, mode, work) {
    const database = await open();
    return new Promise((resolve, reject) => {
        // "strict": a scan that was confirmed is on the disk, not in a buffer.
        const options = mode === "readwrite" ? { durability: "strict" } : {};
        const transaction = database.transaction(store, mode, options);
        const request = work(transaction.objectStore(store));
        transaction.oncomplete = () => resolve(request?.result);
        transaction.onerror = () => reject(transaction.error);
        transaction.onabort = () => reject(transaction.error);
    });
}

export const store = {
    getAll: (name) => run(name, "readonly", (rows) => rows.getAll()),

    put: (name, values) =>
        run(name, "readwrite", (rows) => {
            for (const value of [values].flat()) {
                rows.put(value);
            }
        }),

    remove: (name, keys) =>
        run(name, "readwrite", (rows) => {
            for (const key of keys) {
                rows.delete(key);
            }
        }),

    /** All rows anew, in one step: never half a list. */
    replace: (name, values) =>
        run(name, "readwrite", (rows) => {
            rows.clear();
            for (const value of values) {
                rows.put(value);
            }
        }),

    async getFact(name) {
        const found = await run("facts", "readonly", (rows) => rows.get(name));
        return found?.value;
    },

    setFact: (name, value) => store.put("facts", { name, value }),
};
