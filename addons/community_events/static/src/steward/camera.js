/** Codes from the phone's camera: the browser's own reader, or else ZXing. */

const LIBRARY = "/web/static/lib/zxing-library/zxing-library.js";
const PAUSE = 120;
const SAME_AFTER = 4000; // a code that stays before the camera is one scan

export class Camera {
    stream = null;
    seen = { text: "", at: 0 };

    constructor(video, onCode) {
        Object.assign(this, { video, onCode });
    }

    async start() {
        const video = { facingMode: "environment", width: { ideal: 1280 } };
        this.stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
        this.video.srcObject = this.stream;
        await this.video.play();
        this.lock = await navigator.wakeLock?.request("screen").catch(() => null);
        this.read = await makeReader();
        this.loop();
    }

    stop() {
        this.stream?.getTracks().forEach((track) => track.stop());
        this.lock?.release();
        this.stream = this.video.srcObject = null;
    }

    async loop() {
        while (this.stream) {
            const text = await this.read(this.video).catch(() => "");
            if (text && this.stream) {
                this.take(text);
            }
            await new Promise((resolve) => setTimeout(resolve, PAUSE));
        }
    }

    take(text) {
        const now = Date.now();
        const isSame = text === this.seen.text && now - this.seen.at < SAME_AFTER;
        this.seen = { text, at: now };
        if (!isSame) {
            this.onCode(text);
        }
    }
}

async function makeReader() {
    const formats = ["qr_code", "code_128"];
    const known = (await globalThis.BarcodeDetector?.getSupportedFormats?.()) || [];
    if (formats.every((format) => known.includes(format))) {
        const detector = new globalThis.BarcodeDetector({ formats });
        return async (video) => (await detector.detect(video))[0]?.rawValue || "";
    }
    const { ZXing } = await load();
    const { QR_CODE, CODE_128 } = ZXing.BarcodeFormat;
    const reader = new ZXing.MultiFormatReader();
    const hints = [
        [ZXing.DecodeHintType.POSSIBLE_FORMATS, [QR_CODE, CODE_128]],
        [ZXing.DecodeHintType.TRY_HARDER, true],
    ];
    reader.setHints(new Map(hints));
    const canvas = document.createElement("canvas");
    return async (video) => {
        canvas.width = video.videoWidth;
        canvas.height = video.videoHeight;
        canvas.getContext("2d", { willReadFrequently: true }).drawImage(video, 0, 0);
        const light = new ZXing.HTMLCanvasElementLuminanceSource(canvas);
        const picture = new ZXing.BinaryBitmap(new ZXing.HybridBinarizer(light));
        return reader.decode(picture).getText();
    };
}

function load() {
    return new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = LIBRARY;
        script.onload = () => resolve(globalThis);
        script.onerror = reject;
        document.head.append(script);
    });
}
