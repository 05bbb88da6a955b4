/** Reads the code of the venue's screen with the camera, for phones that open no links. */

const camera = document.getElementById("camera");
const hint = document.getElementById("hint");
const CODE = /^\/checkin\/[\w-]{28}$/;
const EVERY = 250;

function say(word) {
    hint.textContent = document.querySelector(`[data-hint=${word}]`).textContent;
    hint.dataset.state = word;
}

/** Whether codes of ours lead there; anybody can print one that leads elsewhere. */
function isOurs(origin) {
    const known = (camera.dataset.origins || "").split(" ").filter(Boolean);
    return [location.origin, ...known.map((one) => new URL(one).origin)].includes(origin);
}

/** The path to open, or nothing when the text is a code of something else. */
function findPath(text) {
    try {
        const url = new URL(text);
        return isOurs(url.origin) && CODE.test(url.pathname) ? url.pathname : null;
    } catch {
        return null;
    }
}

function loadLibrary() {
    return new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = camera.dataset.library;
        script.onload = () => resolve(window.ZXing);
        script.onerror = reject;
        document.head.append(script);
    });
}

/** A function that finds the text of a code in a picture: the browser's own or ZXing. */
async function makeReader(video) {
    if ("BarcodeDetector" in window) {
        const formats = await window.BarcodeDetector.getSupportedFormats();
        if (formats.includes("qr_code")) {
            const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
            return async () => (await detector.detect(video))[0]?.rawValue;
        }
    }
    const library = await loadLibrary();
    const reader = new library.BrowserQRCodeReader();
    return async () => {
        try {
            return reader.decode(video).getText();
        } catch {
            return "";
        }
    };
}

async function look(video, read) {
    const text = video.readyState >= 2 ? await read() : "";
    const path = text && findPath(text);
    if (path) {
        say("found");
        video.srcObject.getTracks().forEach((track) => track.stop());
        location.assign(path);
        return;
    }
    if (text) {
        say("foreign");
    }
    setTimeout(() => look(video, read), EVERY);
}

async function start() {
    const video = camera.querySelector("video");
    try {
        video.srcObject = await navigator.mediaDevices.getUserMedia({
            video: { facingMode: "environment" },
        });
    } catch (error) {
        say(error.name === "NotAllowedError" ? "refused" : "missing");
        return;
    }
    await video.play();
    look(video, await makeReader(video));
}

if (camera) {
    start();
}
