import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

// Always asked of the net itself: the worker keeps it nowhere.
const ANSWERS = "/my/bydelsmor/sw.js";
const PATIENCE = 8000;

/**
 * An ordinary form is sent by the browser, and without a net its page of trouble stands
 * where her words were. So the net is asked first; without one the page stays as it is.
 */
export class NoNet extends Interaction {
    static selector = ".o_bm form[method=post]:not(.oe_login_form)";
    dynamicContent = { _root: { "t-on-submit": this.onSubmit } };

    setup() {
        this.sure = false;
        this.note = this.el.closest(".o_bm").querySelector("[data-no-net]");
    }

    async onSubmit(ev) {
        if (this.sure || ev.defaultPrevented) {
            return;
        }
        ev.preventDefault();
        const button = ev.submitter;
        this.note.hidden = true;
        if (await this.waitFor(hasNet())) {
            this.sure = true;
            this.el.requestSubmit(button);
            this.sure = false;
        } else {
            this.el.append(this.note);
            this.note.hidden = false;
        }
    }
}

async function hasNet() {
    const signal = AbortSignal.timeout?.(PATIENCE);
    try {
        await fetch(ANSWERS, { method: "HEAD", cache: "no-store", signal });
        return true;
    } catch {
        return false;
    }
}

registry.category("public.interactions").add("bydelsmor.no_net", NoNet);
