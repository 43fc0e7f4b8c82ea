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
}
