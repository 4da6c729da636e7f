package io.postroom.deliveryengine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * The outside world in a process of its own: takes deliveries and final outcomes of workers in other processes, a line a
 * connection, and keeps the ledger of them, which {@link ProviderProcess} asks for.
 */
final class StandInProvider {
    private final int mostMillis;
    private final Map<Integer, Integer> accepted = new ConcurrentHashMap<>();
    private final Set<Integer> unknown = ConcurrentHashMap.newKeySet();
    /** Of each delivery, when its answer is given. */
    private final Queue<Long> answeredAt = new ConcurrentLinkedQueue<>();

    private StandInProvider(int mostMillis) {
        this.mostMillis = mostMillis;
    }

    /** Says its port, and ends when whoever started it closes its input, or is no more. */
    public static void main(String[] args) throws IOException {
        StandInProvider provider = new StandInProvider(Integer.parseInt(args[0]));
        try (ServerSocket server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> provider.listen(server));
            System.out.println(server.getLocalPort());
            System.in.readAllBytes();
        }
        System.exit(0);
    }

    private void listen(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                System.err.println("Not accepted: " + e);
            }
        }
    }

    /** A worker that is killed meanwhile has delivered nevertheless. */
    private void serve(Socket socket) {
        try (socket;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            String line = in.readLine();
            if (line != null) {
                socket.getOutputStream().write((answer(line.split(" ", 2)) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException | InterruptedException e) {
            // The other side has gone; what it brought is entered.
            return;
        }
    }

    private String answer(String[] words) throws InterruptedException {
        return switch (words[0]) {
            case "accept" -> {
                int millis = ThreadLocalRandom.current().nextInt(mostMillis + 1);
                answeredAt.add(System.nanoTime() + millis * 1_000_000L);
                accepted.merge(Integer.parseInt(words[1]), 1, Integer::sum);
                Thread.sleep(millis);
                yield "ok";
            }
            case "unknown" -> {
                unknown.add(Integer.parseInt(words[1]));
                yield "ok";
            }
            case "total" -> Integer.toString(answeredAt.size());
            case "open-or-within" -> Long.toString(openOrWithin(Long.parseLong(words[1]) * 1_000_000L));
            case "ledger" -> accepted.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining(" "));
            case "unknowns" -> unknown.stream().map(String::valueOf).collect(Collectors.joining(" "));
            default -> "?";
        };
    }

    /** Deliveries that are not answered yet, or were within the latest stretch of time. */
    private long openOrWithin(long nanos) {
        long now = System.nanoTime();
        return answeredAt.stream().filter(time -> now - time <= nanos).count();
    }

    /** Says something to the provider at this port and waits for the answer. */
    static String ask(int port, String line) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            String answer = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
            if (answer == null || answer.equals("?")) {
                throw new IOException("The provider did not answer.");
            }
            return answer;
        }
    }
}
