package io.postroom.rules.expression;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
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
    private static final CelOptions OPTIONS = CelOptions.current().comprehensionMaxIterations(MAX_ITERATIONS)
            // What was written as exists(...) can be said so again.
            .populateMacroCalls(true).build();

    private static final Compiled NOT_EVALUABLE = new Compiled.Faulty(
            List.of(new Compiled.Fault(1, 0, "The expression cannot be evaluated.")));

    private final Map<Scope, CelCompiler> compilers = new EnumMap<>(Scope.class);
    private final Map<Language, CelRuntime> runtimes = new EnumMap<>(Language.class);
    private final Map<Words, Compiled> known = new ConcurrentHashMap<>();

    private final Map<Typed, CelCompiler> typed = new ConcurrentHashMap<>();

    private record Words(String source, Scope scope) {}

    private record Typed(Scope scope, EventData data) {}

    /** Compilers and runtimes for every scope and language. */
    public Expressions() {
        for (Scope scope : Scope.values()) {
            compilers.put(scope, compiler(scope.variables(), Scope.Types.STRUCTS,
                    Functions.in(Language.EN).declarations()));
        }
        for (Language language : Language.values()) {
            runtimes.put(language, runtime(language));
        }
    }

    static CelRuntime runtime(Language language) {
        return CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS)
                .addLibraries(CelExtensions.strings()).addFunctionBindings(Functions.in(language).bindings()).build();
    }

    /**
     * Checks an expression and makes it ready: values of messages for every language, all others for English. The same words
     * in the same scope are compiled once: many rules say {@code recipient.name}.
     */
    public Compiled compile(String source, Scope scope) {
        return known.computeIfAbsent(new Words(source, scope), words -> make(source, scope));
    }

    /**
     * The same, for events of which it is known what their data are: a value that they do not have, or that is something else, is a fault.
     * What is evaluated is the same as without.
     */
    public Compiled compile(String source, Scope scope, EventData data) {
        if (!(compile(source, scope) instanceof Compiled.Ready(Expression expression))) {
            return compile(source, scope);
        }
        CelValidationResult result = typed.computeIfAbsent(new Typed(scope, data), Expressions::compiler)
                .compile(source);
        if (result.hasError()) {
            return faulty(result);
        }
        try {
            return new Compiled.Ready(expression.as(result.getAst().getResultType()));
        } catch (CelValidationException e) {
            return NOT_EVALUABLE;
        }
    }

    private static CelCompiler compiler(Typed typed) {
        StructType event = Scope.Types.event(StructTypeReference.create(EventData.NAME));
        return compiler(typed.scope().variables(event),
                ImmutableList.of(event, Scope.Types.RECIPIENT, typed.data().type()),
                Functions.in(Language.EN).strictDeclarations());
    }

    static CelCompiler compiler(Map<String, CelType> variables, ImmutableList<CelType> structs,
            List<CelFunctionDecl> functions) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder().setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS).setTypeProvider(new RecordTypes(structs))
                .addLibraries(CelExtensions.strings()).addFunctionDeclarations(functions);
        variables.forEach(builder::addVar);
        return builder.build();
    }

    private static Compiled faulty(CelValidationResult result) {
        return new Compiled.Faulty(result.getErrors().stream()
                .map(issue -> new Compiled.Fault(Math.max(1, issue.getSourceLocation().getLine()),
                        Math.max(0, issue.getSourceLocation().getColumn()),
                        Explanations.ofCompiler(issue.getMessage())))
                .toList());
    }

    private Compiled make(String source, Scope scope) {
        CelValidationResult result = Objects.requireNonNull(compilers.get(scope)).compile(source);
        if (result.hasError()) {
            return faulty(result);
        }
        try {
            CelAbstractSyntaxTree tree = result.getAst();
            Map<Language, CelRuntime.Program> programs = new EnumMap<>(Language.class);
            for (Map.Entry<Language, CelRuntime> runtime : runtimes.entrySet()) {
                if (scope == Scope.VALUE || runtime.getKey() == Language.EN) {
                    programs.put(runtime.getKey(), runtime.getValue().createProgram(tree));
                }
            }
            return new Compiled.Ready(new Expression(source, tree, tree.getResultType(), programs));
        } catch (CelValidationException | CelEvaluationException e) {
            return NOT_EVALUABLE;
        }
    }

    /** The records that expressions see. */
    private record RecordTypes(ImmutableList<CelType> structs) implements CelTypeProvider {
        @Override
        public ImmutableCollection<CelType> types() {
            return structs;
        }

        @Override
        public Optional<CelType> findType(String name) {
            return types().stream().filter(type -> type.name().equals(name)).findFirst();
        }
    }
}
