package io.postroom.rules.expression;

import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;

/** The fields of the event that an expression reads by name, each as the longest path that is written. */
final class FieldsRead {
    private FieldsRead() {}

    /** In the order in which they are written. Within {@code exists} and its like only the list is looked at. */
    static List<CelExpr> of(CelExpr expression) {
        List<CelExpr> fields = new ArrayList<>();
        collect(expression, fields);
        return fields;
    }

    private static void collect(CelExpr expression, List<CelExpr> fields) {
        switch (expression.getKind()) {
            case SELECT -> {
                if (!isPath(expression)) {
                    collect(expression.select().operand(), fields);
                } else if (!expression.select().testOnly()) {
                    fields.add(expression);
                }
            }
            case CALL -> {
                expression.call().target().ifPresent(target -> collect(target, fields));
                expression.call().args().forEach(argument -> collect(argument, fields));
            }
            case LIST -> expression.list().elements().forEach(element -> collect(element, fields));
            case COMPREHENSION -> collect(expression.comprehension().iterRange(), fields);
            case NOT_SET, CONSTANT, IDENT, STRUCT, MAP -> {
                // They read no field of the event.
            }
        }
    }

    private static boolean isPath(CelExpr expression) {
        return switch (expression.getKind()) {
            case IDENT -> expression.ident().name().equals("event");
            case SELECT -> isPath(expression.select().operand());
            case NOT_SET, CONSTANT, CALL, LIST, STRUCT, MAP, COMPREHENSION -> false;
        };
    }
}
