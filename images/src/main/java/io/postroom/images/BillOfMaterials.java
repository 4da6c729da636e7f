package io.postroom.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The bill of materials of one image (CycloneDX 1.6): every jar with the name by which Maven knows it and its hash, the run
 * time of Java, and the files of Debian.
 */
final class BillOfMaterials {
    private final JsonMapper json = JsonMapper.builder().build();

    /** The text of it; the same whenever it is made of the same. */
    String of(Staging staging, Path home, String version, Path java, List<MadeBase.Source> base) {
        ObjectNode bom = json.createObjectNode();
        bom.put("bomFormat", "CycloneDX");
        bom.put("specVersion", "1.6");
        bom.put("version", 1);
        bom.putObject("metadata").set("component", component("container", staging.image().imageName(), version));
        ArrayNode components = bom.putArray("components");
        List<Path> sources = staging.sources();
        Path repository = repository(sources.stream().filter(jar -> !Staging.isOwn(jar, home)).toList());
        for (int i = 0; i < sources.size(); i++) {
            Path jar = sources.get(i);
            ObjectNode component = Staging.isOwn(jar, home)
                    ? own(jar, version)
                    : library(repository.relativize(jar));
            // Of what is in the image, which is not always what Maven has.
            hash(component, staging.folder().resolve(staging.classPath().get(i)));
            components.add(component);
        }
        components.add(runtime(java));
        base.forEach(source -> components.add(debian(source)));
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(bom) + "\n";
    }

    /** The folder that all jars of others are in: their groups begin with different names. */
    static Path repository(List<Path> jars) {
        Path common = jars.getFirst();
        for (Path jar : jars) {
            while (!jar.startsWith(common)) {
                common = common.resolve("..").normalize();
            }
        }
        return common;
    }

    private ObjectNode library(Path inRepository) {
        int names = inRepository.getNameCount();
        String version = inRepository.getName(names - 2).toString();
        String name = inRepository.getName(names - 3).toString();
        String group = inRepository.subpath(0, names - 3).toString().replace('/', '.');
        return maven(group, name, version);
    }

    private ObjectNode own(Path jar, String version) {
        return maven("io.postroom", String.valueOf(jar.getFileName()).replace("-" + version + ".jar", ""), version);
    }

    private ObjectNode maven(String group, String name, String version) {
        ObjectNode component = component("library", name, version);
        String purl = "pkg:maven/" + group + "/" + name + "@" + version;
        component.put("group", group);
        component.put("bom-ref", purl);
        component.put("purl", purl);
        return component;
    }

    private ObjectNode runtime(Path java) {
        Properties release = JavaRuntime.release(java);
        String version = release.getProperty("JAVA_RUNTIME_VERSION", release.getProperty("JAVA_VERSION"));
        ObjectNode component = component("platform", "openjdk", version);
        component.put("publisher", release.getProperty("IMPLEMENTOR", "unknown"));
        component.put("cpe", "cpe:2.3:a:oracle:openjdk:" + release.getProperty("JAVA_VERSION") + ":*:*:*:*:*:*:*");
        hash(component, java.resolve("lib").resolve("modules"));
        component.putArray("licenses").addObject().put("expression", "GPL-2.0-only WITH Classpath-exception-2.0");
        return component;
    }

    private ObjectNode debian(MadeBase.Source source) {
        ObjectNode component = component("library", source.name(), source.version());
        component.put("purl", "pkg:deb/debian/" + source.name() + "@" + source.version().replace("+", "%2B") + "?arch="
                + source.architecture());
        return component;
    }

    private ObjectNode component(String type, String name, String version) {
        ObjectNode component = json.createObjectNode();
        component.put("type", type);
        component.put("bom-ref", name + "@" + version);
        component.put("name", name);
        component.put("version", version);
        return component;
    }

    private void hash(ObjectNode component, Path file) {
        ObjectNode hash = component.putArray("hashes").addObject();
        hash.put("alg", "SHA-256");
        hash.put("content", sha256(file));
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
