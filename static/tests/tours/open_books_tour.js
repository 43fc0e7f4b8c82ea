import { registry } from "@web/core/registry";

import { inDialog, press, type } from "./web_steps";

registry.category("web_tour.tours").add("bydelsmor_open_books", {
    steps: () => [
        press("action_open_books"),
        type("bank", "2500", ".modal"),
        type("cash", "150.50 && press Tab", ".modal"),
        {
            content: "What is their own is counted for them",
            trigger: ".modal .o_field_widget[name=equity]:contains(2,650.50)",
        },
        {
            content: "Open the books",
            trigger: inDialog("action_open"),
            run: "click",
        },
        {
            content: "The books are open",
            trigger:
                ".o_form_view:not(:has(button[name=action_open_books])) .o_statusbar_buttons",
        },
    ],
});
