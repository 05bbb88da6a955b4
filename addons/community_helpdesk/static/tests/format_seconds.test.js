import { describe, expect, test } from "@odoo/hoot";
import { formatSeconds } from "@community_helpdesk/service_clock/format_seconds";

describe("service clock", () => {
    test("seconds as people read a clock", () => {
        const cases = [
            [0, "0:00"],
            [59.9, "0:59"],
            [65, "1:05"],
            [3600, "1:00:00"],
            [36065, "10:01:05"],
            [-5, "0:00"],
        ];
        for (const [seconds, text] of cases) {
            expect(formatSeconds(seconds)).toBe(text);
        }
    });
});
