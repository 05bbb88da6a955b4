import { Component, onWillStart, onWillUnmount, useEffect, useRef } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";

const { DateTime } = luxon;

/** How many came in each five minutes. */
export class ArrivalsGraph extends Component {
    static template = "community_events.ArrivalsGraph";
    static props = { arrivals: Array, tz: String };

    setup() {
        this.canvas = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => this.draw(),
            () => [this.props.arrivals]
        );
        onWillUnmount(() => this.chart && this.chart.destroy());
    }

    draw() {
        if (this.chart) {
            this.chart.destroy();
        }
        const { arrivals, tz: zone } = this.props;
        this.chart = new Chart(this.canvas.el, {
            type: "bar",
            data: {
                labels: arrivals.map(({ at }) =>
                    DateTime.fromSeconds(at, { zone }).toFormat("HH:mm")
                ),
                datasets: [
                    {
                        label: _t("Came in"),
                        data: arrivals.map(({ count }) => count),
                        backgroundColor: "#198754",
                    },
                ],
            },
            options: {
                animation: false,
                maintainAspectRatio: false,
                plugins: { legend: { display: false } },
                scales: {
                    x: { grid: { display: false } },
                    y: { beginAtZero: true, ticks: { precision: 0 } },
                },
            },
        });
    }
}
