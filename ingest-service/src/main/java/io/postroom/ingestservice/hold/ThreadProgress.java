package io.postroom.ingestservice.hold;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.StreamsMetrics;
import org.jspecify.annotations.Nullable;

/**
 * Whether a stream thread has processed records, by Kafka Streams' own count: tasks of one thread know nothing of each other.
 *
 * @param count the thread's; null where nobody counts, as without a thread
 */
record ThreadProgress(@Nullable Metric count) {
    private static final String GROUP = "stream-thread-metrics";
    private static final String NAME = "process-total";
    private static final String THREAD = "thread-id";

    /** That of the thread that asks. */
    static ThreadProgress ofThisThread(StreamsMetrics metrics) {
        String thread = Thread.currentThread().getName();
        for (Map.Entry<MetricName, ? extends Metric> entry : metrics.metrics().entrySet()) {
            MetricName name = entry.getKey();
            if (name.group().equals(GROUP) && name.name().equals(NAME) && thread.equals(name.tags().get(THREAD))) {
                return new ThreadProgress(entry.getValue());
            }
        }
        return new ThreadProgress(null);
    }

    /** Larger whenever the thread has processed something since. */
    long processed() {
        return count != null && count.metricValue() instanceof Double value ? value.longValue() : 0;
    }
}
