import { Component, onWillStart } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** Whom to call when stuck: the consultant of the record's group, or of the user's. */
export class CallSecretariat extends Component {
    static template = "bydelsmor.CallSecretariat";
    static props = { ...standardWidgetProps };

    setup() {
        const orm = useService("orm");
        onWillStart(async () => {
            const company = this.props.record.data.company_id;
            this.helper = await orm.call("bydelsmor.group", "secretariat_contact", [], {
                company_id: company ? company.id : false,
                context: user.context,
            });
        });
    }
}

registry.category("view_widgets").add("bydelsmor_call_secretariat", {
    component: CallSecretariat,
});
