package io.postroom.images;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The layers of an image, those that change least first: an upgrade of Postroom moves only the last two. */
final class Layers {
    private static final FilePermissions FILE = FilePermissions.fromOctalString("644");
    private static final FilePermissions PROGRAM = FilePermissions.fromOctalString("755");
    /** Written to where nothing is mounted over it; any user may, as OpenShift chooses one. */
    private static final FilePermissions OPEN = FilePermissions.fromOctalString("777");
    private static final String ROOT = "0:0";

    private Layers() {}

    /**
     * All layers.
     *
     * @param base a made base, or a folder that is not there
     * @param common the names of libraries that every service has
     */
    static List<FileEntriesLayer> of(Path base, Path java, Staging staging, Set<String> common) {
        List<FileEntriesLayer> layers = new ArrayList<>();
        if (Files.isDirectory(base)) {
            layers.add(files("base", base, "", file -> true));
        }
        layers.add(folders());
        layers.add(files("java", java, Folders.JAVA, file -> true));
        Path libraries = staging.folder().resolve(Folders.LIBRARIES);
        String to = Folders.POSTROOM + "/" + Folders.LIBRARIES;
        layers.add(files("common libraries", libraries, to, file -> common.contains(name(file))));
        layers.add(files("own libraries", libraries, to, file -> !common.contains(name(file))));
        layers.add(files("application", staging.folder().resolve(Folders.APPLICATION),
                Folders.POSTROOM + "/" + Folders.APPLICATION, file -> true));
        Path cache = staging.folder().resolve(Folders.CACHE);
        if (Files.isRegularFile(cache)) {
            layers.add(FileEntriesLayer.builder().setName("cache")
                    .addEntry(entry(cache, Folders.POSTROOM + "/" + Folders.CACHE, FILE)).build());
        }
        return layers.stream().filter(layer -> !layer.getEntries().isEmpty()).toList();
    }

    /** The names of the libraries that every one of these has. */
    static Set<String> common(List<Staging> all) {
        Set<String> common = new TreeSet<>();
        for (Staging one : all) {
            Set<String> names = new TreeSet<>(one.libraries().stream().map(Layers::name).toList());
            if (common.isEmpty()) {
                common.addAll(names);
            }
            common.retainAll(names);
        }
        return common;
    }

    /** Folders that are mounted over, but are there without. */
    private static FileEntriesLayer folders() {
        Path any = Path.of("").toAbsolutePath();
        return FileEntriesLayer.builder().setName("folders").addEntry(entry(any, "/tmp", OPEN))
                .addEntry(entry(any, "/var/lib/postroom", OPEN)).build();
    }

    private static FileEntriesLayer files(String name, Path folder, String to, Predicate<Path> which) {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        if (Files.isDirectory(folder)) {
            FileTrees.files(folder).stream().filter(which).forEach(file -> layer.addEntry(entry(file,
                    to + "/" + folder.relativize(file), Files.isExecutable(file) ? PROGRAM : FILE)));
        }
        return layer.build();
    }

    private static FileEntry entry(Path file, String to, FilePermissions permissions) {
        return new FileEntry(file, AbsoluteUnixPath.get(to), permissions, FileTrees.TIME, ROOT);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
