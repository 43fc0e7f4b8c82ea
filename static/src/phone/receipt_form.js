import { registry } from "@web/core/registry";
import { toOere, toText } from "./kroner";
import { PhoneForm } from "./phone_form";
import { isSendable, shrinkPhoto } from "./shrink_photo";

const TEXTS = ["date", "shop", "occasion", "explanation", "grant_id", "written_name"];

/** The page of one receipt. */
export class ReceiptForm extends PhoneForm {
    static selectorHas = ".o_bm_receipt";
    dynamicContent = {
        ".o_bm_receipt": { "t-on-submit.prevent": this.handIn, "t-on-input": this.onInput },
        "[data-photo-input]": { "t-on-change.withTarget": this.addPhotos },
        "[name=lost]": { "t-on-change": this.showLost },
        "[data-add=part]": { "t-on-click": this.addPart },
        "[data-parts]": { "t-on-click": this.removePart },
        "[data-submit]": { "t-att-disabled": () => (this.busy ? "disabled" : undefined) },
    };

    page = "/my/bydelsmor/receipt";

    setup() {
        super.setup();
        this.data = this.form.dataset;
    }

    start() {
        super.start();
        this.showLost();
        this.showLeft();
    }

    destroy() {
        this.files.forEach((file) => URL.revokeObjectURL(file.preview));
    }

    // ------------------------------------------------------------------
    // Photos
    // ------------------------------------------------------------------

    async addPhotos(ev, input) {
        this.fault("photo", "");
        const chosen = [...input.files];
        this.busy = true;
        for (const file of chosen) {
            await this.waitFor(this.addPhoto(file));
        }
        this.busy = false;
        input.value = "";
    }

    async addPhoto(file) {
        if (!isSendable(file)) {
            return this.fault("photo", this.words.kind);
        }
        if (this.files.length + Number(this.data.photos || 0) >= Number(this.data.maxFiles)) {
            return this.fault("photo", this.words.many);
        }
        const smaller = await shrinkPhoto(file);
        if (smaller.size > Number(this.data.maxBytes)) {
            return this.fault("photo", this.words.big);
        }
        this.keepPhoto({ name: file.name, type: smaller.type, data: await smaller.arrayBuffer() });
    }

    keepPhoto(file) {
        const shown = ["image/jpeg", "image/png"].includes(file.type);
        file.preview = shown ? URL.createObjectURL(new Blob([file.data], { type: file.type })) : "";
        this.files.push(file);
        const button = document.createElement("button");
        button.type = "button";
        button.className = "o_bm_thumb";
        button.setAttribute("aria-label", `${this.words.remove}: ${file.name}`);
        if (file.preview) {
            button.style.backgroundImage = `url(${file.preview})`;
        } else {
            button.textContent = file.name.slice(-14);
        }
        this.addListener(button, "click", () => {
            this.files = this.files.filter((each) => each !== file);
            URL.revokeObjectURL(file.preview);
            button.remove();
        });
        this.insert(button, this.el.querySelector("[data-thumbs]"));
    }

    // ------------------------------------------------------------------
    // Parts
    // ------------------------------------------------------------------

    addPart() {
        const template = this.el.querySelector("template[data-part]");
        const part = template.content.firstElementChild.cloneNode(true);
        this.insert(part, this.el.querySelector("[data-parts]"));
        part.querySelector("input").focus();
        return part;
    }

    removePart(ev) {
        ev.target.closest("[data-remove=part]")?.closest(".o_bm_part").remove();
        this.showLeft();
    }

    parts() {
        return [...this.el.querySelectorAll("[data-parts] .o_bm_part")]
            .map((part) => ({
                amount: part.querySelector("input").value.trim(),
                purpose_id: Number(part.querySelector("select").value),
            }))
            .filter((part) => part.amount || part.purpose_id);
    }

    /** Øre left for the first purpose; null while an amount cannot be read. */
    left() {
        const amounts = this.parts().map((part) => part.amount);
        if (this.field("private").value.trim()) {
            amounts.push(this.field("private").value);
        }
        const oere = [this.field("amount").value, ...amounts].map(toOere);
        if (oere.includes(null)) {
            return null;
        }
        return oere.slice(1).reduce((left, part) => left - part, oere[0]);
    }

    showLeft() {
        const line = this.el.querySelector("[data-left]");
        const split = this.parts().length || this.field("private").value.trim();
        const left = this.left();
        line.hidden = !split || left === null;
        line.textContent = `${this.words.left} ${toText(left || 0)} kr.`;
    }

    onInput(ev) {
        const line = ev.target.closest("[data-field]")?.querySelector(".o_bm_error");
        if (line) {
            line.hidden = true;
            ev.target.removeAttribute("aria-invalid");
        }
        this.showLeft();
    }

    lost() {
        return Boolean(this.field("lost")?.checked);
    }

    showLost() {
        this.el.querySelector("[data-lost]")?.toggleAttribute("hidden", !this.lost());
    }

    // ------------------------------------------------------------------
    // Handing in
    // ------------------------------------------------------------------

    values() {
        const values = Object.fromEntries(
            TEXTS.map((name) => [name, this.field(name)?.value.trim() || ""])
        );
        const amount = toOere(this.field("amount").value);
        return {
            ...values,
            amount: amount === null ? "" : (amount / 100).toFixed(2),
            purpose_id: Number(this.form.querySelector("[name=purpose_id]:checked")?.value || 0),
            paid_by: this.form.querySelector("[name=paid_by]:checked")?.value || "",
            lost: this.lost(),
            private: this.asNumber(this.field("private").value),
            parts: this.parts().map((part) => ({ ...part, amount: this.asNumber(part.amount) })),
        };
    }

    asNumber(text) {
        const oere = toOere(text);
        return oere === null ? text.trim() : (oere / 100).toFixed(2);
    }

    /** What is missing before it is worth sending: [field, words], or null. */
    missing(values) {
        if (this.sendUrl && !values.written_name) {
            return ["written_name", this.words.name];
        }
        const left = this.left();
        if (!Number(values.amount)) {
            return ["amount", this.words.amount];
        }
        if (left === null || values.parts.some((part) => !part.purpose_id)) {
            return ["parts", left === null ? this.words.amount : this.words.purpose];
        }
        if (left < 0) {
            return ["parts", this.words.parts];
        }
        if (left > 0 && !values.purpose_id) {
            return ["purpose", this.words.purpose];
        }
        const purpose = this.form.querySelector("[name=purpose_id]:checked");
        const photos = this.files.length + Number(this.data.photos || 0);
        if (!photos && !values.lost && purpose?.dataset.photo !== "0") {
            return ["photo", this.words.photo];
        }
        if (values.lost && !values.explanation) {
            return ["photo", this.words.lost];
        }
        return null;
    }

    payload(values) {
        return { again: Number(this.again || this.data.again || 0), values };
    }

    pointAt(owner) {
        const input = owner.querySelector("input:not([type=file])");
        input.setAttribute("aria-invalid", "true");
        input.focus({ preventScroll: true });
    }

    showAfter(state) {
        this.form.hidden = true;
        this.el.querySelector("[data-submit]").hidden = true;
        this.el.querySelector("[data-after-buttons]").hidden = false;
        this.el.querySelector(`[data-after=${state}]`).hidden = false;
    }

    /** Show again a receipt that was refused, to be mended and sent under its uuid. */
    fillIn(item) {
        const { values } = item.payload;
        this.again = item.payload.again;
        for (const name of [...TEXTS, "amount", "private"]) {
            if (this.field(name)) {
                this.field(name).value = values[name] || "";
            }
        }
        this.field("amount").value = toText(toOere(values.amount) || 0);
        this.field("lost").checked = values.lost;
        for (const name of ["purpose_id", "paid_by"]) {
            const chosen = this.form.querySelector(`[name=${name}][value="${values[name]}"]`);
            if (chosen) {
                chosen.checked = true;
            }
        }
        for (const part of values.parts) {
            const row = this.addPart();
            row.querySelector("input").value = part.amount;
            row.querySelector("select").value = part.purpose_id || "";
        }
        item.files.forEach((file) => this.keepPhoto({ ...file }));
        this.fault(item.field || "form", item.error || "");
    }
}

registry.category("public.interactions").add("bydelsmor.receipt_form", ReceiptForm);
