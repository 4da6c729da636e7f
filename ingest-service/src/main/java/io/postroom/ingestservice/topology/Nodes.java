package io.postroom.ingestservice.topology;

/**
 * The names of the topology's nodes and stores. Part of what an upgrade must not change: internal topics are named after
 * them.
 */
public final class Nodes {
    /** Reads the sources. */
    public static final String SOURCES = "sources";
    /** Decodes and binds to services. */
    public static final String DOOR = "door";
    /** The one repartition of events, by case key. */
    public static final String BY_CASE = "by-case";
    /** Remembers and decides. */
    public static final String DECIDE = "decide";
    /** What was decided in the last days. */
    public static final String MEMORY = "memory";
    /** Sink of dead letters of the sources. */
    public static final String DEAD_LETTERS = "dead-letters";
    /** Sink of requests. */
    public static final String REQUESTS = "requests";
    /** Sink of decisions. */
    public static final String DECISIONS = "decisions";
    /** Sink of the statuses that decisions make. */
    public static final String DECIDED_STATUSES = "decided-statuses";

    /** What was made for each case and may be taken back. */
    public static final String CASE_MESSAGES = "case-messages";
    /** Which events take messages of their case back. */
    public static final String CASE_WITHDRAWALS = "case-withdrawals";
    /** Events that wait for others of their case. */
    public static final String COLLECTING = "collecting";
    /** Where each message to come stands among them. */
    public static final String COLLECTING_PLACES = "collecting-places";
    /** Where they are found by case, rule and person. */
    public static final String COLLECTING_CASES = "collecting-cases";
    /** Sink of the commands that take messages back. */
    public static final String WITHDRAWALS = "withdrawals";

    /** Sink of what was decided and waits. */
    public static final String HELD = "held-requests";
    /** Reads what waits. */
    public static final String HELD_SOURCE = "held-source";
    /** Decodes what waits. */
    public static final String READ_HELD = "read-held";
    /** Reads what is withdrawn. */
    public static final String CONTROL_SOURCE = "control-source";
    /** Decodes what is withdrawn. */
    public static final String READ_CONTROL = "read-control";
    /** Sink of dead letters of the control topic. */
    public static final String UNREADABLE_CONTROL = "unreadable-control";
    /** Where each notification stands among those that wait. */
    public static final String PLACES = "places";
    /** What was withdrawn before it was heard of. */
    public static final String WITHDRAWN = "withdrawn";
    /** Sorts out commands that concern more than single notifications. */
    public static final String WIDE_COMMANDS = "wide-commands";
    /** The repartition that tells all of those who keep what waits of such commands. */
    public static final String BRAKES = "brakes";
    /** The repartition that tells all of those who decide of them. */
    public static final String BRAKES_FOR_DECIDING = "brakes-for-deciding";
    /** Such commands that still count, where what waits is kept. */
    public static final String ORDERS = "orders";
    /** Such commands that still count, where events are decided. */
    public static final String DECIDING_ORDERS = "deciding-orders";
    /** What was due under a brake, in the order in which it was due. */
    public static final String STOPPED = "stopped";
    /** Takes over messages of rules that may make only so many an hour. */
    public static final String TO_COUNT = "to-count";
    /** The repartition of such messages, by rule. */
    public static final String BY_RULE = "by-rule";
    /** Sorts out what a person lets go of a rule. */
    public static final String RULES_RELEASED = "rules-released";
    /** The repartition of that, by rule. */
    public static final String RELEASES_BY_RULE = "releases-by-rule";
    /** Counts the messages of such rules. */
    public static final String COUNT = "count";
    /** How many each of them made. */
    public static final String COUNTS = "counts";
    /** Sink of messages that were counted. */
    public static final String COUNTED = "counted";
    /** Sink of the statuses of those that are too many. */
    public static final String COUNT_STATUSES = "count-statuses";
    /** Sink of the decisions on those that are too many. */
    public static final String COUNT_DECISIONS = "count-decisions";
    /** Takes over what was let go after the counting has begun anew. */
    public static final String LET_GO = "let-go";
    /** The repartition that tells all of those who keep what waits of it. */
    public static final String RELEASES = "releases";

    /** Takes over what is due and depends on what its person had before. */
    public static final String TO_LIMIT = "to-limit";
    /** The repartition of such messages, by recipient key. */
    public static final String BY_RECIPIENT = "by-recipient";
    /** Looks at what a person had before. */
    public static final String LIMIT = "limit";
    /** What each person had, of rules that ask. */
    public static final String HAD = "had";
    /** Sink of requests that are not too many for their person. */
    public static final String LIMITED_REQUESTS = "limited-requests";
    /** Sink of the statuses of those that are. */
    public static final String LIMIT_STATUSES = "limit-statuses";
    /** Sink of the decisions on those that are. */
    public static final String LIMIT_DECISIONS = "limit-decisions";
    /** Sink of dead letters of the held topic. */
    public static final String UNREADABLE_HELD = "unreadable-held";
    /** Keeps requests until they are due. */
    public static final String HOLD = "hold";
    /** What waits, in the order in which it is due. */
    public static final String WAITING = "waiting";
    /** Sink of requests that have become due. */
    public static final String DUE_REQUESTS = "due-requests";
    /** Sink of the statuses of what waited too long. */
    public static final String HELD_STATUSES = "held-statuses";

    /** Reads which addresses are not written to. */
    public static final String SUPPRESSIONS_SOURCE = "suppressions-source";
    /** Which addresses are not written to: the same in every instance. */
    public static final String SUPPRESSIONS = "suppressions";
    /** Sink of addresses that failures show to be no use. */
    public static final String SUPPRESSED = "suppressed-addresses";

    /** What stands in for each notification that does not arrive. */
    public static final String CHAINS = "chains";
    /** Until when receipts are waited for. */
    public static final String RECEIPTS_DUE = "receipts-due";
    /** Where each notification stands among those whose receipts are waited for. */
    public static final String RECEIPT_PLACES = "receipt-places";
    /** Takes over what waited for its turn. */
    public static final String IN_TURN = "in-turn";

    /** Reads the receipt topics. */
    public static final String RECEIPTS = "receipts";
    /** Joins acceptances and reports by reference. */
    public static final String MATCH = "match";
    /** What is known of each reference. */
    public static final String REFERENCES = "references";
    /** The repartition of joined receipts, by case key. */
    public static final String RECEIPTS_BY_CASE = "receipts-by-case";
    /** Sink of dead letters of the receipt topics. */
    public static final String UNREADABLE_RECEIPTS = "unreadable-receipts";

    /** Reads the status topic. */
    public static final String STATUSES = "statuses";
    /** Decodes statuses. */
    public static final String READ_STATUS = "read-status";
    /** Sink of dead letters of the status topic. */
    public static final String UNREADABLE_STATUSES = "unreadable-statuses";
    /** Brings each notification forward. */
    public static final String PROGRESS = "progress";
    /** Where each notification is. */
    public static final String NOTIFICATIONS = "notifications";
    /** Sink of the statuses that receipts make. */
    public static final String RECEIPT_STATUSES = "receipt-statuses";
    /** Sink of statuses for the services' own systems. */
    public static final String SERVICE_STATUSES = "service-statuses";

    private Nodes() {}
}
