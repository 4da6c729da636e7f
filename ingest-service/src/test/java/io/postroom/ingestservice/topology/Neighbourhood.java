package io.postroom.ingestservice.topology;

import io.postroom.ingestservice.reference.Input;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.Recipient;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Of what happened, only what concerns the cases of some events, with others that write to the same addresses. */
final class Neighbourhood {
    private final List<Input> history;
    private final Set<String> cases;
    private final Set<String> events;
    private final Set<UUID> ids;

    private Neighbourhood(List<Input> history, Set<String> cases) {
        this.history = history;
        this.cases = cases;
        this.events = events(history).filter(event -> cases.contains(place(event))).map(Neighbourhood::name)
                .collect(Collectors.toSet());
        this.ids = history.stream().map(Input::about).filter(this::isOfTheirs)
                .map(NotificationIdentity::getNotificationId).collect(Collectors.toSet());
    }

    /** The cases of events alone. */
    static Neighbourhood of(List<Input> history, Set<String> events) {
        return new Neighbourhood(history, events(history).filter(event -> events.contains(event.getId()))
                .map(Neighbourhood::place).collect(Collectors.toSet()));
    }

    /** With the cases in which the same people are written to: an address that fails there is written to no more here. */
    Neighbourhood wider() {
        Set<String> addresses = events(history).filter(event -> cases.contains(place(event)))
                .flatMap(Neighbourhood::addresses).collect(Collectors.toSet());
        return new Neighbourhood(history,
                events(history).filter(event -> addresses(event).anyMatch(addresses::contains))
                        .map(Neighbourhood::place).collect(Collectors.toSet()));
    }

    /** What happened to them, and how time passed. */
    List<Input> inputs() {
        return history.stream().filter(this::concerns).toList();
    }

    private boolean concerns(Input input) {
        return switch (input) {
            case Input.Pass ignored -> true;
            case Input.Event(var event) -> events.contains(name(event));
            case Input.Cancelled(var cancelled) -> cancelled.stream().anyMatch(ids::contains);
            case Input.Heard ignored -> isOfTheirs(input.about());
            case Input.Accepted ignored -> isOfTheirs(input.about());
            case Input.Reported ignored -> isOfTheirs(input.about());
            case Input.Decided ignored -> isOfTheirs(input.about());
        };
    }

    private boolean isOfTheirs(NotificationIdentity identity) {
        return identity != null && events.contains(identity.getEventSource() + " " + identity.getEventId());
    }

    private static Stream<CaseEvent> events(List<Input> history) {
        return history.stream().filter(Input.Event.class::isInstance).map(one -> ((Input.Event) one).event());
    }

    private static String name(CaseEvent event) {
        return event.getSource() + " " + event.getId();
    }

    private static String place(CaseEvent event) {
        return event.getSource() + " " + event.getCaseReference();
    }

    private static Stream<String> addresses(CaseEvent event) {
        Set<String> all = new HashSet<>();
        for (Recipient one : event.getRecipients()) {
            all.add("" + one.getMobile());
            all.add("" + one.getEmail());
            all.add(String.join(", ", one.getAddressLines()));
        }
        all.removeAll(Set.of("null", "", "123"));
        return all.stream();
    }
}
