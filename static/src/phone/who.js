/**
 * Who is logged in on this phone. A page that came over the net says it itself; a
 * shell (a page kept for when there is no net) holds nobody's data, and asks what the
 * last page over the net said. No Odoo imports.
 */
const KEY = "bydelsmor.who";

/** @returns {{user: number, company: number}} zeros when nobody is */
export function whoIs(page) {
    if ("shell" in page.dataset) {
        return read();
    }
    const { user, company } = page.dataset;
    return { user: Number(user || 0), company: Number(company || 0) };
}

function read() {
    try {
        return { user: 0, company: 0, ...JSON.parse(localStorage.getItem(KEY)) };
    } catch {
        return { user: 0, company: 0 };
    }
}

/** Pages that do not know her group leave the one that is known. */
export function remember(who) {
    const before = read();
    const company = who.company || (before.user === who.user && before.company) || 0;
    try {
        localStorage.setItem(KEY, JSON.stringify({ ...who, company }));
    } catch {
        // A browser that keeps nothing has no pages without a net either.
    }
}

export function forget() {
    try {
        localStorage.removeItem(KEY);
    } catch {
        // Nothing was kept.
    }
}
