package io.postroom.emailworker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A relay that answers each command as it was told, and writes down what it heard. Hangs up at the reply "drop". */
final class ScriptedRelay implements AutoCloseable {
    static final String DROP = "drop";

    private final ServerSocket socket = open();
    private final Map<String, String> replies = new ConcurrentHashMap<>(Map.of("GREETING", "220 relay ESMTP", "EHLO",
            "250-relay\r\n250-8BITMIME\r\n250 DSN", "MAIL", "250 2.1.0 Sender", "RCPT", "250 2.1.5 Recipient", "DATA",
            "354 Go on", "DOT", "250 2.0.0 Queued", "NOOP", "250 2.0.0", "RSET", "250 2.0.0", "QUIT", "221 2.0.0"));
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    ScriptedRelay() {
        Thread.ofVirtual().start(this::accept);
    }

    private static ServerSocket open() {
        try {
            return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    ScriptedRelay reply(String command, String reply) {
        replies.put(command, reply);
        return this;
    }

    List<String> commands() {
        return commands;
    }

    List<String> messages() {
        return messages;
    }

    int connections() {
        return connections.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket connection) {
        try (connection;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            OutputStream out = connection.getOutputStream();
            if (!answer(out, "GREETING")) {
                return;
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                String command = line.split(" ")[0].toUpperCase(Locale.ROOT);
                if (!answer(out, command) || command.equals("QUIT")) {
                    return;
                }
                if (command.equals("DATA") && replies.get("DATA").startsWith("354")) {
                    messages.add(message(in));
                    if (!answer(out, "DOT")) {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            // The client hung up.
        }
    }

    private boolean answer(OutputStream out, String command) throws IOException {
        String reply = replies.getOrDefault(command, "502 5.5.2 Unknown");
        if (reply.equals(DROP)) {
            return false;
        }
        out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return true;
    }

    private static String message(BufferedReader in) throws IOException {
        StringBuilder message = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            message.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
        return message.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
