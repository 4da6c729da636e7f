package io.postroom.local.outside.inbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.postroom.local.outside.ledger.Accepted;
import io.postroom.local.outside.ledger.AcceptedEmail;
import io.postroom.local.outside.ledger.AcceptedLetter;
import io.postroom.local.outside.ledger.AcceptedText;
import io.postroom.local.outside.ledger.Ledger;
import io.postroom.local.outside.mail.MailMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * The page that shows every text, e-mail and letter as a person would see it, and the ledger as JSON.
 *
 * <p>For one person on this machine: loopback only, read-only, without JavaScript. Each request has a virtual thread.
 */
public final class Inbox implements AutoCloseable {
    private static final String PAGE_POLICY = "default-src 'none'; style-src 'self'; frame-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    // A mail may bring its own styles and nothing else: no scripts, no remote pictures, no forms.
    private static final String MAIL_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";
    private static final String FILE_POLICY = "default-src 'none'; object-src 'self'; plugin-types application/pdf";
    // Another site's page could otherwise reach this one by a name of its own that resolves to loopback.
    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Ledger ledger;
    private final UnaryOperator<String> serviceOf;
    private final HttpServer server;

    private Inbox(int port, Ledger ledger, UnaryOperator<String> serviceOf) throws IOException {
        this.ledger = ledger;
        this.serviceOf = serviceOf;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
    }

    /** Starts listening; a port of 0 is a free one. */
    public static Inbox start(int port, Ledger ledger, UnaryOperator<String> serviceOf) {
        try {
            Inbox inbox = new Inbox(port, ledger, serviceOf);
            inbox.server.start();
            return inbox;
        } catch (IOException e) {
            throw new UncheckedIOException("The inbox page cannot listen on port " + port + ".", e);
        }
    }

    /** The page to open. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = local(exchange)
                    ? answer(exchange.getRequestURI())
                    : Reply.text(403, "Only for this machine.");
            exchange.getResponseHeaders().set("Content-Type", reply.type());
            exchange.getResponseHeaders().set("Content-Security-Policy", reply.policy());
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            exchange.getResponseBody().write(reply.body());
        }
    }

    private static boolean local(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        return host != null && HOSTS.contains(host.replaceFirst(":\\d+$", ""));
    }

    private Reply answer(URI uri) throws IOException {
        Query query = Query.of(uri);
        List<String> path = List.of(uri.getPath().substring(1).split("/"));
        return switch (path.getFirst()) {
            case "" -> page(ListPage.html(ledger.all(), query, serviceOf, this::message));
            case "inbox.css" -> resource("inbox.css", "text/css; charset=utf-8");
            case "ledger.json" -> json(ledger.after(query.number("after")));
            case "messages" -> path.size() == 3 ? part(path.get(1), path.get(2)) : notFound();
            default -> notFound();
        };
    }

    private Reply part(String number, String part) throws IOException {
        Optional<Accepted> found = number.matches("\\d{1,9}") ? ledger.find(Long.parseLong(number)) : Optional.empty();
        return switch (found.orElse(null)) {
            case AcceptedEmail email -> emailPart(email, part);
            case AcceptedLetter letter when part.equals("letter.pdf") -> new Reply(200, "application/pdf", FILE_POLICY,
                    Files.readAllBytes(ledger.file(letter.file())));
            case AcceptedLetter letter -> notFound();
            case AcceptedText text -> notFound();
            case null -> notFound();
        };
    }

    private Reply emailPart(AcceptedEmail email, String part) throws IOException {
        Path source = ledger.file(email.file());
        return switch (part) {
            case "html" -> new Reply(200, "text/html; charset=utf-8", MAIL_POLICY,
                    message(email).html().orElse("").getBytes(StandardCharsets.UTF_8));
            case "text" -> Reply.text(200, message(email).text().orElse(""));
            case "source" -> new Reply(200, "text/plain; charset=utf-8", PAGE_POLICY, Files.readAllBytes(source));
            default -> notFound();
        };
    }

    private MailMessage message(AcceptedEmail email) {
        try {
            return MailMessage.read(Files.readAllBytes(ledger.file(email.file())));
        } catch (IOException e) {
            throw new UncheckedIOException("The mail " + email.number() + " cannot be read from the ledger's folder.",
                    e);
        }
    }

    private Reply json(List<Accepted> entries) {
        return new Reply(200, "application/json", PAGE_POLICY, ledger.toJson(entries).getBytes(StandardCharsets.UTF_8));
    }

    private static Reply page(String html) {
        return new Reply(200, "text/html; charset=utf-8", PAGE_POLICY, html.getBytes(StandardCharsets.UTF_8));
    }

    private static Reply resource(String name, String type) throws IOException {
        try (InputStream content = Inbox.class.getResourceAsStream(name)) {
            return content == null ? notFound() : new Reply(200, type, PAGE_POLICY, content.readAllBytes());
        }
    }

    private static Reply notFound() {
        return Reply.text(404, "There is nothing here. The list of messages is at /.");
    }

    private record Reply(int status, String type, String policy, byte[] body) {
        static Reply text(int status, String text) {
            return new Reply(status, "text/plain; charset=utf-8", PAGE_POLICY, text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
