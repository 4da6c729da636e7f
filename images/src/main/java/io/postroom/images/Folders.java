package io.postroom.images;

import java.nio.file.Path;

/**
 * Where things lie here and in an image.
 *
 * @param home the repository
 * @param work what is made on the way
 * @param output the images
 */
record Folders(Path home, Path work, Path output) {
    /** In an image: the run time of Java. */
    static final String JAVA = "/opt/java";
    /** In an image: Postroom. */
    static final String POSTROOM = "/opt/postroom";
    /** In an image, below {@link #POSTROOM}: jars of others. */
    static final String LIBRARIES = "lib";
    /** In an image, below {@link #POSTROOM}: jars of Postroom, the arguments of the JVM, the bill of materials. */
    static final String APPLICATION = "app";
    /** In an image, below {@link #POSTROOM}: what a training run left. */
    static final String CACHE = "app.aot";

    /** A copy of the image's run time. */
    Path java() {
        return work.resolve("java");
    }

    /** A copy of the base's files, where one is made on the spot. */
    Path base() {
        return work.resolve("base");
    }

    /** A copy of what the image has in {@link #POSTROOM}. */
    Path of(Image image) {
        return work.resolve(image.imageName());
    }

    /** Where the training run keeps its data. */
    Path training() {
        return work.resolve("training");
    }
}
