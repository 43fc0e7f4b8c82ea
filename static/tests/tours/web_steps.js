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
