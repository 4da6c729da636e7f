package io.postroom.benchmarks.engine;

import java.util.function.Function;

/** Who takes part. */
enum Engine {
    POSTROOM("Postroom's delivery engine", "yes", PostroomParticipant::new), PARALLEL_CONSUMER(
            "Parallel Consumer 0.5.3.3", "yes", ParallelConsumerParticipant::new), SPRING_ASYNC(
                    "spring-kafka 4.1, asynchronous acknowledgements", "no", SpringAsyncParticipant::new), SPRING_BATCH(
                            "spring-kafka 4.1, batch listener", "no", SpringBatchParticipant::new), SHARE_GROUP(
                                    "share group, kafka-clients 4.2", "no", ShareGroupParticipant::new);

    private final String words;
    private final String keepsKeyOrder;
    private final Function<Participant.Task, Participant> maker;

    Engine(String words, String keepsKeyOrder, Function<Participant.Task, Participant> maker) {
        this.words = words;
        this.keepsKeyOrder = keepsKeyOrder;
        this.maker = maker;
    }

    String words() {
        return words;
    }

    String keepsKeyOrder() {
        return keepsKeyOrder;
    }

    Participant participant(Participant.Task task) {
        return maker.apply(task);
    }
}
