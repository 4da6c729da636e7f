package io.postroom.staffweb;

import io.postroom.staffweb.config.SettingsChecker;
import io.postroom.staffweb.config.StaffProperties;
import io.postroom.staffweb.config.StaffSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/** Brings the database's tables to this release and ends: what a deployment runs before the pages of the new release. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableConfigurationProperties(StaffProperties.class)
class MigrationApplication {
    /** The argument of the staff pages' process that asks for this instead of the pages. */
    static final String ARGUMENT = "migrate";

    private static final Logger LOG = LoggerFactory.getLogger(MigrationApplication.class);

    /** Returns when the tables are right. */
    static void run(String... arguments) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(MigrationApplication.class)
                .web(WebApplicationType.NONE).run(arguments)) {
            LOG.info("The tables are as this release needs them; {} changes were made.",
                    context.getBean(DatabaseMigration.class).run());
        }
    }

    @Bean
    DatabaseMigration databaseMigration(StaffProperties properties, ConfigurableEnvironment environment) {
        StaffSettings settings = SettingsChecker.check(properties, environment);
        return new DatabaseMigration(settings.database());
    }
}
