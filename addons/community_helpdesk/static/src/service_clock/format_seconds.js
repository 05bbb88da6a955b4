/**
 * Seconds as people read a clock: 1:05:09, or 5:09 below an hour.
 *
 * @param {number} total
 * @returns {string}
 */
export function formatSeconds(total) {
    const seconds = Math.max(0, Math.floor(total));
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor((seconds % 3600) / 60);
    const pad = (number) => String(number).padStart(2, "0");
    const tail = pad(seconds % 60);
    return hours ? `${hours}:${pad(minutes)}:${tail}` : `${minutes}:${tail}`;
}
