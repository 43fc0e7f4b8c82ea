/**
 * Read kroner as people in Denmark write them: «124,50», «1.234,50», «12.5», «kr. 80,-».
 *
 * @param {string} text
 * @returns {number|null} whole øre, or null when it is no amount
 */
export function toOere(text) {
    let plain = String(text || "").replace(/kr\.?|dkk|,-|\s/gi, "");
    if (/^\d{1,3}(\.\d{3})+(,\d{1,2})?$/.test(plain) || /^\d+,\d{1,2}$/.test(plain)) {
        plain = plain.replace(/\./g, "").replace(",", ".");
    }
    if (!/^\d{1,7}(\.\d{1,2})?$/.test(plain)) {
        return null;
    }
    return Math.round(Number(plain) * 100);
}

/** Whole øre as «1.234,50». */
export function toText(oere) {
    const [kroner, rest] = (oere / 100).toFixed(2).split(".");
    return `${kroner.replace(/\B(?=(\d{3})+$)/g, ".")},${rest}`;
}
