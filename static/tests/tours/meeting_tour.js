import { registry } from "@web/core/registry";

import { openTab, press } from "./web_steps";

const row = (name) =>
    `.o_field_widget[name=attendance_ids] .o_data_row:contains(${name})`;

function isHere(name) {
    return [
        {
            content: `${name} is here`,
            trigger: `${row(name)} .o_field_widget[name=present] input`,
            run: "click",
        },
        {
            content: `${name} is ticked`,
            trigger: `${row(name)} .o_field_widget[name=present] input:checked`,
        },
    ];
}

registry.category("web_tour.tours").add("bydelsmor_meeting_tick_on_phone", {
    steps: () => [
        {
            content: "Open the meeting",
            trigger: ".o_kanban_record:contains(We sew)",
            run: "click",
        },
        press("action_held"),
        {
            content: "It was held",
            trigger: ".o_form_view:not(:has(button[name=action_held]))",
        },
        openTab("attendance"),
        ...isHere("member a"),
        ...isHere("board a"),
        {
            content: "Save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "It is saved",
            trigger: ".o_form_view .o_form_saved, .o_form_view:not(:has(.o_form_dirty))",
        },
    ],
});
