import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

const SKIPPED = "script, style, svg, select, option, [hidden], [aria-hidden='true'], .o_bm_foot";

/**
 * What the page says, as the voice should say it: headings, labels and texts in
 * order, each with a pause after it, without the Danish doubles and folded parts.
 */
export function textToSay(root) {
    const parts = [];
    const walk = (node) => {
        if (node.nodeType === Node.TEXT_NODE) {
            const text = node.textContent.trim();
            if (text) {
                parts.push(text);
            }
            return;
        }
        if (node.nodeType !== Node.ELEMENT_NODE || node.matches(SKIPPED)) {
            return;
        }
        if (node.lang === "da" && document.documentElement.lang !== "da") {
            return;
        }
        const folded = node.matches("details:not([open])");
        for (const child of folded ? [node.firstElementChild] : node.childNodes) {
            walk(child);
        }
    };
    walk(root);
    return parts.join(". ").replace(/([.!?:])\./g, "$1");
}

/** Recordings of the words that can be seen, in order: [address]. */
export function recordings(root) {
    return [...root.querySelectorAll(".o_bm_title [data-say], .o_bm_main [data-say]")]
        .filter((mark) => mark.parentElement.getClientRects().length)
        .map((mark) => `/my/bydelsmor/say/${Number(mark.dataset.say)}`);
}

/**
 * The button at the top that reads the page aloud: by the phone's own voice, and where
 * it has none for the language, by what women of the network have recorded.
 */
export class ReadAloud extends Interaction {
    static selector = ".o_bm .o_bm_say";
    dynamicContent = {
        _root: {
            "t-on-click": this.toggle,
            "t-att-hidden": () => (this.voice || this.recorded ? undefined : "hidden"),
            "t-att-aria-pressed": () => String(this.speaking),
        },
    };

    setup() {
        this.speaking = false;
        this.voice = null;
        this.synthesis = window.speechSynthesis;
        this.page = document.querySelector(".o_bm");
        this.recorded = Boolean(this.page.querySelector("[data-say]"));
        this.player = null;
    }

    start() {
        if (!this.synthesis) {
            return;
        }
        this.findVoice();
        // Most browsers load their voices after the page.
        this.addListener(this.synthesis, "voiceschanged", () => this.findVoice());
        this.registerCleanup(() => this.synthesis.cancel());
    }

    destroy() {
        this.player?.pause();
    }

    findVoice() {
        const language = document.documentElement.lang;
        this.voice = this.synthesis
            .getVoices()
            .find((voice) => voice.lang.toLowerCase().split(/[-_]/)[0] === language);
        this.updateContent();
    }

    toggle() {
        this.synthesis?.cancel();
        this.player?.pause();
        if (this.speaking) {
            this.speaking = false;
            return;
        }
        this.speaking = true;
        if (this.voice) {
            this.speak();
        } else {
            this.play(recordings(this.page));
        }
    }

    /** One recording after the other. */
    play([address, ...others]) {
        if (!address || !this.speaking) {
            this.speaking = false;
            this.updateContent();
            return;
        }
        this.player = new Audio(address);
        const next = () => this.play(others);
        this.player.onended = next;
        this.player.play().catch(next);
    }

    speak() {
        const words = new SpeechSynthesisUtterance(textToSay(document.querySelector(".o_bm")));
        words.lang = this.voice.lang;
        words.voice = this.voice;
        words.rate = 0.9;
        words.onend = words.onerror = () => {
            this.speaking = false;
            this.updateContent();
        };
        this.synthesis.speak(words);
    }
}

registry.category("public.interactions").add("bydelsmor.read_aloud", ReadAloud);
