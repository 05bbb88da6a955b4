import { session } from "@web/session";

/** Whether some area that is switched on controls records of this model. */
export function isControlled(resModel) {
    return Boolean(session.community_approval_models?.includes(resModel));
}

/**
 * @param {import("@web/core/orm_service").ORM} orm
 * @returns {Promise<Object>} what waits, by record id
 */
export async function fetchPending(orm, resModel, resIds) {
    if (!resIds.length) {
        return {};
    }
    try {
        return await orm.silent.call("community.change.request", "get_pending", [resModel, resIds]);
    } catch {
        return {}; // the mark is a help; without it the record still opens
    }
}
