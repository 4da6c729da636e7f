package io.postroom.deliveryengine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@link StandInProvider} in its own process, and what its ledger says. */
final class ProviderProcess implements AutoCloseable {
    private final Process process;
    private final int port;

    private ProviderProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** One whose calls take between none and so many milliseconds. */
    static ProviderProcess start(int mostMillis, Path log) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp",
                System.getProperty("java.class.path"), StandInProvider.class.getName(), Integer.toString(mostMillis))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        String port = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                .readLine();
        if (port == null) {
            process.destroyForcibly();
            throw new IOException("The provider did not start; see its log.");
        }
        return new ProviderProcess(process, Integer.parseInt(port));
    }

    int port() {
        return port;
    }

    /** Deliveries, repeats counted. */
    int total() {
        return Integer.parseInt(ask("total"));
    }

    /** Deliveries that are on their way now, and those that were answered within the latest stretch of time. */
    int openOrAnsweredWithin(Duration latest) {
        return Integer.parseInt(ask("open-or-within " + latest.toMillis()));
    }

    /** How often each request was delivered. */
    Map<Integer, Integer> accepted() {
        return words("ledger").map(entry -> entry.split("="))
                .collect(Collectors.toMap(entry -> Integer.valueOf(entry[0]), entry -> Integer.valueOf(entry[1])));
    }

    /** What was reported as unknown. */
    Set<Integer> unknown() {
        return words("unknowns").map(Integer::valueOf).collect(Collectors.toSet());
    }

    private Stream<String> words(String question) {
        return Arrays.stream(ask(question).split(" ")).filter(word -> !word.isEmpty());
    }

    private String ask(String question) {
        try {
            return StandInProvider.ask(port, question);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
