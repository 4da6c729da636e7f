package io.postroom.local.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class for as long as the parent process lives.
 *
 * <p>The parent holds the other end of standard input. When it ends, however it ends, SIGKILL included, the operating
 * system closes that pipe, and this process stops. Nothing else notices a killed parent on every platform.
 */
public final class WatchedMain {
    private static final int PARENT_GONE = 3;
    private static final long ORDERLY_STOP_MILLIS = 5_000;

    private WatchedMain() {}

    /** The class to run, and then its own arguments. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().name("parent-watch").start(WatchedMain::watch);
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null,
                    (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            Thread.currentThread().getThreadGroup().uncaughtException(Thread.currentThread(), e.getCause());
            Runtime.getRuntime().halt(1);
        }
    }

    private static void watch() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            // A broken pipe says the same as its end.
        }
        // Shutdown hooks get their chance, but none may keep an orphan alive.
        Thread.ofPlatform().daemon().start(() -> Runtime.getRuntime().exit(PARENT_GONE));
        try {
            Thread.sleep(ORDERLY_STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(PARENT_GONE);
    }
}
