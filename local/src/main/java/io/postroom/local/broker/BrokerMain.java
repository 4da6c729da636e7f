package io.postroom.local.broker;

import kafka.Kafka;
import kafka.tools.StorageTool;

/** Formats the broker's folder if it is new, and runs the broker: the one process of a KRaft cluster. */
public final class BrokerMain {
    private BrokerMain() {}

    /** The properties file and the cluster id. */
    public static void main(String[] arguments) {
        String properties = arguments[0];
        int status = StorageTool.execute(
                new String[]{"format", "--cluster-id", arguments[1], "--config", properties, "--ignore-formatted"},
                System.out);
        if (status != 0) {
            Runtime.getRuntime().halt(status);
        }
        Kafka.main(new String[]{properties});
    }
}
