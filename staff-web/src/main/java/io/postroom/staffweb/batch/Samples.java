package io.postroom.staffweb.batch;

import io.postroom.rules.decision.PlannedMessage;
import io.postroom.staffweb.send.Catalogue;
import io.postroom.staffweb.send.Preview;
import java.time.Clock;
import java.util.Optional;

/** The first message of a spreadsheet, as ingest will make it. Safe for use by any thread. */
final class Samples {
    private final RowTable rows;
    private final Publishing.Wire wire;
    private final Catalogue catalogue;
    private final Clock clock;

    Samples(RowTable rows, Publishing.Wire wire, Catalogue catalogue, Clock clock) {
        this.rows = rows;
        this.wire = wire;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** Nothing where no row can be sent, or what it said was removed. */
    Optional<PlannedMessage> of(Batch batch) {
        byte[] first = rows.sample(batch.id());
        return first != null
                && Preview.of(catalogue, wire.read(first), clock.instant()) instanceof Preview.Ready(var planned)
                        ? Optional.of(planned)
                        : Optional.empty();
    }
}
