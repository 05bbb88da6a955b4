import { patch } from "@web/core/utils/patch";
import { OdooChart } from "@spreadsheet/chart/odoo_chart/odoo_chart";

const MODEL = "community.contract.movement";

/** Movements of the monthly revenue have the colours of the other screens in dashboards, too. */
patch(OdooChart.prototype, {
    get dataSets() {
        const found = super.dataSets;
        const isByMovement = this.metaData.groupBy?.includes("movement");
        if (this.metaData.resModel !== MODEL || !isByMovement || !this.dataSource?.isReady()) {
            return found;
        }
        const { selection } = this.dataSource.getFields().movement;
        const names = new Map(selection.map(([name, label]) => [label, name]));
        const style = getComputedStyle(document.documentElement);
        return this.dataSource.getData().datasets.map(({ label }, index) => {
            const variable = `--community-movement-${names.get(label)}`;
            const color = style.getPropertyValue(variable).trim();
            return color ? { ...found[index], backgroundColor: color } : found[index];
        });
    },
});
