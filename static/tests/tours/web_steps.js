/** Steps that the tours of the web client share. Buttons are named by their method, so
 * that the tours run in any language. */

export const button = (name) => `.o_form_view .o_statusbar_buttons button[name=${name}]`;
export const inDialog = (name) => `.modal footer button[name=${name}]`;
export const atState = (state) =>
    `.o_form_view .o_arrow_button_current[data-value=${state}]`;

/** Press a button of the form's head. */
export function press(name) {
    return {
        content: `Press ${name}`,
        trigger: button(name),
        run: "click",
    };
}

/** Press a button of the small form, and wait until that one is gone. */
export function confirmDialog(name) {
    return [
        {
            content: `Press ${name} in the small form`,
            trigger: inDialog(name),
            run: "click",
        },
        { content: "It is done", trigger: "body:not(:has(.modal))" },
    ];
}

export function type(field, value, within = ".o_form_view") {
    return {
        content: `Type ${field}`,
        trigger: `${within} .o_field_widget[name=${field}] :is(input, textarea)`,
        run: `edit ${value}`,
    };
}

export function tick(field, within = ".modal") {
    return {
        content: `Tick ${field}`,
        trigger: `${within} .o_field_widget[name=${field}] input[type=checkbox]`,
        run: "click",
    };
}

export function openTab(name) {
    return {
        content: `Open the tab ${name}`,
        trigger: `.o_form_view .nav-link[name=${name}]`,
        run: "click",
    };
}

export function reached(state) {
    return { content: `It is ${state} now`, trigger: atState(state) };
}

/** Back from a page of its own to the one that it was opened from. */
export const back = {
    content: "Back",
    trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item:last a",
    run: "click",
};

/** Open the page of one election, with its candidates. */
export function openElection(office) {
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

/** Choose a record by its name; ``within`` ends where the field begins. */
export function choose(field, name, within = ".o_form_view") {
    return [
        {
            content: `Look for ${name}`,
            trigger: `${within} .o_field_widget[name=${field}] input`,
            run: `edit ${name}`,
        },
        {
            content: `It is ${name}`,
            trigger: `.o-autocomplete--dropdown-item:contains(${name})`,
            run: "click",
        },
        {
            trigger: `${within} .o_field_widget[name=${field}] input:value(${name})`,
        },
    ];
}

/** Somebody stands, with the votes that she got; ``place`` counts from 1. */
export function stands(name, votes, place = 1) {
    const row = `.o_field_widget[name=candidate_ids] .o_data_row:nth-child(${place}).o_selected_row`;
    return [
        {
            content: "Somebody stands",
            trigger: ".o_field_widget[name=candidate_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        ...choose("volunteer_id", name, row),
        {
            content: `${votes} votes for ${name}`,
            trigger: `${row} .o_field_widget[name=votes] input`,
            run: `edit ${votes}`,
        },
    ];
}

export const save = [
    {
        content: "Keep it",
        trigger: ".o_form_view .o_form_button_save",
        run: "click",
    },
    { trigger: ".o_form_view .o_form_saved" },
];
