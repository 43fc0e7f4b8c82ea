import { registry } from "@web/core/registry";

const SEND = "/receipt/send";
const LINKS_KEY = "bydelsmor.tour.links";

/** Make the net fail for what the queue sends: before it left, or on the way back. */
function breakNet(whenAnswered) {
    const whole = window.fetch;
    window.fetch = async (...args) => {
        if (!String(args[0]).includes(SEND)) {
            return whole(...args);
        }
        if (whenAnswered) {
            await whole(...args);
        }
        throw new TypeError("the net is away");
    };
}

/** Later links of the story stand behind the # of the first one. */
function rememberLinks() {
    localStorage.setItem(LINKS_KEY, location.hash.slice(1));
}

function followNextLink() {
    const [next, ...rest] = localStorage.getItem(LINKS_KEY).split(",");
    localStorage.setItem(LINKS_KEY, rest.join(","));
    location.href = next;
}

const COME_IN = [
    {
        content: "Come in",
        trigger: ".o_bm_foot form button[type=submit]",
        run: "click",
        expectUnloadPage: true,
    },
];

const LOG_OUT_AND_NEXT = [
    {
        content: "Log out",
        trigger: ".o_bm",
        run: () => (location.href = "/web/session/logout?redirect=/bydelsmor/in"),
        expectUnloadPage: true,
    },
    {
        content: "The next link",
        trigger: ".passkey_login_link",
        run: followNextLink,
        expectUnloadPage: true,
    },
    ...COME_IN,
];

const OPEN_RECEIPT = {
    content: "Hand in a receipt",
    trigger: "a.o_bm_big.o_bm_leaf",
    run: "click",
    expectUnloadPage: true,
};

const EVERYTHING_SENT = {
    content: "Everything is sent",
    trigger: ".o_bm_sent:not([hidden]) [data-state=sent]:not([hidden])",
};

function handInLost(whenAnswered) {
    return [
        {
            content: "The net fails",
            trigger: "[data-submit]:not([disabled])",
            run: () => breakNet(whenAnswered),
        },
        { trigger: "#receipt_amount", run: "edit 80" },
        { trigger: "label.o_bm_tile:first", run: "click" },
        { trigger: "[name=lost]", run: "click" },
        { trigger: "#receipt_explanation", run: "edit Blown away" },
        { trigger: "[data-submit]:not([disabled])", run: "click" },
        {
            content: "It waits on the phone",
            trigger: "[data-after=waiting]:not([hidden])",
        },
    ];
}

registry.category("web_tour.tours").add("bydelsmor_phone_other_woman", {
    steps: () => [
        { trigger: ".o_bm h1:contains(Hi Amina)", run: rememberLinks },
        ...COME_IN,
        OPEN_RECEIPT,
        ...handInLost(false),
        ...LOG_OUT_AND_NEXT,
        { trigger: ".o_bm h1:contains(Hi Fatma)" },
        EVERYTHING_SENT,
        ...LOG_OUT_AND_NEXT,
        { trigger: ".o_bm h1:contains(Hi Amina)" },
        EVERYTHING_SENT,
        { trigger: ".o_bm", run: () => location.reload(), expectUnloadPage: true },
        { trigger: ".o_bm_owed:contains(80,00)" },
    ],
});

registry.category("web_tour.tours").add("bydelsmor_phone_lost_answer", {
    steps: () => [
        ...COME_IN,
        OPEN_RECEIPT,
        ...handInLost(true),
        {
            trigger: "[data-after-buttons] a.o_bm_btn_main",
            run: "click",
            expectUnloadPage: true,
        },
        EVERYTHING_SENT,
        { trigger: ".o_bm_owed:contains(80,00)" },
    ],
});
