package io.postroom.ingestservice.topology;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/**
 * Lets every store take part in the one {@link StoreMemory} of its instance: there is a store of each kind for every partition, and
 * Kafka Streams' defaults would take some 100 MB for each of them. Kafka Streams makes one instance of this a store.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
    private static final int WRITE_BUFFERS = 2;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        if (!(configs.get(StoreMemory.PROPERTY) instanceof StoreMemory memory)
                || !(options.tableFormatConfig() instanceof BlockBasedTableConfig table)) {
            throw new IllegalStateException("The store " + storeName + " has no part in the memory of its instance.");
        }
        options.setMaxWriteBufferNumber(WRITE_BUFFERS);
        memory.share(options, table);
    }

    @Override
    public void close(String storeName, Options options) {
        // What the stores share is closed after all of them.
    }
}
