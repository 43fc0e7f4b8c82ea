import { registry } from "@web/core/registry";

/** Give a file input a picture, as the phone's camera does. */
async function takePicture(input) {
    const canvas = document.createElement("canvas");
    canvas.width = 2400;
    canvas.height = 3200;
    const drawing = canvas.getContext("2d");
    drawing.fillStyle = "#fff";
    drawing.fillRect(0, 0, canvas.width, canvas.height);
    drawing.fillStyle = "#222";
    for (let line = 0; line < 40; line++) {
        drawing.fillRect(200, 200 + line * 70, 400 + ((line * 397) % 1500), 30);
    }
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.98));
    const files = new DataTransfer();
    files.items.add(new File([blob], "camera.jpg", { type: "image/jpeg" }));
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

registry.category("web_tour.tours").add("bydelsmor_phone_receipt", {
    steps: () => [
        {
            content: "The link greets her; only the button lets her in",
            trigger: ".o_bm h1:contains(Hi Amina)",
        },
        {
            content: "Come in",
            trigger: ".o_bm_foot button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Her home says that everything is sent",
            trigger: ".o_bm_sent [data-state=sent]:not([hidden])",
        },
        {
            content: "Hand in a receipt",
            trigger: "a.o_bm_big.o_bm_leaf",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Hand in at once: the page says what is missing",
            trigger: "[data-submit]:not([disabled])",
            run: "click",
        },
        {
            trigger: "[data-field=amount] .o_bm_error:not([hidden])",
        },
        {
            content: "Take the picture",
            trigger: ".o_bm_photo:has(input[type=file])",
            async run() {
                await takePicture(this.anchor.querySelector("input"));
            },
        },
        {
            content: "The picture is there",
            trigger: "button.o_bm_thumb",
        },
        {
            content: "Write the amount as in Denmark",
            trigger: "#receipt_amount",
            run: "edit 1.248,50",
        },
        {
            content: "Choose what it was for",
            trigger: "label.o_bm_tile:first",
            run: "click",
        },
        {
            trigger: "label.o_bm_tile:first:has(input:checked)",
        },
        {
            content: "Which activity",
            trigger: "#receipt_occasion",
            run: "edit Kvindecafé",
        },
        {
            content: "More",
            trigger: ".o_bm_last > summary",
            run: "click",
        },
        {
            content: "A part of it was private",
            trigger: "#receipt_private",
            run: "edit 48,50",
        },
        {
            content: "The rest is counted for her",
            trigger: "[data-left]:contains(1.200,00)",
        },
        {
            content: "Hand in",
            trigger: "[data-submit]:not([disabled])",
            run: "click",
        },
        {
            content: "Thank you",
            trigger: "[data-after=stored]:not([hidden])",
        },
        {
            content: "Home",
            trigger: "[data-after-buttons] a.o_bm_btn_main",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "She sees what she gets back",
            trigger: ".o_bm_owed:contains(1.200,00)",
        },
        {
            content: "My receipts",
            trigger: "a[href='/my/bydelsmor/receipts']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The receipt is on her list",
            trigger: ".o_bm_card:contains(1.248,50):contains(Kvindecafé)",
        },
    ],
});
