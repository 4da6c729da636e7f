package io.postroom.ingestservice.topology;

import java.util.ArrayList;
import java.util.List;

/** Every order in which things may come. */
final class Orders {
    private Orders() {}

    static List<List<String>> of(List<String> things) {
        if (things.isEmpty()) {
            return List.of(List.of());
        }
        List<List<String>> all = new ArrayList<>();
        for (String first : things) {
            for (List<String> rest : of(things.stream().filter(one -> !one.equals(first)).toList())) {
                List<String> order = new ArrayList<>(List.of(first));
                order.addAll(rest);
                all.add(order);
            }
        }
        return all;
    }
}
