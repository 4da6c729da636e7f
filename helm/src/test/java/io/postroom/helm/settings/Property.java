package io.postroom.helm.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/**
 * A property that a service reads, found in the records that its configuration is bound to.
 *
 * @param name as Spring Boot writes it; {@code [n]} for each of a list, {@code *} for any key
 * @param component where it is declared
 */
record Property(String name, RecordComponent component) {

    /** The record that declares it. */
    Class<?> declaredIn() {
        return component.getDeclaringRecord();
    }

    /** The class of its value. */
    Class<?> type() {
        return component.getType();
    }

    /** Every property below a prefix, in the order of declaration. */
    static List<Property> of(Class<?> record, String prefix) {
        List<Property> properties = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
            Type element = element(component);
            if (component.getType().isRecord()) {
                properties.addAll(of(component.getType(), name));
            } else if (List.class.isAssignableFrom(component.getType()) && element instanceof Class<?> one
                    && one.isRecord()) {
                properties.addAll(of(one, name + "[n]"));
            } else if (Map.class.isAssignableFrom(component.getType())) {
                properties.add(new Property(name + ".*", component));
            } else {
                properties.add(new Property(name, component));
            }
        }
        return properties;
    }

    /** Whether this is the property that a flattened name stands for. */
    boolean matches(String flattened) {
        String text = flattened.replaceAll("\\[\\d+]", "[n]");
        if (List.class.isAssignableFrom(type()) && !name.endsWith("[n]")) {
            text = text.replaceAll("\\[n]$", "");
        }
        return name.endsWith(".*") ? text.startsWith(name.substring(0, name.length() - 1)) : text.equals(name);
    }

    private static Type element(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType type
                ? type.getActualTypeArguments()[type.getActualTypeArguments().length - 1]
                : Object.class;
    }
}
