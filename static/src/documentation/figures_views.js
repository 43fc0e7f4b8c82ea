import {graphView} from "@web/views/graph/graph_view";
import {listView} from "@web/views/list/list_view";
import {pivotView} from "@web/views/pivot/pivot_view";
import {registry} from "@web/core/registry";

class FiguresPivotModel extends pivotView.Model {
    /** What was not added up is no FALSE, on the screen or in Excel. */
    _getCellValue() {
        const value = super._getCellValue(...arguments);
        return value === false ? undefined : value;
    }
}

/** Published figures: each view says in plain words why some are not there. */
for (const [name, view, template] of [
    ["list", listView, "bydelsmor.FiguresList"],
    ["graph", graphView, "bydelsmor.FiguresGraph"],
    ["pivot", {...pivotView, Model: FiguresPivotModel}, "bydelsmor.FiguresPivot"],
]) {
    class FiguresRenderer extends view.Renderer {
        static template = template;
    }
    registry
        .category("views")
        .add(`bydelsmor_figures_${name}`, {...view, Renderer: FiguresRenderer});
}
