/** Sound and vibration: whoever looks at the guest need not look at the screen. */

const TONES = {
    allow: [
        [880, 0, 0.09],
        [1320, 0.09, 0.14],
    ],
    flag: [
        [660, 0, 0.12],
        [660, 0.18, 0.12],
    ],
    deny: [
        [196, 0, 0.22],
        [165, 0.26, 0.34],
    ],
};
const SHAKES = { allow: [70], flag: [70, 60, 70], deny: [220, 80, 220] };

let context = null;

/** Browsers let a page sound only after the first touch or key. */
export function unlockSound() {
    context ||= new AudioContext();
    context.resume();
}

export function signal(verdict) {
    navigator.vibrate?.(SHAKES[verdict] || []);
    if (context?.state !== "running") {
        return;
    }
    for (const [pitch, after, length] of TONES[verdict] || []) {
        const tone = context.createOscillator();
        const volume = context.createGain();
        const start = context.currentTime + after;
        tone.type = verdict === "deny" ? "square" : "sine";
        tone.frequency.value = pitch;
        volume.gain.setValueAtTime(0.25, start);
        volume.gain.exponentialRampToValueAtTime(0.001, start + length);
        tone.connect(volume).connect(context.destination);
        tone.start(start);
        tone.stop(start + length);
    }
}
