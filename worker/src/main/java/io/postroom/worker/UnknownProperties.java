package io.postroom.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
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
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Finds properties under {@code postroom.} that this worker does not read: most likely misspelt. Those of other services
 * are passed over, so that all may share one file; so is the environment, whose names are ambiguous and where
 * Kubernetes puts variables of its own.
 */
final class UnknownProperties {
    private static final Set<String> SOURCES_PASSED_OVER = Set.of(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
    private static final List<ConfigurationPropertyName> OTHERS = List
            .of("ingest", "rules", "keys", "sms", "email", "letter", "staff", "topics.partitions", "topics.replicas")
            .stream().map(name -> ConfigurationPropertyName.of("postroom." + name)).toList();

    private final ConfigurableEnvironment environment;
    private final List<Class<?>> types;

    UnknownProperties(ConfigurableEnvironment environment, List<CheckedSettings> settings) {
        this.environment = environment;
        this.types = settings.stream().<Class<?>>map(Object::getClass).filter(type -> prefix(type) != null).toList();
    }

    /** A sentence for each. */
    List<String> problems() {
        Set<String> unknown = new TreeSet<>();
        types.forEach(type -> unknown.addAll(unknown(type)));
        return unknown.stream()
                .map(name -> name + " is no property of this worker; correct its name, or leave it out.").toList();
    }

    private List<String> unknown(Class<?> type) {
        ConfigurationPropertyName own = ConfigurationPropertyName.of(String.valueOf(prefix(type)));
        List<ConfigurationPropertySource> sources = new ArrayList<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source.getUnderlyingSource() instanceof PropertySource<?> underlying
                    && !SOURCES_PASSED_OVER.contains(underlying.getName())) {
                sources.add(source.filter(name -> !isOthers(own, name)));
            }
        }
        try {
            new Binder(sources, new PropertySourcesPlaceholdersResolver(environment)).bind(own,
                    Bindable.of(type), new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
            return List.of();
        } catch (BindException e) {
            if (e.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
                return unbound.getUnboundProperties().stream().map(property -> property.getName().toString()).toList();
            }
            // A value of the wrong kind has been told of when the settings were bound.
            return List.of();
        }
    }

    private boolean isOthers(ConfigurationPropertyName own, ConfigurationPropertyName name) {
        return OTHERS.stream().filter(other -> !other.equals(own))
                .anyMatch(other -> other.equals(name) || other.isAncestorOf(name));
    }

    /** Null for settings that are not bound to properties. */
    private static @Nullable String prefix(Class<?> type) {
        ConfigurationProperties bound = AnnotationUtils.findAnnotation(type, ConfigurationProperties.class);
        return bound == null ? null : bound.value();
    }
}
