package io.postroom.staffweb.brakes;

import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.ScopeTarget;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.staffweb.access.Staff;
import io.postroom.staffweb.audit.AuditTrail;
import io.postroom.staffweb.audit.ReasonBook;
import io.postroom.staffweb.outbox.Publication;
import io.postroom.staffweb.readmodel.BrakeTable;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Pulls and releases brakes: each is one transaction of what is to be published, the audit and the reason. The service is the key of
 * every command, so that a stop and its release keep their order. Safe for use by any thread.
 */
public final class BrakeCommands {
    private final Publication publication;
    private final AuditTrail audit;
    private final ReasonBook reasons;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final Supplier<UUID> ids;

    /** By an outbox; {@code ids} makes the ids of commands. */
    public BrakeCommands(Publication publication, AuditTrail audit, ReasonBook reasons,
            TransactionOperations transactions, Clock clock, Supplier<UUID> ids) {
        this.publication = publication;
        this.audit = audit;
        this.reasons = reasons;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    void pull(BrakeTable.Scope scope, Staff by, String reason) {
        transactions.executeWithoutResult(transaction -> command(ControlAction.STOP, StatusReason.STOPPED,
                AuditTrail.Entry.PULLED_A_BRAKE, scope, by, reason));
    }

    /** Lets go what a brake holds, or cancels it first; what is asked for from now on goes in both cases. */
    void release(BrakeTable.Scope scope, boolean cancel, Staff by, String reason) {
        transactions.executeWithoutResult(transaction -> {
            if (cancel) {
                command(ControlAction.CANCEL, StatusReason.CANCELLED_BY_PERSON,
                        AuditTrail.Entry.CANCELLED_WHAT_A_BRAKE_HELD, scope, by, reason);
            }
            command(ControlAction.RELEASE, StatusReason.STOPPED, AuditTrail.Entry.RELEASED_A_BRAKE, scope, by, reason);
        });
    }

    private void command(ControlAction action, StatusReason why, AuditTrail.Entry entry, BrakeTable.Scope scope,
            Staff by, String reason) {
        UUID id = ids.get();
        publication.command(scope.service(), ControlCommand.newBuilder().setCommandId(id).setAction(action)
                .setTarget(ScopeTarget.newBuilder().setService(scope.service()).setRuleId(scope.rule())
                        .setTemplateId(scope.template()).setBatchId(scope.batch()).build())
                .setReason(why).setIssuedBy(by.id()).setIssuedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .build());
        audit.add(by, entry, scope.service(), about(scope));
        reasons.add(id, by, entry, scope.service(), null, null, reason);
    }

    private static String about(BrakeTable.Scope scope) {
        return Stream.of(Optional.ofNullable(scope.rule()), Optional.ofNullable(scope.template()),
                Optional.ofNullable(scope.batch()).map(UUID::toString)).flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }
}
