package io.postroom.local.outside.inbox;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The parameters of a request; one that was not given is empty. */
record Query(Map<String, String> values) {
    Query {
        values = Map.copyOf(values);
    }

    static Query of(URI uri) {
        Map<String, String> values = new HashMap<>();
        String raw = uri.getRawQuery();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    values.put(pair.substring(0, equals),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return new Query(values);
    }

    String text(String name) {
        return values.getOrDefault(name, "");
    }

    /** The number of a parameter; 0 when it is absent or not a number. */
    long number(String name) {
        String text = text(name);
        return text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
    }

    /** The address of the list with one parameter changed. */
    String with(String name, String value) {
        Map<String, String> changed = new HashMap<>(values);
        changed.put(name, value);
        StringBuilder address = new StringBuilder("/?");
        changed.forEach((key, text) -> {
            if (!text.isEmpty()) {
                address.append(key).append('=').append(URLEncoder.encode(text, StandardCharsets.UTF_8)).append('&');
            }
        });
        return address.substring(0, address.length() - 1);
    }
}
