import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";
import { forgetTaps } from "./taps";
import { forget, remember, whoIs } from "./who";

const WORKER = "/my/bydelsmor/sw.js";
const SCOPE = "/my/bydelsmor";

/**
 * Has the worker keep the forms for when there is no net, as long as somebody is
 * logged in, and forget them with her.
 */
export class Offline extends Interaction {
    static selector = ".o_bm";

    setup() {
        const who = whoIs(this.el);
        this.isShell = "shell" in this.el.dataset;
        if (this.isShell) {
            return;
        }
        if (who.user) {
            remember(who);
        } else {
            forget();
            forgetTaps();
        }
        this.user = who.user;
    }

    start() {
        if (this.isShell || !navigator.serviceWorker) {
            return;
        }
        this.tellWorker().catch((error) => {
            // Private windows and some web views refuse workers; all else works.
            console.info("No pages without a net:", error.message);
        });
    }

    async tellWorker() {
        const workers = navigator.serviceWorker;
        if (!this.user) {
            const known = await workers.getRegistration(SCOPE);
            known?.active?.postMessage({ forget: true });
            return;
        }
        await workers.register(WORKER, { scope: SCOPE });
        const { active } = await workers.getRegistration(SCOPE).then(whenActive);
        active.postMessage({ keep: this.el.dataset.lang, words: loadedWords() });
    }
}

/** The addresses of Odoo's own words that this page has loaded. */
function loadedWords() {
    return performance
        .getEntriesByType("resource")
        .map((entry) => entry.name)
        .filter((name) => name.startsWith(location.origin) && name.includes("/translations?"));
}

/** `ready` never comes on a page outside the scope. */
function whenActive(registration) {
    const { installing, waiting, active } = registration;
    const worker = active || waiting || installing;
    if (worker.state === "activated") {
        return { active: worker };
    }
    return new Promise((resolve) => {
        worker.addEventListener("statechange", () => {
            if (worker.state === "activated") {
                resolve({ active: worker });
            }
        });
    });
}

registry.category("public.interactions").add("bydelsmor.offline", Offline);
