package io.postroom.deliveryengine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes deliveries and final outcomes of workers in other processes, a line a connection, and remembers them. */
final class StandInProvider implements AutoCloseable {
    private final ServerSocket server;
    private final Map<Integer, Integer> accepted = new ConcurrentHashMap<>();
    private final Set<Integer> unknown = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
    private final AtomicInteger total = new AtomicInteger();
    private final int mostMillis;

    StandInProvider(int mostMillis) throws IOException {
        this.mostMillis = mostMillis;
        this.server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::listen);
    }

    int port() {
        return server.getLocalPort();
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** A worker that is killed meanwhile has delivered nevertheless. */
    private void answer(Socket socket) {
        try (socket;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            String line = in.readLine();
            if (line == null) {
                return;
            }
            int id = Integer.parseInt(line.substring(line.indexOf(' ') + 1));
            if (line.startsWith("unknown")) {
                unknown.add(id);
            } else {
                accepted.merge(id, 1, Integer::sum);
                total.incrementAndGet();
                times.add(System.nanoTime());
                Thread.sleep(ThreadLocalRandom.current().nextInt(mostMillis + 1));
            }
            socket.getOutputStream().write("ok\n".getBytes(StandardCharsets.UTF_8));
        } catch (IOException | InterruptedException e) {
            // The other side has gone; what it brought is entered.
            return;
        }
    }

    /** The worker's side: says something and waits for the answer. */
    static void tell(int port, String line) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            if (socket.getInputStream().read() != 'o') {
                throw new IOException("The provider did not answer.");
            }
        }
    }

    int total() {
        return total.get();
    }

    long takenSince(long nanoTime) {
        return times.stream().filter(time -> time - nanoTime >= 0).count();
    }

    Map<Integer, Integer> accepted() {
        return accepted;
    }

    Set<Integer> unknown() {
        return unknown;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
