import { registry } from "@web/core/registry";

import { confirmDialog, press, reached } from "./web_steps";

const OPEN_CARD = {
    content: "Open the receipt that waits",
    trigger: ".o_kanban_record:contains(1,248.50)",
    run: "click",
};

registry.category("web_tour.tours").add("bydelsmor_receipt_to_bank", {
    steps: () => [
        OPEN_CARD,
        reached("handed_in"),
        press("action_approve"),
        reached("booked"),
        press("action_repay"),
        {
            content: "The small form says what she is owed",
            trigger: ".modal .o_field_widget[name=amount]:contains(1,248.50)",
        },
        ...confirmDialog("action_confirm"),
        reached("repaid"),
        {
            content: "Money",
            trigger:
                ".o_menu_sections [data-menu-xmlid='bydelsmor.bookkeeping_menu']",
            run: "click",
        },
        {
            content: "Seen in the bank",
            trigger: "[data-menu-xmlid='bydelsmor.account_payment_bank_menu']",
            run: "click",
        },
        {
            content: "Choose the payment",
            trigger:
                ".o_list_view .o_data_row:contains(1,248.50) .o_list_record_selector input",
            run: "click",
        },
        {
            content: "It stands on the bank's page too",
            trigger: ".o_control_panel button[name=action_bydelsmor_seen_in_bank]",
            run: "click",
        },
        {
            content: "Nothing waits any more",
            trigger: ".o_list_view:not(:has(.o_data_row))",
        },
    ],
});

registry.category("web_tour.tours").add("bydelsmor_receipt_approve_on_phone", {
    steps: () => [
        OPEN_CARD,
        {
            content: "The picture is there to look at",
            trigger: ".o_form_view .o_field_widget[name=photo_preview] img",
        },
        press("action_approve"),
        {
            content: "It is approved and booked",
            trigger: ".o_form_view:not(:has(button[name=action_approve]))",
        },
        {
            content: "It has its voucher number",
            trigger: ".o_form_view .o_field_widget[name=voucher_name]:contains(-)",
        },
    ],
});

registry.category("web_tour.tours").add("bydelsmor_receipt_repay_on_phone", {
    steps: () => [
        OPEN_CARD,
        press("action_approve"),
        press("action_repay"),
        {
            content: "The small form says what she is owed",
            trigger: ".modal .o_field_widget[name=amount]:contains(1,248.50)",
        },
        ...confirmDialog("action_confirm"),
        {
            content: "There is nothing left to repay",
            trigger: ".o_form_view:not(:has(button[name=action_repay]))",
        },
    ],
});

registry.category("web_tour.tours").add("bydelsmor_receipt_new_and_away", {
    steps: () => [
        {
            content: "Begin a receipt",
            trigger: ".o-kanban-button-new",
            run: "click",
        },
        {
            content: "Look at something else, as with the phone's camera",
            trigger: ".o_form_view .o_field_widget[name=paid_by]",
            run: () => {
                const visibility = { configurable: true, value: "hidden" };
                Object.defineProperty(document, "visibilityState", visibility);
                document.dispatchEvent(new Event("visibilitychange"));
                delete document.visibilityState;
            },
        },
        {
            content: "It is told what is missing, and is not saved",
            trigger: ".o_notification",
        },
        {
            content: "Leave it",
            trigger: ".o_form_button_cancel, .o_back_button",
            run: "click",
        },
        {
            content: "Back among the receipts",
            trigger: ".o_kanban_view",
        },
    ],
});
