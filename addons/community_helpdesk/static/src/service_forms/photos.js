/** Photos of the camera, made small before they are kept: the network is slow out there. */
import { button, make } from "./elements.js";
import { MOST_PHOTOS } from "./rules.js";

const LONGEST = 1600; // pixels
const QUALITY = 0.8;

async function shrink(file) {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = make("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return canvas.toDataURL("image/jpeg", QUALITY).split(",")[1];
}

function makeThumbnail(words, photo, onRemove) {
    return make(
        "figure",
        {},
        make("img", { src: `data:image/jpeg;base64,${photo.data}`, alt: words.say(photo.kind) }),
        make("figcaption", {}, words.say(photo.kind)),
        button("×", onRemove, "remove", { "aria-label": words.say("remove_photo") })
    );
}

async function addPhotos(form, kind, files) {
    const room = MOST_PHOTOS - form.photos.length;
    for (const file of [...files].slice(0, room)) {
        const data = await shrink(file).catch(() => null);
        if (data) {
            form.photos.push({ kind, data });
        }
    }
}

/**
 * The photos of a form, and the two buttons that take another one.
 *
 * @param {Function} onBusy gets a promise that holds until new photos are small
 */
export function makePhotos(words, form, onChange, onBusy) {
    const shots = ["before", "after"].map((kind) => {
        const input = make("input", {
            type: "file",
            accept: "image/*",
            capture: "environment",
            class: "hidden-input",
            name: `photo_${kind}`,
            id: `photo-${kind}`,
            onchange: (event) => onBusy(addPhotos(form, kind, event.target.files).then(onChange)),
        });
        return make("label", { class: "button", for: input.id }, words.say(`photo_${kind}`), input);
    });
    const pictures = form.photos.map((photo) =>
        makeThumbnail(words, photo, () => {
            form.photos.splice(form.photos.indexOf(photo), 1);
            onChange();
        })
    );
    const isFull = form.photos.length >= MOST_PHOTOS;
    return make(
        "div",
        { class: "photos" },
        make("div", { class: "row" }, isFull ? words.say("photos_full") : shots),
        make("div", { class: "pictures" }, pictures)
    );
}
