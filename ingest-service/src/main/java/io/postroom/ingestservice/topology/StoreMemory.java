package io.postroom.ingestservice.topology;

import java.util.stream.Stream;
import org.apache.kafka.streams.TopologyDescription;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * What RocksDB may take of the machine's memory, outside of the heap, for all stores of an instance together, however many partitions
 * it owns or copies. What was written and is not yet in files counts against the same budget as what is cached of the files.
 *
 * <p>Safe for use by any thread; closed after the stores.
 */
public final class StoreMemory implements AutoCloseable {
    /** Under which it is found among the properties of Kafka Streams, which makes a {@link BoundedRocksDb} by its name. */
    static final String PROPERTY = "postroom.store.memory";
    /** Of an instance. With a heap of 60 % it leaves the rest of the JVM a fifth of the chart's 768 MiB. */
    private static final long OF_INSTANCE = 128L * 1024 * 1024;
    private static final double FOR_INDEXES_AND_FILTERS = 0.1;

    static {
        RocksDB.loadLibrary();
    }

    private final LRUCache cache;
    private final WriteBufferManager unwritten;
    private final long writeBufferBytes;

    /**
     * A budget.
     *
     * @param bytes for all stores; half of it for what is not yet in files
     * @param stores at most so many share it
     */
    StoreMemory(long bytes, int stores) {
        this.cache = new LRUCache(bytes, -1, false, FOR_INDEXES_AND_FILTERS);
        this.unwritten = new WriteBufferManager(bytes / 2, cache);
        // With buffers that add up to more, those of idle stores would use the budget up, and the busy ones would write a file for
        // each record.
        this.writeBufferBytes = bytes / 2 / stores;
    }

    /**
     * The budget of an instance.
     *
     * @param partitions of each store; one instance may have to take all of them
     */
    public static StoreMemory ofInstance(TopologyDescription topology, int partitions) {
        long kinds = topology.subtopologies().stream().flatMap(part -> part.nodes().stream())
                .flatMap(node -> node instanceof TopologyDescription.Processor processor
                        ? processor.stores().stream()
                        : Stream.of())
                .distinct().count();
        return new StoreMemory(OF_INSTANCE,
                Math.toIntExact(kinds * partitions + topology.globalStores().size()));
    }

    /** Lets a store take part. */
    void share(Options options, BlockBasedTableConfig table) {
        options.setWriteBufferManager(unwritten).setWriteBufferSize(writeBufferBytes);
        table.setBlockCache(cache).setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true);
        options.setTableFormatConfig(table);
    }

    /** What is taken now, in bytes. */
    long taken() {
        return cache.getUsage();
    }

    @Override
    public void close() {
        unwritten.close();
        cache.close();
    }
}
