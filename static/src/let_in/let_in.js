import { Component, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/**
 * The dialog after "Let her in": a QR code to hold up, and ways to send the link.
 * The address is nowhere else, so closing the dialog forgets it.
 */
export class LetIn extends Component {
    static template = "bydelsmor.LetIn";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.params = this.props.action.params;
        this.canShare = Boolean(browser.navigator.share);
        this.state = useState({ seconds: this.params.minutes * 60, until: "" });
        this.timer = browser.setInterval(() => this.tick(), 1000);
        onWillUnmount(() => browser.clearInterval(this.timer));
    }

    tick() {
        this.state.seconds = Math.max(0, this.state.seconds - 1);
    }

    get validity() {
        if (!this.params.link_id) {
            return _t("The link works once, until tomorrow at this time.");
        }
        if (this.state.until) {
            return _t("The link works once, until %s.", this.state.until);
        }
        if (!this.state.seconds) {
            return _t("The code is too old now. Close this and press «Let her in» again.");
        }
        const minutes = Math.ceil(this.state.seconds / 60);
        return _t("The code works once, for %s more minutes.", minutes);
    }

    get smsHref() {
        const number = this.params.phone ? `+${this.params.phone}` : "";
        return `sms:${number}?&body=${encodeURIComponent(this.params.message)}`;
    }

    get whatsappHref() {
        const text = encodeURIComponent(this.params.message);
        return `https://wa.me/${this.params.phone}?text=${text}`;
    }

    /** A sent link lives longer than a shown code: tell the server, don't wait for it
     *  (the browser opens its share sheet only straight after a tap). */
    sent() {
        if (!this.params.link_id) {
            return;
        }
        this.orm
            .call("bydelsmor.access.link", "action_share", [[this.params.link_id]])
            .then((until) => {
                this.state.until = until;
            })
            .catch((error) => {
                this.notification.add(error.data?.message || error.message, {
                    type: "warning",
                });
            });
    }

    async share() {
        this.sent();
        try {
            await browser.navigator.share({ text: this.params.message });
        } catch {
            // She closed the share sheet: nothing to do, the link stays on screen.
        }
    }

    async copy() {
        this.sent();
        await browser.navigator.clipboard.writeText(this.params.message);
        this.notification.add(_t("Copied"), { type: "success" });
    }
}

registry.category("actions").add("bydelsmor_let_in", LetIn);
