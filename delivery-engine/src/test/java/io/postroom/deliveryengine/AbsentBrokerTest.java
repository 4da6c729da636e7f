package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Brokers that are not there when the engine starts. */
class AbsentBrokerTest {
    @Test
    void waitsForTheBrokersAndThenDelivers() throws IOException {
        // Given
        int port = freePort();
        try (TestBroker broker = new TestBroker()) {
            broker.createTopic("late", 1);
            broker.produce("late", 0, 20, 20);
            EngineFixture fixture = new EngineFixture(broker, "late");
            EngineConfig config = EngineConfig.of("late", "late-0", Map.of("bootstrap.servers", "127.0.0.1:" + port),
                    Map.of(Lane.NORMAL, List.of("late")), List.of(new DelayTier("late-1m", Duration.ofMinutes(1))),
                    topic -> topic + ".dead", List.of(GateConfig.of("provider", 0, 10)));

            // When
            try (DeliveryEngine<Integer> engine = fixture.engine(config, fixture.accepting(Duration.ZERO))) {
                engine.start();
                await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(4))
                        .until(() -> engine.live() && !engine.ready());
                try (Forwarder forwarder = new Forwarder(port, broker.bootstrap())) {
                    await().atMost(Duration.ofSeconds(60)).until(() -> fixture.ledger.count() == 20);

                    // Then
                    assertThat(engine.live()).isTrue();
                    assertThat(engine.ready()).isTrue();
                }
            }
            assertThat(fixture.ledger.distinct()).isEqualTo(20);
        }
    }

    @Test
    void stopsWhileItStillWaits() throws IOException {
        // Given
        EngineConfig config = EngineConfig.of("nobody", "nobody-0",
                Map.of("bootstrap.servers", "127.0.0.1:" + freePort()), Map.of(Lane.NORMAL, List.of("t")), List.of(),
                topic -> topic + ".dead", List.of(GateConfig.of("provider", 0, 10)));
        DeliveryEngine<Integer> engine = DeliveryEngine
                .builder(config, EngineFixture::read, delivery -> Outcome.delivered(), (delivery, outcome) -> {})
                .build();
        engine.start();
        await().until(engine::live);

        // When
        engine.stop(Duration.ofSeconds(1));

        // Then
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("nobody-0-"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Begins to answer at a port, and passes everything on to the broker. */
    private static final class Forwarder implements AutoCloseable {
        private final ServerSocket server;
        private final InetSocketAddress target;

        Forwarder(int port, String bootstrap) throws IOException {
            int colon = bootstrap.lastIndexOf(':');
            target = new InetSocketAddress(bootstrap.substring(0, colon),
                    Integer.parseInt(bootstrap.substring(colon + 1)));
            server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            Thread.ofVirtual().start(this::listen);
        }

        private void listen() {
            while (!server.isClosed()) {
                try {
                    Socket client = server.accept();
                    Socket broker = new Socket(target.getAddress(), target.getPort());
                    Thread.ofVirtual().start(() -> copy(client, broker));
                    Thread.ofVirtual().start(() -> copy(broker, client));
                } catch (IOException e) {
                    if (!server.isClosed()) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        }

        private static void copy(Socket from, Socket to) {
            try (from; to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException e) {
                // Either side has closed; so does the other.
                return;
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
