package io.postroom.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A short program that is run to its end. */
final class Command {
    private static final int PATIENCE_MINUTES = 5;

    private Command() {}

    /** What it says; its errors too. */
    static String output(List<String> command) {
        return output(command, null);
    }

    /** The same, in a folder. */
    static String output(List<String> command, @org.jspecify.annotations.Nullable Path folder) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            if (folder != null) {
                builder.directory(folder.toFile());
            }
            // Messages in one language, lists in one order.
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new ImagesException(command.getFirst() + " failed:\n" + said);
            }
            return said;
        } catch (IOException e) {
            throw new ImagesException(command.getFirst() + " cannot be run here.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImagesException("Interrupted.", e);
        }
    }
}
