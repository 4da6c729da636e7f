package io.postroom.worker;

import io.postroom.schemas.v1.SmsRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A provider that answers as it was told; by default it takes everything under the notification's id. */
final class ScriptedProvider implements Provider<SmsRequest> {
    /** One answer. */
    @FunctionalInterface
    interface Answer {
        ProviderResult to(SmsRequest request) throws InterruptedException;
    }

    private final String name;
    private final Map<UUID, Answer> answers = new ConcurrentHashMap<>();
    private final List<UUID> calls = new CopyOnWriteArrayList<>();
    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    private volatile Answer usual = request -> ProviderResult.Accepted.under("ref-" + TestRequests.id(request));
    private volatile boolean running;

    ScriptedProvider(String name) {
        this.name = name;
    }

    void answer(SmsRequest request, Answer answer) {
        answers.put(TestRequests.id(request), answer);
    }

    void answerAll(Answer answer) {
        usual = answer;
    }

    List<UUID> calls() {
        return calls;
    }

    List<Attempt> attempts() {
        return attempts;
    }

    long calls(SmsRequest request) {
        return calls.stream().filter(TestRequests.id(request)::equals).count();
    }

    boolean running() {
        return running;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ProviderLimits limits() {
        return new ProviderLimits(0, 10, Duration.ofMillis(200));
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public ProviderResult send(SmsRequest request, Attempt attempt) throws InterruptedException {
        if (!running) {
            throw new IllegalStateException("called while stopped");
        }
        calls.add(TestRequests.id(request));
        attempts.add(attempt);
        return answers.getOrDefault(TestRequests.id(request), usual).to(request);
    }

    @Override
    public void stop() {
        running = false;
    }
}
