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
import org.apache.avro.Schema;

/**
 * Which fields a foreign record has, by its Avro schema. Of values nothing is said, so that no expression is refused that could
 * be evaluated: a field that is not there is the one thing that is found. Not safe for use by several threads.
 */
public final class RecordFields {
    private static final Pattern UNDEFINED = Pattern.compile("undefined field '(\\w+)'");

    private final Set<String> names = new HashSet<>();
    private final List<CelType> structs = new ArrayList<>();
    private final CelCompiler records;

    /** The fields of records with this schema; of one that is no record, everything may be there. */
    public RecordFields(Schema schema) {
        this.records = compiler("record", typeOf(schema), Scope.RECORD);
    }

    /** The fields that an expression about the record reads, and that are not there. */
    public Set<String> unknown(String expression) {
        return unknown(records, expression);
    }

    /** The same of an expression about each item of a list, which another expression finds. */
    public Set<String> unknownOfItem(String each, String expression) {
        return unknown(compiler("item", itemOf(each), Scope.ITEM), expression);
    }

    private CelType itemOf(String each) {
        CelValidationResult result = records.compile(each);
        try {
            return !result.hasError() && result.getAst().getResultType() instanceof ListType list && list.hasElemType()
                    ? list.elemType()
                    : SimpleType.DYN;
        } catch (CelValidationException e) {
            return SimpleType.DYN;
        }
    }

    private CelCompiler compiler(String variable, CelType type, Scope scope) {
        return Expressions.compiler(Scope.Types.with(scope.variables(), variable, type),
                ImmutableList.copyOf(structs), Functions.in(Language.EN).declarations());
    }

    private static Set<String> unknown(CelCompiler compiler, String expression) {
        Set<String> unknown = new TreeSet<>();
        for (CelIssue issue : compiler.compile(expression).getErrors()) {
            Matcher matcher = UNDEFINED.matcher(issue.getMessage());
            if (matcher.find() && !isAskedFor(expression, matcher.group(1))) {
                unknown.add(matcher.group(1));
            }
        }
        return unknown;
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
            case ENUM, STRING, BYTES, FIXED, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> SimpleType.DYN;
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
