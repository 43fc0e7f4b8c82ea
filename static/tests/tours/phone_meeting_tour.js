import { registry } from "@web/core/registry";

const next = { run: "click", expectUnloadPage: true };

/** Choose an hour, as the phone's own clock does. */
function hour(name, value) {
    return {
        trigger: `input[name=${name}]`,
        run() {
            this.anchor.value = value;
        },
    };
}

registry.category("web_tour.tours").add("bydelsmor_phone_meeting", {
    steps: () => [
        {
            content: "The link greets her",
            trigger: ".o_bm_foot button[type=submit]",
            ...next,
        },
        {
            content: "To the meetings",
            trigger: "a.o_bm_big.o_bm_sky",
            ...next,
        },
        {
            content: "Plan a meeting",
            trigger: "a[href$='/meetings/new']",
            ...next,
        },
        {
            content: "It lasts the whole of today, so that it has begun",
            trigger: "select[name=kind]",
        },
        hour("first", "00:00"),
        hour("last", "23:59"),
        {
            trigger: "input[name=topic]",
            run: "edit Sleep of small children",
        },
        {
            content: "Save the plan",
            trigger: ".o_bm_card button[type=submit]",
            ...next,
        },
        {
            content: "Send the invitations",
            trigger: "form[action$='/invite'] button",
            ...next,
        },
        {
            content: "She comes herself",
            trigger: "button[name=answer][value=yes]",
            ...next,
        },
        {
            trigger: "button[value=yes][aria-pressed=true]",
        },
        {
            content: "At the meeting: tick and write down",
            trigger: "a[href$='/run']",
            ...next,
        },
        {
            content: "We have met",
            trigger: "form[action$='/held'] button",
            ...next,
        },
        {
            content: "The board member is here",
            trigger: ".o_bm_names label:contains(board a)",
            run: "click",
        },
        {
            trigger: ".o_bm_names label:contains(Amina Warsame)",
            run: "click",
        },
        {
            trigger: ".o_bm_names button[type=submit]",
            ...next,
        },
        {
            content: "Open the first point",
            trigger: ".o_bm_fold:first summary",
            run: "click",
        },
        {
            trigger: ".o_bm_fold[open] textarea[name=minutes]",
            run: "edit We laughed a lot",
        },
        {
            trigger: ".o_bm_fold[open] button[type=submit]",
            ...next,
        },
        {
            content: "Back to the meeting",
            trigger: ".o_bm_head a.o_bm_round",
            ...next,
        },
        {
            content: "Divide those who are here",
            trigger: "a[href$='/groups']",
            ...next,
        },
        {
            trigger: "form[action$='/groups'] button",
            ...next,
        },
        {
            trigger: ".o_bm_turn:contains(board a)",
        },
        {
            content: "And back",
            trigger: ".o_bm_head a.o_bm_round",
            ...next,
        },
        {
            content: "Her name under the minutes",
            trigger: "form[action$='/sign'] button",
            ...next,
        },
        {
            content: "They are signed, and can be printed",
            trigger: ".o_bm_pill:contains(Minutes signed)",
        },
        {
            trigger: "a[href$='/minutes']",
        },
    ],
});
