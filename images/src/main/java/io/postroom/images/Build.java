package io.postroom.images;

import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds all images that were asked for, from nothing. */
final class Build {
    private final Folders folders;
    private final Options options;
    private final String version;
    private final Console console;

    Build(Folders folders, Options options, String version, Console console) {
        this.folders = folders;
        this.options = options;
        this.version = version;
        this.console = console;
    }

    /** The layers of each, by name and as they move. */
    Map<Image, List<NamedLayer>> run() {
        FileTrees.delete(folders.work());
        console.say("Linking a run time of " + System.getProperty("java.home"));
        new JavaRuntime(Path.of(System.getProperty("java.home"))).linkInto(folders.java());
        List<MadeBase.Source> base = options.base().isEmpty() ? MadeBase.copyInto(folders.base()) : List.of();
        // What is common is so whichever of them are built.
        Set<String> common = Layers.common(List.of(Image.values()).stream().filter(Image::isService)
                .map(image -> Staging.of(image, folders, options.cache())).toList());
        List<Staging> images = options.images().stream().map(image -> Staging.of(image, folders, options.cache()))
                .toList();
        BillOfMaterials bill = new BillOfMaterials();
        for (Staging image : images) {
            String text = bill.of(image, folders.home(), version, folders.java(), base);
            FileTrees.write(image.folder().resolve(Folders.APPLICATION).resolve("sbom.cdx.json"), text);
            FileTrees.write(folders.output().resolve(image.image().imageName() + ".cdx.json"), text);
        }
        if (options.cache()) {
            console.say("Training: the services start and deliver the examples' messages, to be remembered");
            new Training(folders, console).train(images);
        }
        return write(images, common);
    }

    private Map<Image, List<NamedLayer>> write(List<Staging> images, Set<String> common) {
        ImageWriter writer = new ImageWriter(options, folders.output(), folders.work().resolve("layers"));
        Map<Image, List<NamedLayer>> written = new EnumMap<>(Image.class);
        for (Staging staging : images) {
            Image image = staging.image();
            List<FileEntriesLayer> layers = Layers.of(folders.base(), folders.java(), staging, common);
            writer.write(image, layers, Labels.of(image, version, options.base(), folders.home()));
            written.put(image, named(layers, ImageTar.layers(Options.tar(folders.output(), image))));
        }
        return written;
    }

    /** The last ones are ours; those of a base that was named come first. */
    private static List<NamedLayer> named(List<FileEntriesLayer> ours, List<ImageTar.Layer> all) {
        List<NamedLayer> named = new ArrayList<>();
        int foreign = all.size() - ours.size();
        for (int i = 0; i < all.size(); i++) {
            named.add(new NamedLayer(i < foreign ? "base" : ours.get(i - foreign).getName(), all.get(i)));
        }
        return named;
    }

    /** A layer with what it is for. */
    record NamedLayer(String name, ImageTar.Layer layer) {}
}
