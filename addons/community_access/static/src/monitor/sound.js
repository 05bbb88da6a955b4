import { browser } from "@web/core/browser/browser";

const KEY = "community_access.monitor.mute";

/** Two low tones for a refusal, one for somebody to look at; the desk may mute it. */
export class Sound {
    constructor() {
        this.isMuted = browser.localStorage.getItem(KEY) === "1";
    }

    toggle() {
        this.isMuted = !this.isMuted;
        browser.localStorage.setItem(KEY, this.isMuted ? "1" : "0");
        return this.isMuted;
    }

    play(tone) {
        const tones = { danger: [330, 220], warning: [523] }[tone];
        if (this.isMuted || !tones) {
            return;
        }
        try {
            this.audio = this.audio || new AudioContext();
            tones.forEach((pitch, place) => this.beep(pitch, place * 0.2));
        } catch {
            // A browser without sound shows the refusal all the same.
        }
    }

    beep(pitch, wait) {
        const start = this.audio.currentTime + wait;
        const wave = this.audio.createOscillator();
        const volume = this.audio.createGain();
        wave.frequency.value = pitch;
        volume.gain.setValueAtTime(0.25, start);
        volume.gain.exponentialRampToValueAtTime(0.001, start + 0.18);
        wave.connect(volume).connect(this.audio.destination);
        wave.start(start);
        wave.stop(start + 0.2);
    }
}
