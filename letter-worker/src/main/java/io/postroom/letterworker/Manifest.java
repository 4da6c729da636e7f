package io.postroom.letterworker;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** The manifest as the README describes it. A function of the request: nothing in it is taken from a clock. */
@JsonPropertyOrder({"version", "id", "file", "pages", "sheets", "duplex", "postage", "bytes", "sha256", "createdAt"})
record Manifest(int version, String id, String file, int pages, int sheets, boolean duplex, String postage, long bytes,
        String sha256, String createdAt) {
    static final int VERSION = 1;
}
