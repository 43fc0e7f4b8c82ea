import { registry } from "@web/core/registry";

import { back, openElection, openTab, press, reached, stands } from "./web_steps";

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
        ...stands("auditor a", 0),
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
