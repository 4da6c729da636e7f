package io.postroom.staffweb.batch;

/** Where a spreadsheet stands. */
public enum BatchState {
    /** It is read and checked. */
    UPLOADED,
    /** The file itself, or its columns, must be mended. */
    NOT_USABLE,
    /** It is checked and waits for a decision of who uploaded it. */
    CHECKED,
    /** It waits for a second person. */
    TO_APPROVE,
    /** It is sent, or waits for its time. */
    SENDING,
    /** All of it is handed over. */
    SENT,
    /** It was stopped after it had begun. */
    STOPPED,
    /** It was put away before anything was sent. */
    WITHDRAWN
}
