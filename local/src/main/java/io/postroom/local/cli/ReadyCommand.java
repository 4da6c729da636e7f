package io.postroom.local.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether every instance of services elsewhere is ready and shows its meters; what {@code helm test} runs. */
final class ReadyCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final Console console;

    ReadyCommand(Console console) {
        this.console = console;
    }

    /** Its words are addresses such as {@code http://postroom-ingest:8080}; a name with several addresses is several instances. */
    int run(Arguments arguments) {
        if (arguments.words().isEmpty()) {
            throw new MisuseException("Say whom to ask, such as: ready http://postroom-ingest:8080");
        }
        int notReady = 0;
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            for (String word : arguments.words()) {
                notReady += ask(client, service(word));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped before all had answered.", e);
        }
        return notReady == 0 ? Main.OK : Main.FAILED;
    }

    private static URI service(String word) {
        try {
            URI uri = new URI(word);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new MisuseException("'" + word + "' is no address such as http://postroom-ingest:8080");
        }
        throw new MisuseException("'" + word + "' is no address such as http://postroom-ingest:8080");
    }

    private int ask(HttpClient client, URI service) throws InterruptedException {
        List<URI> instances = new ArrayList<>();
        try {
            for (InetAddress address : InetAddress.getAllByName(service.getHost())) {
                instances.add(new URI("http", null, address.getHostAddress(), service.getPort(), "", null, null));
            }
        } catch (UnknownHostException e) {
            console.say("! " + service + ": no instance has this name");
            return 1;
        } catch (URISyntaxException e) {
            throw new IllegalStateException("An address is none.", e);
        }
        int notReady = 0;
        for (URI instance : instances) {
            String problem = problem(client, instance);
            console.say((problem.isEmpty() ? "  " : "! ") + service + " at " + instance.getHost() + ": "
                    + (problem.isEmpty() ? "ready, and shows its meters" : problem));
            notReady += problem.isEmpty() ? 0 : 1;
        }
        return notReady;
    }

    private static String problem(HttpClient client, URI instance) throws InterruptedException {
        try {
            HttpResponse<String> readiness = get(client, instance, "/actuator/health/readiness");
            if (readiness.statusCode() != OK) {
                return "not ready; it says " + readiness.body();
            }
            HttpResponse<String> meters = get(client, instance, "/actuator/prometheus");
            return meters.statusCode() == OK && meters.body().contains("\njvm_")
                    ? ""
                    : "ready, but without meters (status " + meters.statusCode() + ")";
        } catch (IOException e) {
            return "no answer (" + e.getClass().getSimpleName() + ")";
        }
    }

    private static HttpResponse<String> get(HttpClient client, URI instance, String path)
            throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(instance.resolve(path)).timeout(PATIENCE).build(),
                BodyHandlers.ofString());
    }
}
