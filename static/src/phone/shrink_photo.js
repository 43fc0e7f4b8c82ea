/** A picture whose longest side is this reads well on screen and paper. */
const MAX_SIDE = 2000;
const SMALL_ENOUGH = 900 * 1024;
const QUALITY = 0.85;

const NAMES = /\.(jpe?g|png|pdf|heic|heif)$/i;
const TYPES = /^(image\/(jpeg|png|heic|heif)|application\/pdf)$/;

/** Whether the server can take such a file (it looks at the content itself again). */
export function isSendable(file) {
    return TYPES.test(file.type) || NAMES.test(file.name || "");
}

/**
 * Make a photo smaller before it goes over a slow net, turned as it was taken. A file
 * that the browser cannot draw (PDF, HEIC on most phones) is returned as it is.
 *
 * @param {File} file
 * @returns {Promise<Blob>}
 */
export async function shrinkPhoto(file) {
    if (file.type === "application/pdf" || file.size <= SMALL_ENOUGH || !window.createImageBitmap) {
        return file;
    }
    try {
        const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
        const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height));
        const canvas = document.createElement("canvas");
        canvas.width = Math.round(bitmap.width * scale);
        canvas.height = Math.round(bitmap.height * scale);
        const drawing = canvas.getContext("2d");
        drawing.fillStyle = "#fff";
        drawing.fillRect(0, 0, canvas.width, canvas.height);
        drawing.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
        bitmap.close();
        const smaller = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
        return smaller && smaller.size < file.size ? smaller : file;
    } catch {
        return file;
    }
}
