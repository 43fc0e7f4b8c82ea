import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";
import { flush, WaitingQueue } from "./waiting_queue";

/**
 * Sends what waits when a phone page opens or the net comes back, and keeps the quiet
 * line («everything is sent») and the card of refused receipts true.
 */
export class SentLine extends Interaction {
    static selector = ".o_bm[data-user]";
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
        ".o_bm_stuck": { "t-att-hidden": () => (this.stuck ? undefined : "hidden") },
        ".o_bm_stuck a": {
            "t-att-href": () => `/my/bydelsmor/receipt?waiting=${this.stuck?.uuid || ""}`,
        },
        ".o_bm_stuck [data-error]": { "t-out": () => this.stuck?.error || "" },
    };

    setup() {
        this.queue = new WaitingQueue(Number(this.el.dataset.user));
        this.known = false;
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

    async count() {
        const items = await this.queue.mine();
        this.waiting = items.length;
        this.stuck = items.find((item) => item.error) || null;
        this.known = true;
    }
}

registry.category("public.interactions").add("bydelsmor.sent_line", SentLine);
