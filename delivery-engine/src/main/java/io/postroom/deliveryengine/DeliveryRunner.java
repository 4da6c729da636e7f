package io.postroom.deliveryengine;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens on a virtual thread: reading, attempting, making durable. Tells the dispatcher what came of it and touches
 * none of its state but what a slot in flight leaves alone.
 */
final class DeliveryRunner<T> {
    private static final Logger log = LoggerFactory.getLogger(DeliveryRunner.class);

    private final DeliverySteps<T> steps;
    private final RetryPlanner planner;
    private final DurableRecords records;
    private final DurableSender sender;
    private final EngineTime time;
    private final EngineMeters meters;
    private final Consumer<DispatchEvent> dispatcher;

    DeliveryRunner(DeliverySteps<T> steps, RetryPlanner planner, DurableRecords records, DurableSender sender,
            EngineTime time, EngineMeters meters, Consumer<DispatchEvent> dispatcher) {
        this.steps = steps;
        this.planner = planner;
        this.records = records;
        this.sender = sender;
        this.time = time;
        this.meters = meters;
        this.dispatcher = dispatcher;
    }

    void read(Slot slot, ConsumerRecord<byte[], byte[]> record) {
        DispatchEvent answer;
        try {
            ReadRequest<T> read = steps.reader().read(record);
            answer = steps.brake().holds(read.request())
                    ? new DispatchEvent.HeldBack(slot, read)
                    : new DispatchEvent.Read(slot, read);
        } catch (UnreadableRecordException e) {
            String message = e.getMessage();
            answer = new DispatchEvent.Unreadable(slot, message == null ? "The record cannot be read." : message);
        } catch (Exception | Error e) {
            log.atWarn().addKeyValue("slot", slot).addKeyValue("error", e.getClass().getName())
                    .log("A record could not be read; it will be tried again.");
            answer = new DispatchEvent.ReadFailed(slot);
        }
        dispatcher.accept(answer);
    }

    void attempt(Attempt attempt, Slot slot, Delivery<T> delivery, AttemptHistory history) {
        Instant began = time.now();
        long beganNanos = time.nanos();
        Conclusion conclusion = check(delivery, history, began);
        GateSignal signal = new GateSignal.NotAsked();
        if (conclusion == null) {
            Outcome outcome = handle(attempt, delivery);
            meters.outcome(delivery.gate(), outcome);
            signal = GateSignal.of(outcome);
            Duration took = Duration.ofNanos(time.nanos() - beganNanos);
            conclusion = planner.conclude(outcome, delivery.facts().unknownPolicy(), history, began, took);
        }
        dispatcher.accept(new DispatchEvent.HandlerReturned(slot, signal));
        Ending ending = switch (conclusion) {
            case Conclusion.Finish finish -> settleAttempt(attempt, delivery, finish);
            case Conclusion.Again again -> new Ending.Again(again.delay(), again.history());
            case Conclusion.HeldBack heldBack -> new Ending.HeldBack();
            case Conclusion.NoCost noCost -> new Ending.NoCost();
        };
        dispatcher.accept(new DispatchEvent.Ended(slot, ending));
    }

    /** Whether it is over before it began. */
    private @Nullable Conclusion check(Delivery<T> delivery, AttemptHistory history, Instant now) {
        if (Gates.isExpired(delivery.facts(), now)) {
            return new Conclusion.Finish(new FinalOutcome.Expired());
        }
        try {
            if (steps.brake().holds(delivery.request())) {
                return new Conclusion.HeldBack();
            }
            return switch (steps.preSendCheck().check(delivery)) {
                case PROCEED -> null;
                case CANCELLED -> new Conclusion.Finish(new FinalOutcome.Cancelled());
                case EXPIRED -> new Conclusion.Finish(new FinalOutcome.Expired());
            };
        } catch (RuntimeException e) {
            log.atError().addKeyValue("delivery", delivery).addKeyValue("error", e.getClass().getName()).setCause(e)
                    .log("The check before sending failed; the record is tried again.");
            return planner.conclude(Outcome.retry("pre-send-check"), delivery.facts().unknownPolicy(), history, now,
                    Duration.ZERO);
        }
    }

    private Outcome handle(Attempt attempt, Delivery<T> delivery) {
        attempt.beginHandling();
        try {
            return steps.handler().deliver(delivery);
        } catch (Exception e) {
            if (attempt.overdue() || attempt.abandoned()) {
                return new Outcome.Unknown(attempt.overdue() ? "deadline" : "interrupted");
            }
            log.atWarn().addKeyValue("delivery", delivery).addKeyValue("error", e.getClass().getName())
                    .log("The handler threw; the exception policy says what it means.");
            return outcomeOf(delivery, e);
        } catch (Error e) {
            log.atError().addKeyValue("delivery", delivery).addKeyValue("error", e.getClass().getName()).setCause(e)
                    .log("The handler failed with an error; whether it had called its provider is not known.");
            return new Outcome.Unknown(e.getClass().getSimpleName());
        } finally {
            attempt.endHandling();
        }
    }

    private Outcome outcomeOf(Delivery<T> delivery, Exception exception) {
        try {
            return steps.exceptions().outcomeOf(delivery, exception);
        } catch (RuntimeException e) {
            return new Outcome.Unknown(exception.getClass().getSimpleName());
        }
    }

    /** An attempt that ended because its lease did reports nothing: the next owner of the partition will. */
    private Ending settleAttempt(Attempt attempt, Delivery<T> delivery, Conclusion.Finish finish) {
        if (attempt.abandoned() && finish.outcome() instanceof FinalOutcome.Unknown) {
            return new Ending.Abandoned();
        }
        return settle(attempt, delivery, finish);
    }

    Ending settle(Attempt attempt, Delivery<T> delivery, Conclusion.Finish finish) {
        if (finish.deadLetter() && !persist(attempt, "dead-letter", () -> sender
                .send(records.dead(delivery.record(), reason(finish.outcome()), detail(finish.outcome()),
                        time.now())))) {
            return new Ending.Abandoned();
        }
        if (!persist(attempt, "final-outcome", () -> steps.finals().onFinal(delivery, finish.outcome()))) {
            return new Ending.Abandoned();
        }
        meters.finalOutcome(finish.outcome());
        return new Ending.Settled();
    }

    Ending settleUnreadable(Attempt attempt, ConsumerRecord<byte[], byte[]> record, String reason) {
        boolean durable = persist(attempt, "dead-letter",
                () -> sender.send(records.dead(record, "unreadable", reason, time.now())))
                && persist(attempt, "final-outcome", () -> steps.finals().onUnreadable(record, reason));
        return durable ? new Ending.Settled() : new Ending.Abandoned();
    }

    Ending handOver(Attempt attempt, ConsumerRecord<byte[], byte[]> record, AttemptHistory history, DelayTier tier) {
        boolean durable = persist(attempt, "hand-over",
                () -> sender.send(records.delayed(record, history, tier, time.now())));
        if (durable) {
            meters.handedOver(tier.topic());
        }
        return durable ? new Ending.Settled() : new Ending.Abandoned();
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Repeats a step until it succeeds; false if the lease ended first. */
    private boolean persist(Attempt attempt, String name, Step step) {
        for (int failures = 1;; failures++) {
            try {
                step.run();
                return true;
            } catch (InterruptedException e) {
                if (attempt.abandoned()) {
                    return false;
                }
            } catch (Exception e) {
                if (attempt.abandoned()) {
                    return false;
                }
                log.atWarn().addKeyValue("step", name).addKeyValue("failures", failures)
                        .addKeyValue("error", e.getClass().getName())
                        .log("Something could not be made durable; it will be tried again.");
            }
            meters.retriedDurable(name);
            try {
                Thread.sleep(Backoff.after(failures));
            } catch (InterruptedException e) {
                if (attempt.abandoned()) {
                    return false;
                }
            }
        }
    }

    private static String reason(FinalOutcome outcome) {
        return outcome instanceof FinalOutcome.Unknown ? "unknown-outcome" : "exhausted";
    }

    private static String detail(FinalOutcome outcome) {
        return switch (outcome) {
            case FinalOutcome.Exhausted exhausted -> exhausted.reason();
            case FinalOutcome.Unknown unknown -> unknown.reason();
            case FinalOutcome.Failed failed -> failed.reason();
            case FinalOutcome.Delivered delivered -> "";
            case FinalOutcome.Expired expired -> "";
            case FinalOutcome.Cancelled cancelled -> "";
        };
    }
}
