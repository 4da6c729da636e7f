package io.postroom.rules.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.parser.CelUnparser;
import dev.cel.parser.CelUnparserFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.postroom.content.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says which parts of a condition decided what it is: of what is joined by {@code &&} the first that is false, of what is
 * joined by {@code ||} the first that is true or else all, within each other. For authors who try their rules; what rules
 * are evaluated with is {@link Expression}.
 *
 * <p>Immutable; safe for use by any thread.
 */
public final class DecidingParts {
    private final CelRuntime runtime = Expressions.runtime(Language.EN);
    private final CelUnparser unparser = CelUnparserFactory.newUnparser();

    /** What a part is. */
    public enum Result {
        /** It holds. */
        TRUE,
        /** It does not. */
        FALSE,
        /** It has no value, mostly since a field is missing. */
        NONE
    }

    /**
     * A part of a condition.
     *
     * @param text as its author might have written it: quotation marks and spaces are CEL's usual ones
     * @param result what it is
     * @param seen what stood in the fields that it reads, as far as it may be shown
     * @param whole whether it is the whole condition
     */
    public record Part(String text, Result result, List<String> seen, boolean whole) {
        public Part {
            seen = List.copyOf(seen);
        }
    }

    /** The parts that decided, in the order in which they are written; at least one. */
    public List<Part> of(Expression condition, Map<String, Object> variables) {
        return new Condition(condition.tree(), variables).decided(condition.tree().getExpr());
    }

    /** One condition, for one event. */
    private final class Condition {
        private final CelAbstractSyntaxTree tree;
        private final Map<String, Object> variables;

        Condition(CelAbstractSyntaxTree tree, Map<String, Object> variables) {
            this.tree = tree;
            this.variables = variables;
        }

        List<Part> decided(CelExpr expression) {
            Operator operator = operator(expression).orElse(null);
            if (operator == null) {
                return List.of(part(expression));
            }
            return switch (operator) {
                case LOGICAL_AND -> joined(expression, operator, Result.TRUE);
                case LOGICAL_OR -> joined(expression, operator, Result.FALSE);
                case LOGICAL_NOT -> decided(expression.call().args().getFirst());
                case CONDITIONAL -> choice(expression.call().args());
                // What compares and calculates is for its author to look at as a whole.
                default -> List.of(part(expression));
            };
        }

        /** @param byAll what it is when all parts are that, and no single one decides */
        private List<Part> joined(CelExpr expression, Operator operator, Result byAll) {
            Result result = result(expression);
            List<CelExpr> parts = parts(expression, operator).toList();
            if (result == byAll) {
                return byAll == Result.TRUE
                        ? List.of(part(expression))
                        : parts.stream().flatMap(part -> decided(part).stream()).toList();
            }
            return decided(parts.stream().filter(part -> result(part) == result).findFirst().orElseThrow());
        }

        private List<Part> choice(List<CelExpr> asked) {
            List<Part> decided = new ArrayList<>(decided(asked.get(0)));
            switch (result(asked.get(0))) {
                case TRUE -> decided.addAll(decided(asked.get(1)));
                case FALSE -> decided.addAll(decided(asked.get(2)));
                case NONE -> {
                    // Neither is looked at.
                }
            }
            return decided;
        }

        /** What an operator joins, in order, however the parser has put it together. */
        private Stream<CelExpr> parts(CelExpr expression, Operator operator) {
            return operator(expression).filter(operator::equals).isPresent()
                    ? expression.call().args().stream().flatMap(part -> parts(part, operator))
                    : Stream.of(expression);
        }

        private Part part(CelExpr expression) {
            List<String> seen = new ArrayList<>();
            for (CelExpr field : FieldsRead.of(expression)) {
                String path = text(field);
                if (field != expression) {
                    ShownValue.of(path, value(field)).map(shown -> path + " is " + shown).ifPresent(seen::add);
                }
            }
            return new Part(text(expression), result(expression), seen.stream().distinct().toList(),
                    expression == tree.getExpr());
        }

        private Result result(CelExpr expression) {
            return value(expression).map(value -> value instanceof Boolean holds
                    ? holds ? Result.TRUE : Result.FALSE
                    : Result.NONE).orElse(Result.NONE);
        }

        private Optional<Object> value(CelExpr expression) {
            try {
                return Optional.ofNullable(runtime.createProgram(alone(expression)).eval(variables));
            } catch (CelEvaluationException e) {
                return Optional.empty();
            }
        }

        private String text(CelExpr expression) {
            return unparser.unparse(alone(expression));
        }

        private CelAbstractSyntaxTree alone(CelExpr expression) {
            return CelAbstractSyntaxTree.newCheckedAst(expression, tree.getSource(), tree.getReferenceMap(),
                    tree.getTypeMap());
        }

        private static Optional<Operator> operator(CelExpr expression) {
            return expression.getKind() == Kind.CALL
                    ? Operator.findReverse(expression.call().function())
                    : Optional.empty();
        }
    }
}
