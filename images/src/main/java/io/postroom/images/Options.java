package io.postroom.images;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was asked for.
 *
 * @param images which
 * @param base what they stand on: an image's name, {@code tar:FILE}, or empty for one that is made on the spot
 * @param prefix in front of every image's name
 * @param tag every image's
 * @param cache whether a training run makes a cache
 * @param load whether they go into the Docker engine of this machine
 * @param push whether they go to their registry
 * @param again whether all is built a second time and compared
 */
record Options(List<Image> images, String base, String prefix, String tag, boolean cache, boolean load, boolean push,
        boolean again) {
    static final String USAGE = """
        ./postroom images              build an image of each service and of the tools, as tar files
            --only NAME                only this one; may come several times
            --base IMAGE               stand on this image; or tar:FILE, as docker save writes it.
                                       Without, a base is made of this Debian's own files
            --prefix REGISTRY/PATH     in front of every image's name, instead of ghcr.io/postroom
            --tag TAG                  instead of the version that is built
            --load                     also put them into the Docker engine of this machine
            --push                     also push them, with the credentials of ~/.docker/config.json
            --no-cache                 without the training run: smaller, and slower to start
            --again                    build everything twice, and say whether the layers are the same""";

    static Options of(List<String> arguments, String version) {
        List<Image> images = new ArrayList<>();
        String base = "";
        String prefix = "ghcr.io/postroom";
        String tag = version;
        boolean cache = true;
        boolean load = false;
        boolean push = false;
        boolean again = false;
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--only" -> images.add(image(value(arguments, ++i)));
                case "--base" -> base = value(arguments, ++i);
                case "--prefix" -> prefix = value(arguments, ++i);
                case "--tag" -> tag = value(arguments, ++i);
                case "--load" -> load = true;
                case "--push" -> push = true;
                case "--no-cache" -> cache = false;
                case "--again" -> again = true;
                default -> throw new IllegalArgumentException("'images' has no option " + arguments.get(i) + ".");
            }
        }
        return new Options(images.isEmpty() ? List.of(Image.values()) : List.copyOf(images), base, prefix, tag, cache,
                load, push, again);
    }

    /** The whole name of an image. */
    String reference(Image image) {
        return prefix + "/" + image.imageName() + ":" + tag;
    }

    /** The tar file of an image. */
    static Path tar(Path output, Image image) {
        return output.resolve(image.imageName() + ".tar");
    }

    private static String value(List<String> arguments, int at) {
        if (at >= arguments.size()) {
            throw new IllegalArgumentException(arguments.get(at - 1) + " needs a value.");
        }
        return arguments.get(at);
    }

    private static Image image(String name) {
        return Stream.of(Image.values()).filter(image -> image.imageName().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no image " + name + "; there are "
                        + Stream.of(Image.values()).map(Image::imageName).toList() + "."));
    }
}
