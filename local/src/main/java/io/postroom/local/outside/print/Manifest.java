package io.postroom.local.outside.print;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** What the print house reads of a manifest. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Manifest(int version, String id, String file, int pages, String postage, long bytes, String sha256) {}
