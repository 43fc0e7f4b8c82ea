import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";
import { markup } from "@odoo/owl";
import { flush, WaitingQueue } from "./waiting_queue";
import { whoIs } from "./who";

// Items that an earlier version of the page kept name no page: they are receipts.
const RECEIPT = "/my/bydelsmor/receipt";

/**
 * Sends what waits when a phone page opens or the net comes back, and keeps the quiet
 * line («everything is sent») and the card of refused receipts true.
 */
export class SentLine extends Interaction {
    static selector = ".o_bm[data-user], .o_bm[data-shell]";
    static selectorHas = ".o_bm_sent";
    dynamicContent = {
        _window: { "t-on-online": this.send },
        _document: { "t-on-visibilitychange": this.onVisible },
        ".o_bm_sent": { "t-att-hidden": () => (this.known ? undefined : "hidden") },
        ".o_bm_sent [data-state=sent]": {
            "t-att-hidden": () => (this.waiting ? "hidden" : undefined),
        },
        ".o_bm_sent [data-state=waiting]": {
            "t-att-hidden": () => (this.waiting ? undefined : "hidden"),
        },
        ".o_bm_sent [data-count]": { "t-out": () => String(this.waiting) },
        ".o_bm_waiting_list": {
            "t-att-hidden": () => (this.waiting ? undefined : "hidden"),
            "t-out": () => this.list(),
        },
        ".o_bm_stuck": { "t-att-hidden": () => (this.stuck ? undefined : "hidden") },
        ".o_bm_stuck a": {
            "t-att-href": () =>
                `${this.stuck?.page || RECEIPT}?waiting=${this.stuck?.uuid || ""}`,
        },
        ".o_bm_stuck [data-error]": { "t-out": () => this.stuck?.error || "" },
    };

    setup() {
        this.queue = new WaitingQueue(whoIs(this.el).user);
        this.known = false;
        this.items = [];
        this.waiting = 0;
        this.stuck = null;
    }

    start() {
        this.send();
    }

    onVisible() {
        if (document.visibilityState === "visible") {
            this.send();
        }
    }

    async send() {
        await this.waitFor(this.count());
        if (this.waiting) {
            await this.waitFor(flush(this.queue));
            await this.waitFor(this.count());
        }
        this.updateContent();
    }

    /** What waits: which form, and when she filled it in. */
    list() {
        const when = new Intl.DateTimeFormat(document.documentElement.lang || "da", {
            weekday: "long",
            hour: "2-digit",
            minute: "2-digit",
        });
        const rows = this.items.map((item) => {
            return markup`<li><b>${item.title || "…"}</b> <small>${when.format(item.created)}</small></li>`;
        });
        return rows.reduce((all, row) => markup`${all}${row}`, markup``);
    }

    async count() {
        const items = await this.queue.mine();
        this.items = items;
        this.waiting = items.length;
        this.stuck = items.find((item) => item.error) || null;
        this.known = true;
    }
}

registry.category("public.interactions").add("bydelsmor.sent_line", SentLine);
