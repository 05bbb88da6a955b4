/** The glass that the customer signs on, with a finger, a pen or the mouse. */
import { button, make } from "./elements.js";

const THICK = 2.5; // CSS pixels

export class Pad {
    isEmpty = true;

    constructor(words, signature, onChange) {
        this.onChange = onChange;
        this.canvas = make("canvas", {
            class: "pad",
            name: "signature",
            role: "img",
            "aria-label": words.say("sign_here"),
        });
        this.clearButton = button(words.say("clear"), () => this.clear(), "quiet", {
            name: "clear_signature",
        });
        this.element = make("div", { class: "pad-frame" }, this.canvas, this.clearButton);
        this.signature = signature;
        this.canvas.addEventListener("pointerdown", (event) => this.begin(event));
        this.canvas.addEventListener("pointermove", (event) => this.draw(event));
        for (const end of ["pointerup", "pointercancel"]) {
            this.canvas.addEventListener(end, () => this.finish());
        }
    }

    /** Once it has its size: sharp on every screen, with what was signed before. */
    show() {
        const { width, height } = this.canvas.getBoundingClientRect();
        const ratio = globalThis.devicePixelRatio || 1;
        this.canvas.width = Math.round(width * ratio);
        this.canvas.height = Math.round(height * ratio);
        this.pen = this.canvas.getContext("2d");
        this.pen.scale(ratio, ratio);
        Object.assign(this.pen, { lineWidth: THICK, lineCap: "round", lineJoin: "round" });
        if (this.signature) {
            const image = new Image();
            image.onload = () => this.pen.drawImage(image, 0, 0, width, height);
            image.src = `data:image/png;base64,${this.signature}`;
            this.isEmpty = false;
        }
    }

    begin(event) {
        event.preventDefault();
        this.canvas.setPointerCapture(event.pointerId);
        this.isDrawing = true;
        this.isEmpty = false;
        this.pen.beginPath();
        this.pen.moveTo(event.offsetX, event.offsetY);
        this.pen.lineTo(event.offsetX + 0.1, event.offsetY);
        this.pen.stroke();
    }

    draw(event) {
        if (this.isDrawing) {
            this.pen.lineTo(event.offsetX, event.offsetY);
            this.pen.stroke();
        }
    }

    finish() {
        if (this.isDrawing) {
            this.isDrawing = false;
            this.onChange(this.canvas.toDataURL("image/png").split(",")[1]);
        }
    }

    clear() {
        this.pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
        this.isEmpty = true;
        this.onChange("");
    }
}
