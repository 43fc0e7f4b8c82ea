import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import * as passkeyLib from "@auth_passkey/../lib/simplewebauthn";

const LATER_KEY = "bydelsmor.passkey.later";
const LATER_DAYS = 30;

/**
 * Offers Odoo's passkey after she came in by a link: the same calls as the portal's
 * security page, in one tap and without a name to think of.
 */
export class OfferPasskey extends Interaction {
    static selector = ".o_bm_passkey";
    dynamicContent = {
        _root: { "t-att-hidden": () => (this.offered ? undefined : "hidden") },
        "[data-answer=later]": { "t-on-click": this.later },
        "[data-answer=yes]": { "t-on-click.withTarget": this.make },
        "[data-state]": {
            "t-att-hidden": (el) => (el.dataset.state === this.state ? undefined : "hidden"),
        },
    };

    setup() {
        this.offered = false;
        this.state = "ask";
    }

    async willStart() {
        const until = Number(localStorage.getItem(LATER_KEY) || 0);
        const able = window.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable;
        if (!able || until > Date.now()) {
            return;
        }
        this.offered = await able.call(window.PublicKeyCredential).catch(() => false);
    }

    later() {
        localStorage.setItem(LATER_KEY, String(Date.now() + LATER_DAYS * 24 * 3600 * 1000));
        this.offered = false;
    }

    async make() {
        try {
            const done = await this.waitFor(this.createPasskey());
            this.state = done ? "done" : "failed";
        } catch {
            this.state = "failed";
        }
        if (this.state === "failed") {
            localStorage.setItem(LATER_KEY, String(Date.now() + 24 * 3600 * 1000));
        }
    }

    async createPasskey() {
        const orm = this.services.orm;
        const action = await orm.call("res.users", "action_create_passkey", [user.userId]);
        const options = action.context?.registration;
        if (!options) {
            // Too long since she came in: Odoo would ask for a password she has not.
            return false;
        }
        const registration = await passkeyLib.startRegistration(options);
        const name = this.el.dataset.name;
        const [key] = await orm.create("auth.passkey.key.create", [{ name }]);
        return (await orm.call("auth.passkey.key.create", "make_key", [key, registration])) === true;
    }
}

/** The door: a phone without passkeys is not asked for one. */
export class Door extends Interaction {
    static selector = ".o_bm_door";
    dynamicContent = {
        "[data-able]": {
            "t-att-hidden": (el) =>
                (el.dataset.able === "yes") === Boolean(window.PublicKeyCredential)
                    ? undefined
                    : "hidden",
        },
    };
}

registry.category("public.interactions").add("bydelsmor.door", Door);
registry.category("public.interactions").add("bydelsmor.offer_passkey", OfferPasskey);
