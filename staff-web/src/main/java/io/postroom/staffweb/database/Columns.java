package io.postroom.staffweb.database;

import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.PreparedStatementSetter;

/**
 * What of some things stands in which columns, given to the database as one array for each column: it reads and plans one
 * short statement, whatever the number of rows. Safe for use by any thread.
 *
 * @param <T> the things, one a row
 */
public final class Columns<T> {
    private final List<Column<T>> columns;

    private record Column<T>(String name, String type, Function<T, ? extends @Nullable Object> value) {}

    private Columns(List<Column<T>> columns) {
        this.columns = columns;
    }

    /** None yet. */
    public static <T> Columns<T> none() {
        return new Columns<>(List.of());
    }

    /** These and one of ids. */
    public Columns<T> uuid(String name, Function<T, @Nullable UUID> value) {
        return and(name, "uuid", value);
    }

    /** These and one of texts, whoever wrote them. */
    public Columns<T> text(String name, Function<T, @Nullable String> value) {
        return and(name, "text", row -> StoredText.cleanOrNull(value.apply(row)));
    }

    /** These and one of names of symbols. */
    public Columns<T> symbol(String name, Function<T, @Nullable Enum<?>> value) {
        return text(name, row -> {
            Enum<?> symbol = value.apply(row);
            return symbol == null ? null : symbol.name();
        });
    }

    /** These and one of whole numbers. */
    public Columns<T> integer(String name, Function<T, @Nullable Integer> value) {
        return and(name, "int4", value);
    }

    /** These and one of yes and no. */
    public Columns<T> flag(String name, Function<T, Boolean> value) {
        return and(name, "bool", value);
    }

    /** These and one of bytes. */
    public Columns<T> bytes(String name, Function<T, byte @Nullable []> value) {
        return and(name, "bytea", value);
    }

    /** These and one of moments. */
    public Columns<T> time(String name, Function<T, @Nullable Instant> value) {
        // As a text that names its zone: the driver would write a Timestamp in an array without one.
        return and(name, "timestamptz", row -> {
            Instant moment = value.apply(row);
            return moment == null ? null : moment.toString();
        });
    }

    private Columns<T> and(String name, String type, Function<T, ? extends @Nullable Object> value) {
        List<Column<T>> more = new ArrayList<>(columns);
        more.add(new Column<>(name, type, value));
        return new Columns<>(List.copyOf(more));
    }

    /** A statement that adds them to a table, to which a {@code returning} or {@code on conflict} may be added. */
    public String insertInto(String table) {
        return "insert into " + table + " (" + names() + ") select * from " + unnested() + " ";
    }

    /** Them as a table of a statement. */
    public String as(String alias) {
        return unnested() + " as " + alias + " (" + names() + ")";
    }

    private String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private String unnested() {
        return columns.stream().map(column -> "?::" + column.type() + "[]")
                .collect(Collectors.joining(", ", "unnest(", ")"));
    }

    /** Gives a statement with one of the above these rows. */
    public PreparedStatementSetter of(Collection<T> rows) {
        return statement -> {
            Connection connection = statement.getConnection();
            for (int i = 0; i < columns.size(); i++) {
                Column<T> column = columns.get(i);
                Object[] values = rows.stream().map(row -> (Object) column.value().apply(row)).toArray(
                        // The driver writes bytes only from an array of just these.
                        column.type().equals("bytea") ? byte[][]::new : Object[]::new);
                statement.setArray(i + 1, connection.createArrayOf(column.type(), values));
            }
        };
    }
}
