package io.postroom.benchmarks.engine;

import java.util.concurrent.ThreadFactory;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.NamingManager;

/** Parallel Consumer takes its threads from JNDI or makes platform threads; this is the JNDI that offers virtual ones. */
final class ThreadFactories {
    static final String NAME = "java:virtual-threads";

    private ThreadFactories() {}

    static void offerVirtual() {
        ThreadFactory factory = Thread.ofVirtual().name("parallel-", 0).factory();
        try {
            NamingManager.setInitialContextFactoryBuilder(environment -> any -> context(factory));
        } catch (NamingException e) {
            throw new IllegalStateException("There is another JNDI already.", e);
        }
    }

    private static Context context(ThreadFactory factory) throws NamingException {
        return new InitialContext(true) {
            @Override
            public Object lookup(String name) throws NamingException {
                if (name.equals(NAME)) {
                    return factory;
                }
                // It also asks for an executor, and does without one.
                throw new NameNotFoundException(name);
            }
        };
    }
}
