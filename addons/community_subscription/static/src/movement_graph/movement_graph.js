import { registry } from "@web/core/registry";
import { GraphRenderer } from "@web/views/graph/graph_renderer";
import { graphView } from "@web/views/graph/graph_view";

/** Movements in the colours that they have on every other screen. */
export class MovementGraphRenderer extends GraphRenderer {
    getBarChartData() {
        const data = super.getBarChartData();
        const names = new Map(
            this.model.metaData.fields.movement.selection.map(([name, label]) => [label, name])
        );
        const style = getComputedStyle(document.documentElement);
        for (const dataset of data.datasets) {
            const name = names.get(dataset.label);
            const color = name && style.getPropertyValue(`--community-movement-${name}`).trim();
            dataset.backgroundColor = color || dataset.backgroundColor;
        }
        return data;
    }
}

registry.category("views").add("community_movement_graph", {
    ...graphView,
    Renderer: MovementGraphRenderer,
});
