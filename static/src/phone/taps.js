/**
 * How often she has tapped today, until it is sent: the page may be closed between
 * two short contacts. A number, bound to who is logged in; no Odoo imports.
 */
const KEY = "bydelsmor.taps";

export function keptTaps(user) {
    try {
        const kept = JSON.parse(localStorage.getItem(KEY)) || {};
        return user && kept.user === user ? Number(kept.count) || 0 : 0;
    } catch {
        return 0;
    }
}

export function keepTaps(user, count) {
    try {
        if (count) {
            localStorage.setItem(KEY, JSON.stringify({ user, count }));
        } else {
            localStorage.removeItem(KEY);
        }
    } catch {
        // Only while the page is open, then.
    }
}

export function forgetTaps() {
    keepTaps(0, 0);
    try {
        localStorage.removeItem(PAPERS);
    } catch {
        // Nothing was kept.
    }
}

/** How many papers of a pile somebody has tapped in on a day: a number alone. */
const PAPERS = "bydelsmor.papers";

export function papersOf(user, day) {
    try {
        const kept = JSON.parse(localStorage.getItem(PAPERS)) || {};
        return user && kept.user === user && kept.day === day ? Number(kept.count) || 0 : 0;
    } catch {
        return 0;
    }
}

export function countPaper(user, day) {
    try {
        const count = papersOf(user, day) + 1;
        localStorage.setItem(PAPERS, JSON.stringify({ user, day, count }));
    } catch {
        // She counts the papers in her hand, then.
    }
}
