package io.postroom.worker;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/**
 * Marks the application class of a worker: a Spring Boot application without component scan, with a worker's defaults
 * (probes, Prometheus, no JMX). Several may run in one JVM.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@SpringBootConfiguration
@EnableAutoConfiguration
public @interface WorkerApplication {
    /**
     * Loggers of libraries that print message traffic or addresses. They stay at {@code ERROR}, whatever level is
     * configured.
     */
    String[] quietLoggers() default {};
}
