import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

// A word is short; whoever forgets to stop has not spoken for long.
const LONGEST = 15000;

/**
 * Records how a word sounds, with the phone's own microphone, into the form's file. The
 * button stays away where the browser cannot record.
 */
export class RecordWord extends Interaction {
    static selector = ".o_bm_record";
    dynamicContent = {
        "[data-record]": {
            "t-on-click": this.toggle,
            "t-att-hidden": () => (this.canRecord ? undefined : "hidden"),
            "t-att-aria-pressed": () => String(Boolean(this.recorder)),
        },
        "[data-state=idle]": { "t-att-hidden": () => (this.recorder ? "hidden" : undefined) },
        "[data-state=busy]": { "t-att-hidden": () => (this.recorder ? undefined : "hidden") },
        audio: { "t-att-hidden": () => (this.url ? undefined : "hidden") },
    };

    setup() {
        this.canRecord = Boolean(window.MediaRecorder && navigator.mediaDevices);
        this.recorder = null;
        this.url = "";
    }

    destroy() {
        this.recorder?.stream.getTracks().forEach((track) => track.stop());
        URL.revokeObjectURL(this.url);
    }

    async toggle() {
        if (this.recorder) {
            this.recorder.stop();
            return;
        }
        let stream;
        try {
            stream = await this.waitFor(navigator.mediaDevices.getUserMedia({ audio: true }));
        } catch {
            // She said no to the microphone: the word can still be written.
            this.canRecord = false;
            return;
        }
        this.recorder = new MediaRecorder(stream);
        this.recorder.ondataavailable = (ev) => this.keep(ev.data);
        this.recorder.start();
        this.waitForTimeout(() => this.recorder?.stop(), LONGEST);
    }

    keep(blob) {
        this.recorder.stream.getTracks().forEach((track) => track.stop());
        this.recorder = null;
        const files = new DataTransfer();
        files.items.add(new File([blob], "word", { type: blob.type }));
        this.el.querySelector("input[type=file]").files = files.files;
        URL.revokeObjectURL(this.url);
        this.url = URL.createObjectURL(blob);
        this.el.querySelector("audio").src = this.url;
        this.updateContent();
    }
}

registry.category("public.interactions").add("bydelsmor.record_word", RecordWord);
