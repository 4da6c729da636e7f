package io.postroom.images;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What an image says of itself, in the words of the Open Container Initiative. */
final class Labels {
    private static final String OCI = "org.opencontainers.image.";

    private Labels() {}

    static Map<String, String> of(Image image, String version, String base, Path home) {
        Map<String, String> labels = new TreeMap<>(Map.of(OCI + "title", "postroom " + image.imageName(),
                OCI + "description", image.description(), OCI + "version", version, OCI + "licenses", "MIT",
                OCI + "vendor", "Postroom", OCI + "source", "https://github.com/postroom/postroom",
                "io.postroom.sbom", Folders.POSTROOM + "/" + Folders.APPLICATION + "/sbom.cdx.json"));
        if (!base.isEmpty()) {
            labels.put(OCI + "base.name", base);
        }
        try {
            labels.put(OCI + "revision",
                    Command.output(java.util.List.of("git", "rev-parse", "HEAD"), home).strip());
        } catch (ImagesException e) {
            // Built from an archive of the sources, which has no revision.
            labels.put(OCI + "revision", "unknown");
        }
        return labels;
    }
}
