package io.postroom.rules.expression;

import com.google.common.collect.ImmutableCollection;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.postroom.content.Language;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compiles expressions in CEL, the Common Expression Language: type-checked, without side effects or loops that need
 * not end. The one class that knows which library does it, with {@link Expression}. Compile when rules are loaded,
 * evaluate for each event.
 *
 * <p>Safe for use by any thread.
 */
public final class Expressions {
    /** Bounds the work of one evaluation: a comprehension over a comprehension over a long list ends with an error. */
    private static final int MAX_ITERATIONS = 10_000;

    private final Map<Scope, CelCompiler> compilers = new EnumMap<>(Scope.class);
    private final Map<Language, CelRuntime> runtimes = new EnumMap<>(Language.class);
    private final Map<Words, Compiled> known = new ConcurrentHashMap<>();

    private record Words(String source, Scope scope) {}

    /** Compilers and runtimes for every scope and language. */
    public Expressions() {
        CelOptions options = CelOptions.current().comprehensionMaxIterations(MAX_ITERATIONS).build();
        for (Scope scope : Scope.values()) {
            CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder().setOptions(options)
                    .setStandardMacros(CelStandardMacro.STANDARD_MACROS).setTypeProvider(new RecordTypes())
                    .addLibraries(CelExtensions.strings())
                    .addFunctionDeclarations(Functions.in(Language.EN).declarations());
            scope.variables().forEach(builder::addVar);
            compilers.put(scope, builder.build());
        }
        for (Language language : Language.values()) {
            runtimes.put(language, CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(options)
                    .addLibraries(CelExtensions.strings()).addFunctionBindings(Functions.in(language).bindings())
                    .build());
        }
    }

    /**
     * Checks an expression and makes it ready: values of messages for every language, all others for English. The same words
     * in the same scope are compiled once: many rules say {@code recipient.name}.
     */
    public Compiled compile(String source, Scope scope) {
        return known.computeIfAbsent(new Words(source, scope), words -> make(source, scope));
    }

    private Compiled make(String source, Scope scope) {
        CelValidationResult result = Objects.requireNonNull(compilers.get(scope)).compile(source);
        if (result.hasError()) {
            return new Compiled.Faulty(result.getErrors().stream()
                    .map(issue -> new Compiled.Fault(Math.max(1, issue.getSourceLocation().getLine()),
                            Math.max(0, issue.getSourceLocation().getColumn()),
                            Explanations.ofCompiler(issue.getMessage())))
                    .toList());
        }
        try {
            CelAbstractSyntaxTree tree = result.getAst();
            Map<Language, CelRuntime.Program> programs = new EnumMap<>(Language.class);
            for (Map.Entry<Language, CelRuntime> runtime : runtimes.entrySet()) {
                if (scope == Scope.VALUE || runtime.getKey() == Language.EN) {
                    programs.put(runtime.getKey(), runtime.getValue().createProgram(tree));
                }
            }
            return new Compiled.Ready(new Expression(source, tree.getResultType(), programs));
        } catch (CelValidationException | CelEvaluationException e) {
            return new Compiled.Faulty(List.of(new Compiled.Fault(1, 0, "The expression cannot be evaluated.")));
        }
    }

    /** The records that expressions see. */
    private static final class RecordTypes implements CelTypeProvider {
        @Override
        public ImmutableCollection<CelType> types() {
            return Scope.Types.STRUCTS;
        }

        @Override
        public Optional<CelType> findType(String name) {
            return types().stream().filter(type -> type.name().equals(name)).findFirst();
        }
    }
}
