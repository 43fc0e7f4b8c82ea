import { Interaction } from "@web/public/interaction";
import { newUuid } from "./new_uuid";
import { today } from "./today";
import { flush, keepAndSend, sendByCode, WaitingQueue } from "./waiting_queue";
import { whoIs } from "./who";

/**
 * What every form of the phone does: whatever happens to the net, it is first kept on
 * the phone (WaitingQueue) and only then sent. A kind of form says which page it is
 * (`page`), what stands in it (`values`), what is missing (`missing`), what is sent
 * (`payload`, `files`), and how it shows (`fillIn`, `pointAt`, `showAfter`).
 */
export class PhoneForm extends Interaction {
    static selector = ".o_bm";

    setup() {
        this.form = this.el.querySelector(this.constructor.selectorHas);
        this.words = JSON.parse(this.form.dataset.words);
        this.who = whoIs(this.el);
        this.queue = new WaitingQueue(this.who.user);
        // By a meeting's code: any phone, nobody's form. Nothing is kept on the phone.
        this.sendUrl = this.form.dataset.send;
        this.files = [];
        this.busy = false;
        this.begin();
    }

    begin() {
        this.uuid = newUuid();
        this.retry = false;
    }

    async willStart() {
        const item = !this.sendUrl && (await this.queue.asked());
        if (item) {
            this.uuid = item.uuid;
            this.fillIn(item);
        }
    }

    start() {
        if ("shell" in this.el.dataset) {
            this.takeToday();
        }
    }

    /** The shell was made another day. */
    takeToday() {
        const date = this.field("date");
        if (date) {
            date.max = date.value = today();
        }
    }

    field(name) {
        return this.form.elements[name];
    }

    // ------------------------------------------------------------------
    // Keeping and sending
    // ------------------------------------------------------------------

    async handIn() {
        if (this.busy || !this.form.isConnected || this.form.hidden) {
            return;
        }
        this.el.querySelectorAll(".o_bm_error").forEach((line) => (line.hidden = true));
        const values = this.values();
        const missing = this.missing(values);
        if (missing) {
            return this.fault(...missing);
        }
        if (!this.who.user && !this.sendUrl) {
            return this.fault("form", this.words.session);
        }
        this.busy = true;
        this.updateContent();
        const [kept, outcome] = await this.waitFor(
            this.sendUrl
                ? sendByCode(this.sendUrl, this.uuid, values, this.files)
                : keepAndSend(this.queue, this.item(values))
        );
        this.busy = false;
        this.retry = true;
        if (outcome.error) {
            return this.fault(outcome.field, outcome.error);
        }
        if (outcome.wait && (outcome.ended || !kept)) {
            return this.fault("form", outcome.ended ? this.words.session : this.words.memory);
        }
        this.finish(outcome.stored ? "stored" : "waiting");
        if (outcome.stored && !this.sendUrl) {
            await this.waitFor(flush(this.queue));
        }
    }

    item(values) {
        return {
            uuid: this.uuid,
            user_id: this.queue.userId,
            url: `${this.page}/send`,
            page: this.page,
            title: this.el.querySelector("h1").firstChild.textContent,
            created: Date.now(),
            retry: this.retry,
            payload: { company_id: this.who.company, ...this.payload(values) },
            files: this.files.map(({ name, type, data }) => ({ name, type, data })),
        };
    }

    payload(values) {
        return { values };
    }

    fault(field, text) {
        const owner = this.el.querySelector(`[data-field="${field}"]`);
        const inside = owner?.querySelector(".o_bm_error");
        const line = inside || this.el.querySelector(".o_bm_foot .o_bm_error");
        line.textContent = text;
        line.hidden = !text;
        if (text && inside) {
            inside.closest("details")?.setAttribute("open", "open");
            this.pointAt(owner, inside);
            inside.scrollIntoView({ block: "center" });
        }
    }

    finish(state) {
        this.showAfter(state);
        this.el.querySelector(`[data-after=${state}]`).focus();
        window.scrollTo(0, 0);
    }
}
