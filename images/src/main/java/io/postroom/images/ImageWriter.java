package io.postroom.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.DockerDaemonImage;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** Makes an image of layers, and puts it where it was asked for. */
final class ImageWriter {
    /** No name is looked up for a number; OpenShift gives another one. Group 0 may read all and write nothing. */
    private static final String USER = "10001:0";

    private final Options options;
    private final Path output;
    private final Path layerCache;

    ImageWriter(Options options, Path output, Path layerCache) {
        this.options = options;
        this.output = output;
        this.layerCache = layerCache;
    }

    /** Writes the tar file, and loads and pushes as the options say; answers the image's id. */
    String write(Image image, List<FileEntriesLayer> layers, Map<String, String> labels) {
        try {
            Files.createDirectories(output);
            ImageReference reference = ImageReference.parse(options.reference(image));
            JibContainer written = containerize(image, layers, labels,
                    Containerizer.to(TarImage.at(Options.tar(output, image)).named(reference)));
            if (options.load()) {
                containerize(image, layers, labels, Containerizer.to(DockerDaemonImage.named(reference)));
            }
            if (options.push()) {
                containerize(image, layers, labels, Containerizer.to(inRegistry(reference)));
            }
            return written.getImageId().toString();
        } catch (InvalidImageReferenceException e) {
            throw new ImagesException(options.reference(image) + " cannot be an image's name; mend --prefix or --tag.",
                    e);
        } catch (IOException | RegistryException | CacheDirectoryCreationException | ExecutionException e) {
            throw new ImagesException(image.imageName() + " cannot be written: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImagesException("Interrupted.", e);
        }
    }

    private JibContainer containerize(Image image, List<FileEntriesLayer> layers, Map<String, String> labels,
            Containerizer to) throws InterruptedException, RegistryException, IOException,
            CacheDirectoryCreationException, ExecutionException, InvalidImageReferenceException {
        JibContainerBuilder builder = start().setFileEntriesLayers(layers)
                .setEntrypoint(Folders.JAVA + "/bin/java",
                        "@" + Folders.POSTROOM + "/" + Folders.APPLICATION + "/java.args")
                // Two pools of the C library's memory instead of eight a processor: what is freed is used again.
                .addEnvironmentVariable("MALLOC_ARENA_MAX", "2")
                .setWorkingDirectory(AbsoluteUnixPath.get(Folders.POSTROOM))
                .setUser(USER).setLabels(labels).setCreationTime(FileTrees.TIME);
        builder.setPlatforms(Set.of(new Platform(architecture(), "linux")));
        if (image.isService()) {
            builder.addExposedPort(Port.tcp(8080));
        }
        return builder.containerize(to.setBaseImageLayersCache(layerCache).setApplicationLayersCache(layerCache)
                .setOfflineMode(options.base().isEmpty() && !options.push()).setToolName("postroom")
                .setAllowInsecureRegistries(false));
    }

    private JibContainerBuilder start() throws InvalidImageReferenceException {
        if (options.base().isEmpty()) {
            return Jib.fromScratch();
        }
        if (options.base().startsWith("tar:")) {
            return Jib.from(TarImage.at(Path.of(options.base().substring("tar:".length()))));
        }
        return Jib.from(inRegistry(ImageReference.parse(options.base())));
    }

    /** With the credentials that {@code docker login} left. */
    private static RegistryImage inRegistry(ImageReference reference) {
        return RegistryImage.named(reference).addCredentialRetriever(
                CredentialRetrieverFactory.forImage(reference, event -> {}).dockerConfig());
    }

    /** As images call that of the JVM, and so of the run time in the image. */
    private static String architecture() {
        String own = System.getProperty("os.arch");
        return own.equals("aarch64") ? "arm64" : "amd64";
    }
}
