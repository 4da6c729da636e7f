package io.postroom.rules.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.postroom.content.Language;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;

/** A compiled expression. Immutable; safe for use by any thread. */
public final class Expression {
    private final String source;
    private final CelAbstractSyntaxTree tree;
    private final CelType type;
    private final Map<Language, CelRuntime.Program> programs;

    Expression(String source, CelAbstractSyntaxTree tree, CelType type, Map<Language, CelRuntime.Program> programs) {
        this.source = source;
        this.tree = tree;
        this.type = type;
        this.programs = Map.copyOf(programs);
    }

    /** The same, of which more is known. */
    Expression as(CelType known) {
        return new Expression(source, tree, known, programs);
    }

    /** As its author wrote it. */
    public String source() {
        return source;
    }

    CelAbstractSyntaxTree tree() {
        return tree;
    }

    /** Whether it may answer yes or no; false when it is known to be something else. */
    public boolean canBeCondition() {
        return type.kind() == CelKind.BOOL || type.kind() == CelKind.DYN;
    }

    /** Whether it may be a text; false when it is known to be something else. */
    public boolean canBeText() {
        return type.kind() == CelKind.STRING || type.kind() == CelKind.DYN;
    }

    /** Whether it may be a date or a moment; false when it is known to be something else. */
    public boolean canBeMoment() {
        return type.kind() == CelKind.TIMESTAMP || type.kind() == CelKind.DYN || type.equals(Functions.DATE);
    }

    /** The moment that it is for these variables; for a date the one at which it begins in a zone. */
    public Instant moment(Map<String, Object> variables, ZoneId zone) throws ExpressionException {
        return switch (evaluate(variables, Language.EN)) {
            case Instant moment -> moment;
            case LocalDate date -> date.atStartOfDay(zone).toInstant();
            default -> throw new ExpressionException("it is neither a date nor a moment", false);
        };
    }

    /** What it is for these variables, in the words of a language where it words anything. */
    public Object evaluate(Map<String, Object> variables, Language language) throws ExpressionException {
        try {
            Object result = Objects.requireNonNull(programs.get(language)).eval(variables);
            if (result == null || result instanceof com.google.protobuf.NullValue
                    || result instanceof dev.cel.common.values.NullValue) {
                throw new ExpressionException("the value is null", true);
            }
            return result;
        } catch (CelEvaluationException e) {
            throw Explanations.ofEvaluation(e, source);
        }
    }

    /** Whether the condition holds. */
    public boolean holds(Map<String, Object> variables) throws ExpressionException {
        if (evaluate(variables, Language.EN) instanceof Boolean holds) {
            return holds;
        }
        throw new ExpressionException("the condition is neither true nor false", false);
    }

    @Override
    public String toString() {
        return source;
    }
}
