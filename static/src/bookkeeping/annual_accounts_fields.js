import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {useService} from "@web/core/utils/hooks";

const MODEL = "bydelsmor.annual.accounts";

class AccountsField extends Component {
    static props = {...standardFieldProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    async open(method, key) {
        const {record} = this.props;
        if (!(await record.save())) {
            return;
        }
        const action = await this.orm.call(MODEL, method, [[record.resId], key]);
        await this.action.doAction(action, {onClose: () => record.load()});
    }
}

/** What must be in order before the board signs, each with its way there. */
export class AccountsChecklist extends AccountsField {
    static template = "bydelsmor.AccountsChecklist";

    openItem(item) {
        if (item.page) {
            const form = document.querySelector(".o_form_view");
            form.querySelector(`.nav-link[name="${item.page}"]`)?.click();
            form.querySelector(".o_notebook")?.scrollIntoView();
            return undefined;
        }
        return this.open("action_checklist", item.key);
    }
}

/** Result and balance sheet as they print; a figure opens its entries. */
export class AccountsStatement extends AccountsField {
    static template = "bydelsmor.AccountsStatement";

    get tables() {
        const value = this.value;
        return value ? [value.result, value.balance] : [];
    }

    canOpen(row) {
        return this.value.can_open && row.kind === "line" && row.key !== "result";
    }

    openRow(row) {
        return this.open("action_open_entries", row.key);
    }
}

const field = (component) => ({component, supportedTypes: ["json"]});

registry.category("fields").add("bydelsmor_checklist", field(AccountsChecklist));
registry.category("fields").add("bydelsmor_statement", field(AccountsStatement));
