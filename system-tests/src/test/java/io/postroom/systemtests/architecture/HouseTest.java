package io.postroom.systemtests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which room of the house may look into which, and what may not be brought into the pure ones. */
class HouseTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar")).importPackages("io.postroom");

    /** Each module's package, and the modules that it may use. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(Map.entry("schemas", Set.of()),
            Map.entry("content", Set.of()), Map.entry("telemetry", Set.of()),
            Map.entry("letterlayout", Set.of("content")),
            Map.entry("rules", Set.of("content", "schemas")), Map.entry("deliveryengine", Set.of()),
            Map.entry("worker", Set.of("deliveryengine", "content", "schemas", "telemetry")),
            Map.entry("smsworker", Set.of("worker", "deliveryengine", "content", "schemas")),
            Map.entry("emailworker", Set.of("worker", "deliveryengine", "content", "schemas")),
            Map.entry("letterworker", Set.of("worker", "deliveryengine", "content", "schemas", "letterlayout")),
            Map.entry("ingestservice", Set.of("rules", "content", "schemas", "telemetry")),
            Map.entry("staffweb", Set.of("rules", "content", "schemas", "letterlayout", "telemetry")),
            Map.entry("local",
                    Set.of("staffweb", "schemas", "content", "letterlayout", "rules", "deliveryengine", "worker",
                            "smsworker", "emailworker", "letterworker", "ingestservice")),
            Map.entry("images", Set.of("local", "schemas")),
            Map.entry("benchmarks",
                    Set.of("staffweb", "schemas", "content", "letterlayout", "rules", "deliveryengine", "worker",
                            "smsworker", "emailworker", "letterworker", "ingestservice", "local")));

    static Stream<String> modules() {
        return ARROWS.keySet().stream().sorted();
    }

    @Test
    void every_module_is_known_here_and_is_not_empty() {
        // When
        Set<String> found = CLASSES.stream().map(c -> c.getPackageName().split("\\."))
                .filter(parts -> parts.length > 2).map(parts -> parts[2])
                .collect(java.util.stream.Collectors.toSet());

        // Then
        assertThat(found).containsExactlyInAnyOrderElementsOf(ARROWS.keySet());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void a_module_uses_only_the_modules_that_its_arrows_point_to(String module) {
        // Given
        Set<String> allowed = ARROWS.get(module);
        String[] forbidden = modules().filter(other -> !other.equals(module) && !allowed.contains(other))
                .map(other -> "io.postroom." + other + "..").toArray(String[]::new);
        if (forbidden.length == 0) {
            return;
        }

        // When
        ArchRule rule = noClasses().that().resideInAPackage("io.postroom." + module + "..").should()
                .dependOnClassesThat().resideInAnyPackage(forbidden);

        // Then
        rule.check(CLASSES);
    }

    @Test
    void the_domain_and_the_engine_know_no_spring() {
        noClasses().that()
                .resideInAnyPackage("io.postroom.schemas..", "io.postroom.content..", "io.postroom.letterlayout..",
                        "io.postroom.rules..", "io.postroom.deliveryengine..", "io.postroom.telemetry..")
                .should().dependOnClassesThat().resideInAPackage("org.springframework..").check(CLASSES);
    }

    @Test
    void the_domain_knows_no_kafka() {
        noClasses().that()
                .resideInAnyPackage("io.postroom.schemas..", "io.postroom.content..", "io.postroom.letterlayout..",
                        "io.postroom.rules..")
                .should().dependOnClassesThat().resideInAnyPackage("org.apache.kafka..", "io.confluent..")
                .check(CLASSES);
    }

    @Test
    void content_opens_no_file_and_no_connection() {
        noClasses().that().resideInAPackage("io.postroom.content..").should().dependOnClassesThat(
                resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net.http..", "javax.net..")
                        .or(com.tngtech.archunit.core.domain.JavaClass.Predicates
                                .belongToAnyOf(java.io.File.class, java.io.FileInputStream.class,
                                        java.io.FileOutputStream.class, java.net.Socket.class, java.net.URL.class)))
                .check(CLASSES);
    }

    @Test
    void state_is_never_static_and_mutable() {
        fields().that().areStatic().and().areDeclaredInClassesThat(
                resideInAPackage("io.postroom..").and(not(resideInAPackage("io.postroom.schemas.v1.."))))
                .should().haveModifier(JavaModifier.FINAL).check(CLASSES);
    }

    @Test
    void nothing_that_decides_or_delivers_reads_the_system_clock_by_itself() {
        List<String> pure = List.of("io.postroom.content..", "io.postroom.rules..", "io.postroom.letterlayout..");
        noClasses().that().resideInAnyPackage(pure.toArray(String[]::new)).should()
                .callMethod(System.class, "currentTimeMillis").orShould().callMethod(java.time.Instant.class, "now")
                .orShould().callMethod(java.time.LocalDate.class, "now").orShould()
                .callMethod(java.time.LocalDateTime.class, "now").check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void the_packages_of_a_module_have_no_cycles(String module) {
        SlicesRuleDefinition.slices().matching("io.postroom." + module + ".(*)..").should().beFreeOfCycles()
                .allowEmptyShould(true).check(CLASSES);
    }
}
