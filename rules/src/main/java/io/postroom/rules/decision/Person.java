package io.postroom.rules.decision;

import io.postroom.rules.expression.EventView;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Recipient;

/**
 * One recipient of an event.
 *
 * @param event the event
 * @param view the event as expressions see it
 * @param recipient the recipient
 * @param index the recipient's position in the event, from 0
 */
record Person(CaseEvent event, EventView view, Recipient recipient, int index) {
    @Override
    public String toString() {
        return "Person[•••]";
    }
}
