package io.postroom.rules.expression;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.compiler.CelCompiler;
import io.postroom.content.Language;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a foreign record holds, by its Avro schema: its fields, and what their values are to an expression (as {@code ForeignValues} makes
 * them). Not safe for use by several threads.
 */
public final class ForeignTypes {
    private static final Pattern UNDEFINED = Pattern.compile("undefined field '(\\w+)'");
    private static final String NUMBER = "(?:int|uint|double)";
    /** What fails the check of types, and not the evaluation: null, a choice between two types, and numbers of two kinds that are equal. */
    private static final Pattern HARMLESS = Pattern
            .compile("\\bnull\\b|'_\\?_:_'|'_(?:==|!=)_' applied to '\\("
                    + NUMBER + ", " + NUMBER + "\\)'|'@in' applied to '\\(" + NUMBER + ", list\\(" + NUMBER
                    + "\\)\\)'");
    private static final Pattern CANDIDATES = Pattern.compile(" \\(candidates: .*");

    /** Of records: to an expression they are maps, of which more can be asked than of the fields by name that are checked here. */
    private final Set<String> names = new HashSet<>();
    private final List<CelType> structs = new ArrayList<>();
    private final CelCompiler records;

    /** The types of records with this schema; of one that is no record, everything may be there. */
    public ForeignTypes(Schema schema) {
        this.records = compiler("record", schema.getType() == Schema.Type.RECORD ? typeOf(schema) : SimpleType.DYN,
                Scope.RECORD);
    }

    /**
     * Why an expression about the record cannot be what is wanted, each to follow the name of its place: such as "reads 'nunber'".
     * Empty if it may be.
     */
    public Set<String> misfits(String expression, Wanted wanted) {
        return misfits(records, expression, wanted);
    }

    /** The same of an expression about each item of a list, which another expression finds. */
    public Set<String> misfitsOfItem(String each, String expression, Wanted wanted) {
        return misfits(compiler("item", itemOf(each), Scope.ITEM), expression, wanted);
    }

    private CelType itemOf(String each) {
        CelValidationResult result = records.compile(each);
        return !result.hasError() && typeOf(result) instanceof ListType list && list.hasElemType()
                ? list.elemType()
                : SimpleType.DYN;
    }

    private CelCompiler compiler(String variable, CelType type, Scope scope) {
        return Expressions.compiler(Scope.Types.with(scope.variables(), variable, type),
                ImmutableList.copyOf(structs), Functions.in(Language.EN).strictDeclarations());
    }

    private Set<String> misfits(CelCompiler compiler, String expression, Wanted wanted) {
        CelValidationResult result = compiler.compile(expression);
        Set<String> misfits = new TreeSet<>();
        if (!result.hasError()) {
            CelType type = typeOf(result);
            if (!wanted.allows(type)) {
                misfits.add("is " + type.name() + ", where " + wanted.words() + " is needed");
            }
            return misfits;
        }
        for (CelIssue issue : result.getErrors()) {
            Matcher matcher = UNDEFINED.matcher(issue.getMessage());
            if (!matcher.find()) {
                String fault = CANDIDATES.matcher(Explanations.ofCompiler(issue.getMessage())).replaceFirst("");
                if (!HARMLESS.matcher(fault).find() && !isAboutRecord(fault)) {
                    misfits.add("is not right: " + fault);
                }
            } else if (!isAskedFor(expression, matcher.group(1))) {
                misfits.add("reads '" + matcher.group(1) + "'");
            }
        }
        return misfits;
    }

    private boolean isAboutRecord(String fault) {
        return names.stream().anyMatch(
                name -> Pattern.compile("(?<![\\w.'])" + Pattern.quote(name) + "(?![\\w.'])").matcher(fault).find());
    }

    private static CelType typeOf(CelValidationResult result) {
        try {
            return result.getAst().getResultType();
        } catch (CelValidationException e) {
            return SimpleType.DYN;
        }
    }

    /** Who asks whether a field is there is ready for a record that does not have it. */
    private static boolean isAskedFor(String expression, String field) {
        return Pattern.compile("\\bhas\\([^()]*\\." + field + "\\s*\\)").matcher(expression).find();
    }

    private CelType typeOf(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> {
                addStruct(schema);
                yield StructTypeReference.create(schema.getFullName());
            }
            case ARRAY -> ListType.create(typeOf(schema.getElementType()));
            case MAP -> MapType.create(SimpleType.STRING, typeOf(schema.getValueType()));
            case UNION -> {
                List<Schema> branches = schema.getTypes().stream().filter(each -> each.getType() != Schema.Type.NULL)
                        .toList();
                yield branches.size() == 1 ? typeOf(branches.getFirst()) : SimpleType.DYN;
            }
            case ENUM, STRING -> SimpleType.STRING;
            case BOOLEAN -> SimpleType.BOOL;
            case FLOAT, DOUBLE -> SimpleType.DOUBLE;
            case INT, LONG -> wholeNumber(schema.getLogicalType());
            case BYTES, FIXED -> schema.getLogicalType() instanceof LogicalTypes.Decimal
                    ? Functions.DECIMAL
                    : SimpleType.BYTES;
            case NULL -> SimpleType.DYN;
        };
    }

    private static CelType wholeNumber(@Nullable LogicalType type) {
        return switch (type) {
            case LogicalTypes.Date _ -> Functions.DATE;
            case LogicalTypes.TimestampMillis _,LogicalTypes.TimestampMicros _,LogicalTypes.TimestampNanos _ ->
                SimpleType.TIMESTAMP;
            case null, default -> SimpleType.INT;
        };
    }

    /** A record may hold records of its own kind: its name is known before its fields are. */
    private void addStruct(Schema schema) {
        if (names.add(schema.getFullName())) {
            ImmutableMap.Builder<String, CelType> fields = ImmutableMap.builder();
            schema.getFields().forEach(field -> fields.put(field.name(), typeOf(field.schema())));
            ImmutableMap<String, CelType> types = fields.build();
            structs.add(StructType.create(schema.getFullName(), types.keySet(),
                    field -> Optional.ofNullable(types.get(field))));
        }
    }
}
