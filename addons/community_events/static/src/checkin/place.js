/** Where this phone is, in words that a form can send. Never fails, never waits long. */

const PATIENCE = 6000;
const OPTIONS = { enableHighAccuracy: true, maximumAge: 60000, timeout: PATIENCE };

export function findPlace() {
    if (!navigator.geolocation) {
        return Promise.resolve({ place: "missing" });
    }
    return new Promise((resolve) => {
        // Some browsers never answer while their question is on the screen.
        setTimeout(() => resolve({ place: "missing" }), PATIENCE * 3);
        navigator.geolocation.getCurrentPosition(
            ({ coords, timestamp }) =>
                resolve({
                    place: "known",
                    latitude: coords.latitude,
                    longitude: coords.longitude,
                    accuracy: coords.accuracy,
                    age: Math.max(0, (Date.now() - timestamp) / 1000),
                }),
            (error) => resolve({ place: error.code === 1 ? "refused" : "missing" }),
            OPTIONS
        );
    });
}

/** Whether the person has said yes before, so that nothing is asked. */
export async function mayAskQuietly() {
    try {
        const state = await navigator.permissions.query({ name: "geolocation" });
        return state.state === "granted";
    } catch {
        return false;
    }
}
