/**
 * Opens the phone pages when there is no net. Served by controllers/phone/offline.py,
 * which puts VERSION and SHELLS before these lines.
 *
 * It keeps shells: forms without anybody's data, fetched without her cookies, so that
 * they cannot hold any. Pages about her are never kept. What she fills in waits in
 * WaitingQueue (static/src/phone/waiting_queue.js), not here.
 */
/* global VERSION, SHELLS */
const HOME = "/my/bydelsmor";
const CACHE = `bydelsmor-${VERSION}`;
const LANG = `${HOME}/shell/lang`;
const TRANSLATIONS = /^\/(web\/webclient|website)\/translations/;
const DAY = 24 * 60 * 60 * 1000;
// A net that does not answer in this time is no net.
const PATIENCE = 8000;
const FILE = /^\/(web\/assets\/(?!debug)|web\/static\/|bydelsmor\/static\/)/;
const FILES_OF_A_PAGE = /(?:src|href)="(\/(?:web|bydelsmor)\/[^"]+\.(?:css|js|ico|png|svg))"/g;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (ev) => ev.waitUntil(takeOver()));

self.addEventListener("message", (ev) => {
    if (ev.data.keep) {
        ev.waitUntil(keepShells(ev.data.keep, ev.data.words));
    } else if (ev.data.forget) {
        ev.waitUntil(caches.delete(CACHE));
    }
});

self.addEventListener("fetch", (ev) => {
    const url = new URL(ev.request.url);
    if (ev.request.method !== "GET" || url.origin !== self.location.origin) {
        return;
    }
    if (ev.request.mode === "navigate") {
        ev.respondWith(openPage(ev.request, url));
    } else if (FILE.test(url.pathname)) {
        ev.respondWith(openFile(ev.request));
    } else if (TRANSLATIONS.test(url.pathname)) {
        ev.respondWith(openWords(ev.request, url));
    }
});

async function takeOver() {
    const old = (await caches.keys()).filter(
        (name) => name.startsWith("bydelsmor-") && name !== CACHE
    );
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
}

/** Fetch the shells in her language, and Odoo's own words for the browser, once a day. */
async function keepShells(lang, words) {
    const cache = await caches.open(CACHE);
    const held = await cache.match(LANG);
    if (held && (await held.clone().text()) === lang && isFresh(held)) {
        return;
    }
    for (const name of SHELLS) {
        await keepShell(cache, name, lang);
    }
    for (const address of words) {
        const key = withoutHash(address);
        await cache.put(key, await fetch(key, { credentials: "omit" }));
    }
    const headers = { Date: new Date().toUTCString() };
    await cache.put(LANG, new Response(lang, { headers }));
}

function isFresh(response) {
    return Date.now() - Date.parse(response.headers.get("Date")) < DAY;
}

async function keepShell(cache, name, lang) {
    const address = `${HOME}/shell/${name}`;
    const shell = await fetch(`${address}?lang=${encodeURIComponent(lang)}`, {
        credentials: "omit",
    });
    if (!shell.ok) {
        throw new Error(`No shell of ${name}`);
    }
    await cache.put(address, shell.clone());
    for (const [, file] of (await shell.text()).matchAll(FILES_OF_A_PAGE)) {
        if (!(await cache.match(file))) {
            await cache.add(file);
        }
    }
}

/** The page itself when the net brings it, else the shell of the same form. */
async function openPage(request, url) {
    const shell = await shellFor(url.pathname);
    if (!shell) {
        return fetch(request);
    }
    try {
        const answer = await Promise.race([fetch(request), tooLate()]);
        return [502, 503, 504].includes(answer.status) ? shell : answer;
    } catch {
        return shell;
    }
}

function tooLate() {
    return new Promise((resolve, reject) => setTimeout(reject, PATIENCE));
}

async function shellFor(path) {
    const name = path.replace(/\/$/, "").slice(HOME.length + 1);
    const known = SHELLS.includes(name) ? name : "home";
    const cache = await caches.open(CACHE);
    return cache.match(`${HOME}/shell/${known}`);
}

/** Files with their content's hash in the address never change. */
async function openFile(request) {
    const cache = await caches.open(CACHE);
    const held = await cache.match(request);
    if (held) {
        return held;
    }
    const answer = await fetch(request);
    if (answer.ok) {
        await cache.put(request, answer.clone());
    }
    return answer;
}

/** Odoo's own words for the browser: the last ones do when there is no net. */
async function openWords(request, url) {
    try {
        return await fetch(request);
    } catch (error) {
        const cache = await caches.open(CACHE);
        const held = await cache.match(withoutHash(url));
        if (held) {
            return held;
        }
        throw error;
    }
}

function withoutHash(address) {
    const url = new URL(address, self.location.origin);
    url.searchParams.delete("hash");
    return url.href;
}
