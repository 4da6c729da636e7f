package io.postroom.local;

import io.postroom.schemas.Names;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a {@link LocalPlatform} consists of, and where. Immutable; the {@code with} methods answer changed copies.
 *
 * @param dataFolder everything that is written lies in here
 * @param keepData whether what an earlier run left there is kept; else it is thrown away at the start
 * @param rulesFolder the rule sets: a folder with one folder a service
 * @param services what runs inside this JVM from the start; the rest is started by hand, or not at all
 * @param ports wanted ports; where one is 0 or taken, a free one is used
 * @param sources source topics to create
 * @param topics names of topics
 * @param partitions of each topic
 * @param properties further Spring properties for every service
 * @param brokerProperties further properties of the broker; its {@code listeners} come beside its own
 */
public record PlatformOptions(Path dataFolder, boolean keepData, Path rulesFolder, Set<Service> services, Ports ports,
        List<String> sources, Names.Topics topics, int partitions, Map<String, String> properties,
        Map<String, String> brokerProperties) {
    /**
     * Wanted ports, all on loopback.
     *
     * @param broker Kafka
     * @param registry the schema registry's HTTP
     * @param smsc SMPP
     * @param mail SMTP, towards the relay
     * @param bounces SMTP, where the e-mail worker takes delivery reports
     * @param print SFTP
     * @param inbox the page
     */
    public record Ports(int broker, int registry, int smsc, int mail, int bounces, int print, int inbox) {
        /** Any free ports. */
        public static final Ports FREE = new Ports(0, 0, 0, 0, 0, 0, 0);
        /** What {@code ./postroom up} asks for. */
        public static final Ports DEFAULT = new Ports(19092, 18081, 12775, 12525, 12526, 12222, 18080);
    }

    public PlatformOptions {
        Objects.requireNonNull(dataFolder, "dataFolder");
        Objects.requireNonNull(rulesFolder, "rulesFolder");
        services = Set.copyOf(services);
        sources = List.copyOf(sources);
        properties = Map.copyOf(properties);
        brokerProperties = Map.copyOf(brokerProperties);
        if (partitions < 1) {
            throw new IllegalArgumentException("Topics need at least one partition, not " + partitions + ".");
        }
    }

    /** Every service in this JVM, free ports, data thrown away at the start. */
    public static PlatformOptions everything(Path dataFolder, Path rulesFolder) {
        return new PlatformOptions(dataFolder, false, rulesFolder, Set.of(Service.values()), Ports.FREE,
                List.of(Names.Topics.DEFAULT.caseEvents()), Names.Topics.DEFAULT, 3, Map.of(), Map.of());
    }

    /** Only what is around the services: broker, registry, outside world, topics. */
    public static PlatformOptions surroundings(Path dataFolder, Path rulesFolder) {
        return everything(dataFolder, rulesFolder).withServices(Set.of());
    }

    /** With what earlier runs left, or without. */
    public PlatformOptions withKeptData(boolean keep) {
        return new PlatformOptions(dataFolder, keep, rulesFolder, services, ports, sources, topics, partitions,
                properties, brokerProperties);
    }

    /** With these services inside this JVM. */
    public PlatformOptions withServices(Set<Service> inThisJvm) {
        return new PlatformOptions(dataFolder, keepData, rulesFolder, inThisJvm, ports, sources, topics, partitions,
                properties, brokerProperties);
    }

    /** With these ports. */
    public PlatformOptions withPorts(Ports wanted) {
        return new PlatformOptions(dataFolder, keepData, rulesFolder, services, wanted, sources, topics, partitions,
                properties, brokerProperties);
    }

    /** With these source topics. */
    public PlatformOptions withSources(List<String> names) {
        return new PlatformOptions(dataFolder, keepData, rulesFolder, services, ports, names, topics, partitions,
                properties, brokerProperties);
    }

    /** With these further Spring properties for every service. */
    public PlatformOptions withProperties(Map<String, String> further) {
        return new PlatformOptions(dataFolder, keepData, rulesFolder, services, ports, sources, topics, partitions,
                further, brokerProperties);
    }

    /** With these further properties of the broker. */
    public PlatformOptions withBrokerProperties(Map<String, String> further) {
        return new PlatformOptions(dataFolder, keepData, rulesFolder, services, ports, sources, topics, partitions,
                properties, further);
    }
}
