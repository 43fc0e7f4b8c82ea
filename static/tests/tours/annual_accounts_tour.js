import { registry } from "@web/core/registry";

import { button, confirmDialog, openTab, press, reached, tick, type } from "./web_steps";

const OPEN_ACCOUNTS = {
    content: "Open the accounts of the year",
    trigger: ".o_list_view .o_data_row .o_data_cell:first",
    run: "click",
};

const item = (done) =>
    `.o_bydelsmor_checklist .fa-${done ? "check-circle" : "circle-o"}`;

function itemIs(label, done) {
    const icon = done ? "fa-check-circle" : "fa-circle-o";
    return {
        content: `${label}: ${done ? "done" : "open"}`,
        trigger: `.o_bydelsmor_checklist li:has(.${icon}):contains(${label})`,
    };
}

const OK = {
    content: "Yes",
    trigger: ".modal footer .btn-primary",
    run: "click",
};

registry.category("web_tour.tours").add("bydelsmor_accounts_make_ready", {
    steps: () => [
        OPEN_ACCOUNTS,
        itemIs("The bank's balance", false),
        itemIs("The cash box is counted", false),
        itemIs("The report tells", false),
        openTab("bank"),
        type("bank_balance", "4800"),
        {
            content: "Open the calendar",
            trigger: ".o_field_widget[name=bank_balance_date] :is(input, button)",
            run: "click",
        },
        { trigger: ".o_datetime_picker .o_today", run: "click" },
        openTab("texts"),
        type("report_text", "Twelve women met each Tuesday."),
        {
            content: "Count the cash box",
            trigger:
                ".o_bydelsmor_checklist li:contains(The cash box is counted) button",
            run: "click",
        },
        {
            content: "One note of 200",
            trigger:
                ".o_field_widget[name=line_ids] .o_data_row:contains(200.00) [name=number]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=line_ids] [name=number] input",
            run: "edit 1",
        },
        press("action_done"),
        reached("done"),
        {
            content: "Back to the accounts",
            trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item:last a",
            run: "click",
        },
        itemIs("The bank's balance", true),
        itemIs("The cash box is counted", true),
        itemIs("The report tells", true),
        { content: "Nothing is open", trigger: `body:not(:has(${item(false)}))` },
        press("action_freeze"),
        press("action_sign"),
        OK,
        {
            content: "The other two are still to sign",
            trigger:
                ".o_form_view .alert-info:contains(chair a):not(:contains(treasurer a))",
        },
    ],
});

registry.category("web_tour.tours").add("bydelsmor_accounts_sign", {
    steps: () => [
        OPEN_ACCOUNTS,
        press("action_sign"),
        OK,
        {
            content: "Her name is among those who have signed",
            trigger: `.o_form_view .alert-info:not(:contains(chair a)), .o_form_view .o_arrow_button_current[data-value=signed]`,
        },
    ],
});

registry.category("web_tour.tours").add("bydelsmor_accounts_audit", {
    steps: () => [
        OPEN_ACCOUNTS,
        reached("signed"),
        {
            content: "The vouchers",
            trigger: "button[name=action_open_vouchers]",
            run: "click",
        },
        {
            content: "All of them",
            trigger: ".o_list_view thead .o_list_record_selector input",
            run: "click",
        },
        {
            content: "I have seen these",
            trigger: ".o_control_panel button[name=action_bydelsmor_mark_seen]",
            run: "click",
        },
        {
            content: "Each is marked",
            trigger: ".o_list_view .o_data_row:eq(2) .text-bg-success",
        },
        {
            content: "Back to the accounts",
            trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item:last a",
            run: "click",
        },
        {
            content: "The statement",
            trigger: ".o_statusbar_buttons button:contains(Auditor's statement)",
            run: "click",
        },
        tick("vouchers"),
        tick("bank"),
        ...confirmDialog("action_confirm"),
        reached("reviewed"),
    ],
});

registry.category("web_tour.tours").add("bydelsmor_accounts_adopt", {
    steps: () => [
        OPEN_ACCOUNTS,
        reached("reviewed"),
        {
            content: "The general assembly has adopted them",
            trigger: ".o_statusbar_buttons button:contains(Adopted by)",
            run: "click",
        },
        type("chair", "Birthe Holm", ".modal"),
        ...confirmDialog("action_adopt"),
        reached("adopted"),
        {
            content: "The next step waits",
            trigger: button("action_report"),
        },
    ],
});
