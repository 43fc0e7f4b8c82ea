/**
 * The most common things by which somebody could be known: said at once, also without
 * a net. The server decides (models/documentation/privacy.py) and knows more of them.
 */
const PATTERNS = [
    /@/,
    // CPR number
    /(^|\D)[0-7]\d[ .\-/]?[01]\d[ .\-/]?\d\d ?[ .\-–/]? ?\d{4}(?!\d)/,
    // phone number
    /(\+|(^|\D)00) ?[1-9]([ -]?\d){6,13}/,
    /(^|\D)[2-9]\d{3} ?\d{4}(?!\d)/,
    /(^|\D)[2-9]\d([ .-]\d\d){3}(?!\d)/,
    // address
    /[a-zæøå]{3}(vej|gade|allé|vænge|stræde|plads|boulevard)(en|et|n)? +\d/i,
    /(\d\.|\bst\.?) ?(tv|th|mf)\b/i,
    // name
    /\bhedder +[A-ZÆØÅ][^\s]+ +[A-ZÆØÅ]/,
];

export function seemsPrivate(text) {
    return PATTERNS.some((pattern) => pattern.test(text));
}
