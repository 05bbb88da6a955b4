import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { session } from "@web/session";

describe.current.tags("desktop");

class Partner extends models.Model {
    _name = "partner";
    name = fields.Char();
    rank = fields.Char();
    _records = [
        { id: 1, name: "Nino", rank: "Silver" },
        { id: 2, name: "Deniz", rank: "Silver" },
    ];
}

defineMailModels();
defineModels([Partner]);

const CHANGE = {
    id: 7,
    summary: "Rank: Silver → Gold",
    maker: "Ayşe",
    readable: true,
    can_decide: false,
    lines: [{ name: "rank", label: "Rank", before: "Silver", after: "Gold" }],
};
const FORM = `<form><field name="name"/><field name="rank"/></form>`;

function control(found = { 1: [CHANGE] }) {
    patchWithCleanup(session, { community_approval_models: ["partner"] });
    onRpc("community.change.request", "get_pending", ({ args }) => {
        expect.step(`pending of ${args[1].join()}`);
        return found;
    });
}

test("models without an area ask for nothing", async () => {
    onRpc("get_pending", () => expect.step("asked"));
    await mountView({ type: "form", resModel: "partner", resId: 1, arch: FORM });
    await animationFrame();
    expect(".o_community_pending_banner").toHaveCount(0);
    expect.verifySteps([]);
});

test("a form asks once, and again after it was saved", async () => {
    control();
    await mountView({ type: "form", resModel: "partner", resId: 1, arch: FORM });
    await animationFrame();
    expect(".o_community_pending_banner").toHaveText(/Rank: Silver\s+Gold/);
    expect.verifySteps(["pending of 1"]);
    await contains("[name='rank'] input").edit("Gold");
    await contains(".o_form_button_save").click();
    await animationFrame();
    expect.verifySteps(["pending of 1"]);
});

test("a list asks once for its page and marks the rows", async () => {
    control();
    await mountView({
        type: "list",
        resModel: "partner",
        arch: `<list><field name="name"/><field name="rank"/></list>`,
    });
    await animationFrame();
    expect(".o_community_pending_mark").toHaveCount(1);
    expect(".o_data_row:first .o_community_pending_mark").toHaveAttribute(
        "title",
        "Waits for approval: Rank: Silver → Gold"
    );
    expect.verifySteps(["pending of 1,2"]);
});

test("a new record that waits opens its request and is no error", async () => {
    control({});
    mockService("action", {
        doAction(action) {
            expect.step(`open ${action.res_model} ${action.res_id}`);
        },
    });
    onRpc("web_save", () => [{ id: false, community_change_request_id: [9] }]);
    await mountView({ type: "form", resModel: "partner", arch: FORM });
    await contains("[name='name'] input").edit("Levan");
    await contains(".o_form_button_save").click();
    await animationFrame();
    expect(".o_error_dialog").toHaveCount(0);
    expect.verifySteps(["open community.change.request 9"]);
});

test("a new row that waits leaves the list", async () => {
    control({});
    onRpc("web_save", () => [{ id: false, community_change_request_id: [9] }]);
    await mountView({
        type: "list",
        resModel: "partner",
        arch: `<list editable="bottom"><field name="name"/></list>`,
    });
    await contains(".o_list_button_add").click();
    await contains(".o_selected_row [name='name'] input").edit("Levan", { confirm: false });
    await contains(".o_list_button_save").click();
    await animationFrame();
    expect(".o_error_dialog").toHaveCount(0);
    expect(".o_data_row").toHaveCount(2);
    expect(".o_notification").toHaveText(/as soon as it is approved/);
    expect.verifySteps(["pending of 1,2"]);
});
