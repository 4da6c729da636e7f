package io.postroom.rules.set;

import io.postroom.content.template.Template;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The content hash of a service's rules and templates: the same files give the same version on every machine. */
final class Version {

    private Version() {}

    static String of(String rules, TemplateSet templates) {
        StringBuilder content = new StringBuilder();
        templates.all().stream()
                .map(template -> name(template) + " " + template.contentHash() + "\n").sorted()
                .forEach(content::append);
        content.append('\n').append(rules.replace("\r\n", "\n"));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(content.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private static String name(Template template) {
        return template.id() + "." + template.channel().wireName() + "." + template.language().tag();
    }
}
