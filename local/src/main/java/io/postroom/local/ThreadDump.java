package io.postroom.local;

import java.io.IOException;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;

/** What every platform thread of this JVM is doing, for the one who has to find out why a service does not get ready. */
final class ThreadDump {
    private ThreadDump() {}

    /** Writes it to a file and answers the file, or what prevented it. */
    static String write(Path file) {
        StringBuilder text = new StringBuilder();
        for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
            append(text, thread);
        }
        try {
            Files.writeString(file, text);
            return file.toString();
        } catch (IOException e) {
            return "no file, since " + file + " cannot be written (" + e.getClass().getSimpleName() + ")";
        }
    }

    /** As {@link ThreadInfo#toString} does, which leaves out everything below the eighth frame. */
    private static void append(StringBuilder text, ThreadInfo thread) {
        text.append('"').append(thread.getThreadName()).append("\" ").append(thread.getThreadState());
        LockInfo lock = thread.getLockInfo();
        if (lock != null) {
            text.append(" on ").append(lock);
            if (thread.getLockOwnerName() != null) {
                text.append(" held by \"").append(thread.getLockOwnerName()).append('"');
            }
        }
        text.append('\n');
        for (StackTraceElement frame : thread.getStackTrace()) {
            text.append("    at ").append(frame).append('\n');
        }
        text.append('\n');
    }
}
