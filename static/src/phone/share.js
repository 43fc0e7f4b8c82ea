import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

/**
 * «Share»: the phone's own way (WhatsApp, Messenger, SMS …). Where a browser has none,
 * the words are copied; where it can do neither, the button stays away.
 */
export class Share extends Interaction {
    static selector = ".o_bm_share";
    dynamicContent = {
        _root: {
            "t-on-click": this.onClick,
            "t-att-hidden": () => (this.canShare || this.canCopy ? undefined : "hidden"),
        },
        "[data-state=share]": { "t-att-hidden": () => (this.copied ? "hidden" : undefined) },
        "[data-state=copied]": { "t-att-hidden": () => (this.copied ? undefined : "hidden") },
    };

    setup() {
        this.canShare = Boolean(navigator.share);
        this.canCopy = Boolean(navigator.clipboard);
        this.copied = false;
    }

    async onClick() {
        const text = this.el.dataset.text;
        const url = new URL(this.el.dataset.path, location.href).href;
        if (!this.canShare) {
            await this.waitFor(navigator.clipboard.writeText(`${text}\n${url}`));
            this.copied = true;
            return;
        }
        try {
            await this.waitFor(navigator.share({ text, url }));
        } catch (error) {
            // She changed her mind; anything else is worth knowing.
            if (error.name !== "AbortError") {
                throw error;
            }
        }
    }
}

registry.category("public.interactions").add("bydelsmor.share", Share);
