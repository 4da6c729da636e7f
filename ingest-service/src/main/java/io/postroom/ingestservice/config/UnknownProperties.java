package io.postroom.ingestservice.config;

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
 * Refuses properties under {@code postroom.} that ingest does not read: most likely misspelt. Those of the workers and the
 * staff pages are passed over, so that all may share one file; so is the environment, where Kubernetes puts variables of
 * its own.
 */
public final class UnknownProperties {
    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("postroom");
    private static final Set<String> SOURCES_PASSED_OVER = Set.of(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
    private static final Set<String> OTHERS = Set.of("worker", "sms", "email", "letter", "staff");

    private UnknownProperties() {}

    /**
     * Looks.
     *
     * @throws InvalidConfigurationException naming every one
     */
    public static void refuse(ConfigurableEnvironment environment) {
        List<ConfigurationPropertySource> sources = new ArrayList<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source.getUnderlyingSource() instanceof PropertySource<?> underlying
                    && !SOURCES_PASSED_OVER.contains(underlying.getName())) {
                sources.add(source.filter(UnknownProperties::isOurs));
            }
        }
        try {
            new Binder(sources, new PropertySourcesPlaceholdersResolver(environment)).bind(ROOT,
                    Bindable.of(IngestProperties.class), new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
        } catch (BindException e) {
            // A value of the wrong kind is told of when the properties are bound for use.
            if (e.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
                throw new InvalidConfigurationException(unbound.getUnboundProperties().stream()
                        .map(property -> property.getName()
                                + " is no property of ingest; correct its name, or leave it out.")
                        .distinct().sorted().toList());
            }
        }
    }

    private static boolean isOurs(ConfigurationPropertyName name) {
        return !ROOT.isAncestorOf(name)
                || !OTHERS.contains(name.getElement(1, ConfigurationPropertyName.Form.UNIFORM));
    }
}
