package io.postroom.rules.decision;

import io.postroom.rules.expression.EventView;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Recipient;
import java.util.List;

/**
 * One recipient of an event.
 *
 * @param event the event, of several the first
 * @param view the event as expressions see it, of several the youngest
 * @param recipient the recipient
 * @param index the recipient's position in the event, from 0
 * @param all every event that the message is made of, in their order
 */
record Person(CaseEvent event, EventView view, Recipient recipient, int index, List<EventView> all) {
    Person {
        all = List.copyOf(all);
    }

    Person(CaseEvent event, EventView view, Recipient recipient, int index) {
        this(event, view, recipient, index, List.of(view));
    }

    @Override
    public String toString() {
        return "Person[•••]";
    }
}
