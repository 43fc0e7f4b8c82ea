import { registry } from "@web/core/registry";

import {
    back,
    choose,
    openElection,
    openTab,
    press,
    reached,
    save,
    stands,
    tick,
    type,
} from "./web_steps";

const tours = registry.category("web_tour.tours");
const NEXT_YEAR = new Date().getFullYear() + 1;

const OK = {
    content: "Yes",
    trigger: ".modal footer .btn-primary",
    run: "click",
};

/** Write a time as she would: a day from today (+30d), or month, day and year. */
function writeTime(field, value) {
    return [
        {
            content: `Open ${field}`,
            trigger: `.o_field_widget[name=${field}] :is(button, input)`,
            run: "click",
        },
        {
            trigger: `.o_field_widget[name=${field}] input`,
            run: `edit ${value}`,
        },
        {
            trigger: ".o_form_view .oe_title",
            run: "click",
        },
    ];
}

/** Plan a meeting of this kind on the form of a new one. */
function plan(kind, start) {
    return [
        {
            content: "A new meeting",
            trigger: ".o_form_view .o_field_widget[name=kind] input",
            run: "click",
        },
        {
            content: `It is a ${kind}`,
            trigger: `.o_select_menu_item:contains(${kind})`,
            run: "click",
        },
        ...writeTime("start", start),
        ...choose("chair_id", "Coordinator"),
        ...choose("minute_taker_id", "Lise"),
        ...save,
    ];
}

/** Write what was decided; points of the usual agenda are known by their place, since
 * they stand there in the group's language. */
function decide(which, words) {
    const row = Number.isInteger(which) ? `:eq(${which - 1})` : `:contains(${which})`;
    return [
        openTab("agenda"),
        {
            content: `The point ${which}`,
            trigger: `.o_field_widget[name=agenda_item_ids] .o_data_row${row} td[name=name]`,
            run: "click",
        },
        type("decision", words, ".modal"),
        {
            content: "Keep it",
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
        { trigger: "body:not(:has(.modal))" },
    ];
}

/** Tick the women who are there on the list of those invited. */
function present(...names) {
    const rows = ".o_field_widget[name=attendance_ids] .o_data_row";
    return [
        openTab("attendance"),
        ...names.flatMap((name) => [
            tick("present", `${rows}:contains(${name})`),
            { trigger: `${rows}:contains(${name}) [name=present] input:checked` },
        ]),
    ];
}

const prepare = [
    openTab("elections"),
    {
        content: "Prepare the elections",
        trigger: "button[name=action_prepare_elections]",
        run: "click",
    },
    { trigger: ".o_field_widget[name=election_ids] .o_data_row" },
];

/** Write who stands and count: {name: votes}. */
function elect(office, votes) {
    return [
        ...openElection(office),
        ...Object.entries(votes).flatMap(([name, number], place) =>
            stands(name, number, place + 1)
        ),
        press("action_count"),
        reached("decided"),
        back,
        { trigger: ".o_form_view .o_field_widget[name=election_ids]" },
    ];
}

const close = [
    press("action_close_minutes"),
    OK,
    {
        content: "The minutes are closed",
        trigger:
            ".o_form_view:not(:has(.o_statusbar_buttons button[name=action_close_minutes]))",
    },
];

// ---------------------------------------------------------------------
// The founding
// ---------------------------------------------------------------------

tours.add("bydelsmor_story_bylaws", {
    steps: () => [
        {
            content: "The national standard",
            trigger: ".o_kanban_record:first, .o_list_view .o_data_row .o_data_cell:first",
            run: "click",
        },
        press("action_copy_for_group"),
        {
            content: "It is the group's own now",
            trigger: ".o_form_view h1:contains(Enghaven)",
        },
        type("alternates", "1"),
        ...save,
    ],
});

tours.add("bydelsmor_story_call_founding", {
    steps: () => [
        ...plan("Founding general assembly", "+7d"),
        press("action_invite"),
        {
            content: "A week is less than the bylaws ask for",
            trigger: ".modal:contains(The bylaws ask for 14 days)",
        },
        OK,
        ...writeTime("start", "+30d"),
        press("action_invite"),
        reached("called"),
    ],
});

tours.add("bydelsmor_story_register_on_phone", {
    steps: () => [
        {
            content: "They sit in the room",
            trigger: "form[action$='/held'] button",
            run: "click",
            expectUnloadPage: true,
        },
        ...["Amal", "Bodil", "Cirrus", "Dunya", "Ebba", "Fadi"].map((name) => ({
            content: `${name} is here`,
            trigger: `.o_bm_names label:contains(${name})`,
            run: "click",
        })),
        {
            content: "Keep the list",
            trigger: ".o_bm_names button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_bm_names label:contains(Fadi) input:checked",
        },
    ],
});

tours.add("bydelsmor_story_found", {
    steps: () => [
        reached("held"),
        ...decide(5, "We found Bydelsmødre Enghaven."),
        ...decide(6, "Adopted by all."),
        openTab("assembly"),
        {
            content: "The bylaws as they were adopted",
            trigger: ".o_field_widget[name=bylaws_file] input[type=file]:not(:visible)",
            run() {
                const files = new DataTransfer();
                files.items.add(new File(["%PDF-1.4"], "bylaws.pdf"));
                this.anchor.files = files.files;
                this.anchor.dispatchEvent(new Event("change", { bubbles: true }));
            },
        },
        {
            trigger: ".o_field_widget[name=bylaws_file] input:value(bylaws.pdf)",
        },
        ...prepare,
        ...elect("Board member", {
            Amal: 6,
            Bodil: 5,
            Cirrus: 4,
            Dunya: 3,
            Ebba: 2,
            Gudrun: 1,
        }),
        ...elect("Alternate", { Gudrun: 0 }),
        ...elect("Auditor", { Fadi: 0 }),
        ...close,
    ],
});

tours.add("bydelsmor_story_constitute", {
    steps: () => [
        ...plan("Constituting board meeting", "-2d"),
        press("action_held"),
        reached("held"),
        ...present("Amal", "Bodil", "Cirrus", "Dunya"),
        ...prepare,
        ...elect("Chair", { Amal: 0 }),
        ...elect("Deputy chair", { Cirrus: 0 }),
        ...elect("Treasurer", { Bodil: 0 }),
        ...elect("Secretary", { Ebba: 0 }),
        ...close,
    ],
});

// ---------------------------------------------------------------------
// The two ordinary ones
// ---------------------------------------------------------------------

tours.add("bydelsmor_story_call_first", {
    steps: () => [
        ...plan("Ordinary general assembly", `03/14/${NEXT_YEAR} 15:00:00`),
        press("action_invite"),
        reached("called"),
        openTab("assembly"),
        {
            content: "A proposal came in",
            trigger: ".o_field_widget[name=proposal_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        ...choose("volunteer_id", "Hind", ".o_field_widget[name=proposal_ids]"),
        type("name", "A garden of our own", ".o_field_widget[name=proposal_ids]"),
        press("action_send_agenda"),
        openTab("agenda"),
        {
            content: "It is on the agenda",
            trigger:
                ".o_field_widget[name=agenda_item_ids] .o_data_row:contains(A garden of our own)",
        },
    ],
});

tours.add("bydelsmor_story_hold_first", {
    steps: () => [
        press("action_held"),
        reached("held"),
        ...present("Amal", "Bodil", "Cirrus", "Dunya", "Ebba", "Fadi"),
        ...decide(4, "Adopted by all."),
        ...decide("A garden of our own", "Adopted. Hind and Lise ask the town."),
        ...prepare,
        ...elect("Board member", { Hind: 5, Ines: 4, Jytte: 3 }),
        ...elect("Alternate", { Gudrun: 0 }),
        ...elect("Auditor", { Fadi: 0 }),
        ...close,
    ],
});

tours.add("bydelsmor_story_hold_second", {
    steps: () => [
        press("action_held"),
        reached("held"),
        ...present("Amal", "Bodil", "Hind", "Dunya", "Ebba"),
        ...decide(4, "Adopted by all."),
        ...prepare,
        ...elect("Board member", { Amal: 4, Dunya: 3, Kirsten: 2 }),
        ...elect("Alternate", { Gudrun: 0 }),
        ...elect("Auditor", { Lise: 0 }),
        ...close,
    ],
});
