/**
 * Forms that wait on the phone until the server has said, in so many words, that it
 * has stored them. No Odoo imports: a service worker can use this module as it is.
 *
 * An item: { uuid, user_id, url, page, retry, error, field, payload, files: [{ name, data }] }
 * with file contents as ArrayBuffer. It belongs to the user who filled it in.
 */
const DATABASE = "bydelsmor";
const STORE = "waiting";
const CHUNK = 0x8000;

function asPromise(request) {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

export class WaitingQueue {
    constructor(userId) {
        this.userId = userId;
        // Where the browser keeps nothing (private windows), the page still sends.
        this.memory = new Map();
    }

    async store(mode) {
        if (!this.database) {
            const opening = indexedDB.open(DATABASE, 1);
            opening.onupgradeneeded = () =>
                opening.result.createObjectStore(STORE, { keyPath: "uuid" });
            this.database = await asPromise(opening);
        }
        return this.database.transaction(STORE, mode).objectStore(STORE);
    }

    /** @returns {Promise<boolean>} whether it survives the closing of the page */
    async put(item) {
        try {
            const store = await this.store("readwrite");
            await asPromise(store.put(item));
            this.memory.delete(item.uuid);
            return true;
        } catch {
            this.memory.set(item.uuid, item);
            return false;
        }
    }

    async remove(uuid) {
        this.memory.delete(uuid);
        try {
            const store = await this.store("readwrite");
            await asPromise(store.delete(uuid));
        } catch {
            // Nothing was kept, so nothing is left.
        }
    }

    /** What this user has waiting here, oldest first; never another's. */
    async mine() {
        let items = [];
        try {
            const store = await this.store("readonly");
            items = await asPromise(store.getAll());
        } catch {
            // Only what this page holds.
        }
        return [...items, ...this.memory.values()]
            .filter((item) => item.user_id === this.userId)
            .sort((one, other) => one.created - other.created);
    }

    /** What this page is opened to mend: the item that its address names, if it is hers. */
    async asked() {
        const uuid = new URLSearchParams(location.search).get("waiting");
        return uuid && (await this.mine()).find((item) => item.uuid === uuid);
    }
}

export function toBase64(buffer) {
    const bytes = new Uint8Array(buffer);
    let text = "";
    for (let i = 0; i < bytes.length; i += CHUNK) {
        text += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
    }
    return btoa(text);
}

/**
 * Send one item.
 *
 * @returns {Promise<Object>} {stored} when the server says just that; {error, field}
 *  when it refuses and she must look at it; {wait: true} for all else: no net, a login
 *  page, an ended session, another user, a server that is being restarted
 */
export async function send(item) {
    const params = {
        item: {
            ...item.payload,
            uuid: item.uuid,
            user_id: item.user_id,
            retry: Boolean(item.retry),
            files: item.files.map((file) => ({ name: file.name, data: toBase64(file.data) })),
        },
    };
    let answer;
    try {
        const response = await fetch(item.url, {
            method: "POST",
            credentials: item.anonymous ? "omit" : "same-origin",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ jsonrpc: "2.0", method: "call", params }),
        });
        answer = await response.json();
    } catch {
        return { wait: true };
    }
    const result = answer && answer.result;
    if (result && result.stored === item.uuid) {
        return { stored: item.uuid };
    }
    if (result && result.error && !result.wait) {
        return { error: result.error, field: result.field };
    }
    const ended = Boolean(answer && answer.error && answer.error.code === 100);
    return { wait: true, ended };
}

/** Try one item: it leaves the queue only when stored. */
export async function trySending(queue, item) {
    const outcome = await send(item);
    if (outcome.stored) {
        await queue.remove(item.uuid);
    } else if (outcome.error) {
        await queue.put({ ...item, error: outcome.error, field: outcome.field });
    } else {
        await queue.put({ ...item, retry: true });
    }
    return outcome;
}

/**
 * Keep an item, then try it.
 *
 * @returns {Promise<Array>} whether it is kept on the phone, and the outcome
 */
export async function keepAndSend(queue, item) {
    const kept = await queue.put(item);
    return [kept, await trySending(queue, item)];
}

/**
 * The same by a meeting's code: any phone, nobody's form. Nothing is kept, for it may
 * be a borrowed phone, and no cookie tells who is logged in on it.
 */
export async function sendByCode(url, uuid, values, files = []) {
    const item = { uuid, url, files, payload: { values }, anonymous: true };
    return [false, await send(item)];
}

/** Send all that waits and was not refused. One tab at a time. */
export async function flush(queue) {
    const work = async () => {
        for (const item of await queue.mine()) {
            if (!item.error && (await trySending(queue, item)).wait) {
                return;
            }
        }
    };
    if (navigator.locks) {
        await navigator.locks.request("bydelsmor.waiting", work);
    } else {
        await work();
    }
}
