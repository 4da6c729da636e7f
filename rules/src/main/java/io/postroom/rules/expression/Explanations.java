package io.postroom.rules.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in own words why an expression failed: the library's messages quote the arguments, which may be personal data.
 */
final class Explanations {
    private static final Pattern OFFSET = Pattern.compile("<input>:(\\d{1,6})");
    private static final Pattern PATH_BEFORE = Pattern.compile("[A-Za-z_][\\w.]*$");
    private static final Pattern NAME_AFTER = Pattern.compile("^\\.([A-Za-z_]\\w*)");

    private Explanations() {}

    /** A sentence for the author of an expression that does not compile. It only quotes the expression. */
    static String ofCompiler(String message) {
        String first = message.lines().findFirst().orElse("it does not compile").strip();
        return first.replace(" in the context of container ''", "").replace(" (in container '')", "");
    }

    static ExpressionException ofEvaluation(CelEvaluationException failure, String source) {
        boolean missing = failure.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND;
        return new ExpressionException(missing ? path(failure, source) + " is missing" : sentence(failure, source),
                missing);
    }

    private static String sentence(CelEvaluationException failure, String source) {
        String why = switch (failure.getErrorCode()) {
            case OVERLOAD_NOT_FOUND -> "the values do not have the types that it needs";
            case DIVIDE_BY_ZERO -> "it divides by zero";
            case INDEX_OUT_OF_BOUNDS -> "a list is shorter than it needs";
            case NUMERIC_OVERFLOW -> "a number is too big";
            case BAD_FORMAT -> "a text is not written as it needs";
            case ITERATION_BUDGET_EXCEEDED -> "it takes too long";
            default -> "a function or an operator cannot work with the values given";
        };
        int offset = offset(failure);
        return why + (offset < 0 || offset >= source.length() ? "" : ", at character " + (offset + 1));
    }

    /** The path that has no value, read from the expression, since the place of the failure is that of its last dot. */
    private static String path(CelEvaluationException failure, String source) {
        int offset = offset(failure);
        if (offset < 0 || offset >= source.length()) {
            return "a field";
        }
        Matcher name = NAME_AFTER.matcher(source.substring(offset));
        Matcher before = PATH_BEFORE.matcher(source.substring(0, offset));
        if (!name.find()) {
            return "a field";
        }
        return (before.find() ? before.group() + "." : "") + name.group(1);
    }

    private static int offset(CelEvaluationException failure) {
        String message = failure.getMessage();
        Matcher matcher = message == null ? null : OFFSET.matcher(message);
        return matcher != null && matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
    }
}
