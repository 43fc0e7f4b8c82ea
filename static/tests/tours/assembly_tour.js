import { registry } from "@web/core/registry";

import { openTab, press, reached } from "./web_steps";

const back = {
    content: "Back to the meeting",
    trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item:last a",
    run: "click",
};

function openElection(office) {
    return [
        openTab("elections"),
        {
            content: `Candidates and votes: ${office}`,
            trigger: `.o_field_widget[name=election_ids] .o_data_row:contains(${office}) button[name=action_open]`,
            run: "click",
        },
        {
            content: "It has a page of its own",
            trigger: ".o_form_view .o_field_widget[name=candidate_ids]",
        },
    ];
}

registry.category("web_tour.tours").add("bydelsmor_assembly_close", {
    steps: () => [
        {
            content: "Open the founding general assembly",
            trigger:
                ".o_kanban_view .o_kanban_record:contains(Founding), .o_list_view .o_data_row:contains(Founding) .o_data_cell:first",
            run: "click",
        },
        reached("held"),
        openTab("elections"),
        {
            content: "Prepare the elections",
            trigger: "button[name=action_prepare_elections]",
            run: "click",
        },
        {
            content: "An auditor is elected, too",
            trigger:
                ".o_field_widget[name=election_ids] .o_data_row:contains(Auditor)",
        },
        ...openElection("Board member"),
        press("action_count"),
        reached("decided"),
        back,
        ...openElection("Auditor"),
        {
            content: "Somebody stands for it",
            trigger: ".o_field_widget[name=candidate_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            content: "Her name",
            trigger: ".o_selected_row .o_field_widget[name=volunteer_id] input",
            run: "edit auditor a",
        },
        {
            content: "It is she",
            trigger: ".o-autocomplete--dropdown-item:contains(auditor a)",
            run: "click",
        },
        press("action_count"),
        reached("decided"),
        back,
        press("action_close_minutes"),
        {
            content: "Yes",
            trigger: ".modal footer .btn-primary",
            run: "click",
        },
        {
            content: "The minutes are closed",
            trigger: ".o_statusbar_buttons button[name=action_print_constitution]",
        },
    ],
});
