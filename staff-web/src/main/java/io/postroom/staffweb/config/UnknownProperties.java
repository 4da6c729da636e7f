package io.postroom.staffweb.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Finds properties under {@code postroom.} that the staff pages do not read: most likely misspelt. Those of ingest and the
 * workers are passed over, so that all may share one file; so is the environment, where Kubernetes puts variables of its own.
 *
 * <p>Ingest and the workers each have such a class: the three share no module that knows Spring, and each passes over other
 * names.
 */
final class UnknownProperties {
    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("postroom");
    private static final Set<String> SOURCES_PASSED_OVER = Set.of(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
    private static final Set<ConfigurationPropertyName> OTHERS = Set.of(name("ingest"), name("worker"), name("sms"),
            name("email"), name("letter"), name("topics.partitions"), name("topics.replicas"));

    private UnknownProperties() {}

    /** A sentence for each. */
    static List<String> problems(ConfigurableEnvironment environment) {
        List<ConfigurationPropertySource> sources = new ArrayList<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source.getUnderlyingSource() instanceof PropertySource<?> underlying
                    && !SOURCES_PASSED_OVER.contains(underlying.getName())) {
                sources.add(source.filter(UnknownProperties::isOurs));
            }
        }
        try {
            new Binder(sources, new PropertySourcesPlaceholdersResolver(environment)).bind(ROOT,
                    Bindable.of(StaffProperties.class), new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
            return List.of();
        } catch (BindException e) {
            // A value of the wrong kind is told of when the properties are bound for use.
            return e.getCause() instanceof UnboundConfigurationPropertiesException unbound
                    ? unbound.getUnboundProperties().stream().map(property -> property.getName()
                            + " is no property of the staff pages; correct its name, or leave it out.").distinct()
                            .sorted().toList()
                    : List.of();
        }
    }

    private static boolean isOurs(ConfigurationPropertyName name) {
        return OTHERS.stream().noneMatch(other -> other.equals(name) || other.isAncestorOf(name));
    }

    private static ConfigurationPropertyName name(String name) {
        return ROOT.append(name);
    }
}
