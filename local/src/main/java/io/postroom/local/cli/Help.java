package io.postroom.local.cli;

/** What {@code ./postroom help} says. The launcher prints the same text where it can do without Java. */
final class Help {
    static final String TEXT = """
        ./postroom up                  start everything, publish the examples' events, stay until Ctrl-C
        ./postroom up --once           the same, but end after the table; exit code 0 if all was delivered
            --keep                     keep what the last run left, instead of starting empty
            --no-examples              publish nothing
            --rules DIR                other rule sets than examples/
            --data DIR                 another data folder than .postroom/
            --broker-port N            and --registry-port, --smsc-port, --mail-port, --bounces-port,
                                       --print-port, --inbox-port, --staff-port; a port that is taken is
                                       replaced
        ./postroom publish FILE...     publish events to the running system: case events, or another record
                                       of ours in Avro's JSON encoding
            --schema NAME              say which record it is, instead of finding out
            --topic NAME               publish to this topic; without --schema, as plain JSON
            --header NAME=VALUE        a header of a plain JSON record, such as ce_type=...
            --data DIR                 the data folder of the running system
        ./postroom rules check DIR     read a folder's rules and templates and name every mistake
            --status-services A,B      name also services with 'statusTopic: true' that are not among these
            --registry URL             name also what mappings read and no schema there has; --command-config
        ./postroom rules test DIR      the same, and run the tests that stand beside the rules
        ./postroom rules explain DIR EVENT.json
                                       say what every rule makes of an event, and why; nothing is sent
            --topic NAME               as if it came on this topic, instead of on every service's own
            --at MOMENT                as if it were then, such as 2026-11-20T09:30:00Z
        ./postroom rules dry-run DIR   what rules would send because of real events, next to what was sent
            --from MOMENT --to MOMENT  which; or offsets; also --topic NAME, --partition N; --help says more
        ./postroom rules replay DIR    which messages of real events are missing, the same options
            --send --why TEXT          send them, with the same ids
        ./postroom rules schema        the JSON Schema of rule files, for editors
        ./postroom bench content       what a message costs before it is sent, measured here
        ./postroom bench engine        the delivery engine next to its peers, measured here
        ./postroom bench ingest        events to requests, next to a loop that only copies them
            --quick                    a first look in a fraction of the time
        ./postroom brake stop --service NAME
                                       hold back what a service sends, waiting or new, until the same is
                                       released with: ./postroom brake release --service NAME
        ./postroom brake cancel --service NAME
                                       take back what was decided and has not been handed over
            --rule ID                  only of this rule; also --template ID, --batch ID
        ./postroom dead-letters list   what could not be processed and waits for somebody, and why; also
                                       show, redrive (send again) and discard; --help says more
        ./postroom topics plan         what a cluster lacks of Postroom's topics, and what is wrong with them
        ./postroom topics apply        the same, and create what is missing; what is there is not changed
        ./postroom schemas plan        the same of a registry's schemas; also schemas apply
            --bootstrap-servers LIST   the brokers, or --registry URL; else those of the running system
            --command-config FILE      client properties; or a folder with a file for each
            --prefix P                 before every topic's name; also --partitions N, --replicas N
            --rules DIR                rule sets: their sources' dead letters, their status topics
            --source NAME              a source; one with case events unless the rules say otherwise
            --status-service NAME      a service with a status topic of its own
        ./postroom ready URL...        whether each instance of services elsewhere is ready and shows its meters
        ./postroom images              build the container images, into images/target/images
            --prefix REGISTRY/PATH     and --tag TAG: their names; --push: to their registry; --load: into
                                       this machine's Docker; --base IMAGE: what they stand on
        ./postroom help                this
        """.stripTrailing();

    private Help() {}
}
