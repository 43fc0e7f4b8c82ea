import { registry } from "@web/core/registry";
import { PhoneForm } from "./phone_form";
import { seemsPrivate } from "./seems_private";
import { countPaper, keepTaps, keptTaps, papersOf } from "./taps";
import { today } from "./today";

/**
 * A form that is answered by tapping: conversation, short contacts, activity. One
 * question a screen.
 */
export class TapForm extends PhoneForm {
    static selectorHas = ".o_bm_form";
    dynamicContent = {
        ".o_bm_form": { "t-on-submit.prevent": this.handIn, "t-on-input": this.onInput },
        ".o_bm_form label.o_bm_tile": { "t-on-click.withTarget": this.onTap },
        "[data-go]": { "t-on-click.withTarget": this.onGo },
        "[data-go='1'], [data-submit]": {
            "t-att-disabled": () => (this.busy ? "disabled" : undefined),
        },
        "[data-step-by]": { "t-on-click.withTarget": this.onStepBy },
        "[data-again]": { "t-on-click": this.again },
        "[data-last]": { "t-on-click.withTarget": this.onLast },
    };

    setup() {
        super.setup();
        this.page = `/my/bydelsmor/${this.form.dataset.name}`;
        this.steps = [...this.form.querySelectorAll("[data-step]")];
        this.step = 0;
    }

    start() {
        super.start();
        this.showPile();
        if (this.form.dataset.keepsCount && this.field("count").value === "0") {
            this.setCount(this.sendUrl ? 0 : keptTaps(this.who.user));
        }
        this.show(this.step);
    }

    // ------------------------------------------------------------------
    // One question a screen
    // ------------------------------------------------------------------

    show(step) {
        this.step = step;
        this.steps.forEach((each, index) => (each.hidden = index !== step));
        const last = step >= this.steps.length - 1;
        const nav = this.el.querySelector("[data-nav]");
        nav.querySelectorAll("[data-go]").forEach((button) => {
            button.hidden = button.dataset.go === "1" ? last : step === 0;
        });
        nav.querySelector("[data-submit]").hidden = !last;
        this.el.querySelectorAll("[data-progress] i").forEach((bar, index) => {
            bar.classList.toggle("o_bm_done", index <= step);
        });
        this.el.querySelector(".o_bm_form_help")?.toggleAttribute("hidden", step === 0 && !last);
    }

    /** Move on; the page is read from its top again, also by a screen reader. */
    go(step) {
        this.fault("form", "");
        this.show(step);
        window.scrollTo(0, 0);
        const question = this.steps[step].querySelector(".o_bm_question");
        question.tabIndex = -1;
        question.focus({ preventScroll: true });
    }

    onGo(ev, button) {
        const by = Number(button.dataset.go);
        if (by > 0 && this.lacks(this.step)) {
            return this.fault(this.steps[this.step].dataset.needed, this.words.needed);
        }
        this.go(this.step + by);
    }

    lacks(step) {
        const needed = this.steps[step]?.dataset.needed;
        return needed && !this.form.querySelector(`[name="${needed}"]:checked`);
    }

    /**
     * A finger on the only answer moves on by itself. Keys do not (their clicks have
     * no count): with them one wanders through the answers.
     */
    onTap(ev, tile) {
        const step = this.steps[this.step];
        const input = tile.querySelector("input");
        const moves = step?.dataset.needed === input.name && input.type === "radio";
        if (moves && ev.detail > 0 && ev.target !== input) {
            this.waitForTimeout(() => this.go(this.step + 1), 180);
        }
    }

    onInput(ev) {
        const owner = ev.target.closest("[data-field]");
        const line = owner?.querySelector(".o_bm_error");
        if (line) {
            line.hidden = true;
        }
        const most = Number(owner?.dataset.most || 0);
        if (most && owner.querySelectorAll(":checked").length > most) {
            ev.target.checked = false;
            this.fault(owner.dataset.field, this.words.most);
        }
        if ("text" in ev.target.dataset && seemsPrivate(ev.target.value)) {
            this.fault(owner.dataset.field, this.words.private);
        }
    }

    // ------------------------------------------------------------------
    // Numbers
    // ------------------------------------------------------------------

    onStepBy(ev, button) {
        const input = button.closest("[data-field]").querySelector("input");
        const before = Number(input.value.replace(",", ".")) || 0;
        const after = Math.max(0, before + Number(button.dataset.stepBy));
        if (this.form.dataset.keepsCount) {
            this.setCount(after);
            this.keepCount(after);
            this.fault("count", "");
        } else {
            input.value = after ? String(after).replace(".", ",") : "";
        }
    }

    keepCount(count) {
        if (!this.sendUrl) {
            keepTaps(this.who.user, count);
        }
    }

    setCount(count) {
        this.field("count").value = String(count);
        this.el.querySelector("[data-count-shown]").textContent = String(count);
    }

    // ------------------------------------------------------------------
    // Sending
    // ------------------------------------------------------------------

    values() {
        const values = {};
        for (const input of this.form.elements) {
            if (input.type === "radio" || input.type === "checkbox") {
                this.readTile(input, values);
            } else if (input.name) {
                values[input.name] = input.value.trim();
            }
        }
        return values;
    }

    readTile(input, values) {
        if (!input.checked) {
            return;
        }
        if ("list" in input.dataset) {
            values[input.name] = [...(values[input.name] || []), Number(input.value)];
        } else if (input.dataset.other) {
            values[input.dataset.other] = true;
        } else {
            values[input.name] = Number(input.value);
        }
    }

    /** What is missing before it is worth sending: [field, words], or null. */
    missing() {
        const step = this.steps.findIndex((each, index) => this.lacks(index));
        if (step >= 0) {
            this.go(step);
            return [this.steps[step].dataset.needed, this.words.needed];
        }
        if (this.form.dataset.keepsCount && !Number(this.field("count").value)) {
            return ["count", this.words.none];
        }
        const told = [...this.form.querySelectorAll("[data-text]")].find((input) =>
            seemsPrivate(input.value)
        );
        return told ? [told.name, this.words.private] : null;
    }

    pointAt(owner, inside) {
        const step = this.steps.findIndex((each) => each.contains(inside));
        if (step >= 0 && step !== this.step) {
            this.show(step);
        }
    }

    finish(state) {
        if (this.form.dataset.keepsCount) {
            this.keepCount(0);
        }
        if (this.form.dataset.pile) {
            this.nextPaper();
        } else {
            super.finish(state);
        }
    }

    showAfter(state) {
        this.form.hidden = Boolean(state);
        this.el.querySelector("[data-nav]").hidden = Boolean(state);
        this.el.querySelector("[data-progress]")?.toggleAttribute("hidden", Boolean(state));
        this.el.querySelector("[data-after-buttons]").hidden = !state;
        this.el.querySelectorAll("[data-after]").forEach((section) => {
            section.hidden = section.dataset.after !== state;
        });
    }

    /** The same again with another woman: what she tapped stays, to be changed. */
    again() {
        this.begin();
        this.form.querySelectorAll("[data-text]").forEach((input) => (input.value = ""));
        this.showAfter("");
        this.go(0);
    }

    /** The last one, from whatever day: as she tapped it, to be changed. */
    onLast(ev, button) {
        this.setValues(JSON.parse(button.dataset.last));
        button.hidden = true;
        this.go(0);
    }

    /** The next paper of a pile: day, place and whose they are stay. */
    nextPaper() {
        this.begin();
        for (const input of this.form.elements) {
            input.checked = input.checked && Boolean(input.closest("[data-stays]"));
        }
        countPaper(this.who.user, today());
        this.showPile();
        this.go(0);
    }

    /** How many papers she has tapped in today on this phone. */
    showPile() {
        const shown = this.el.querySelector("[data-pile-shown]");
        if (shown) {
            const count = papersOf(this.who.user, today());
            shown.hidden = !count;
            shown.querySelector("b").textContent = String(count);
        }
    }

    /** Show again a form that was refused, to be mended and sent under its uuid. */
    fillIn(item) {
        this.setValues(item.payload.values);
        this.step = Math.max(0, this.steps.length - 1);
        this.fault(item.field || "form", item.error || "");
    }

    setValues(values) {
        for (const input of this.form.elements) {
            const value = values[input.name];
            if (input.dataset.other) {
                input.checked = Boolean(values[input.dataset.other]);
            } else if (input.type === "radio" || input.type === "checkbox") {
                input.checked = [value].flat().includes(Number(input.value));
            } else if (input.name && value !== undefined) {
                input.value = value;
            }
        }
        if (this.form.dataset.keepsCount) {
            this.setCount(Number(values.count) || 0);
        }
    }
}

registry.category("public.interactions").add("bydelsmor.tap_form", TapForm);
