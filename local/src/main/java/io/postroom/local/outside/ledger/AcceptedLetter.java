package io.postroom.local.outside.ledger;

import java.time.Instant;
import java.util.List;

/**
 * A letter that the print house took; the PDF lies in the ledger's folder.
 *
 * @param id the id of its manifest
 * @param postage the class of post that was asked for
 * @param pages as counted in the PDF
 * @param address the lines that the envelope's window shows
 * @param file where the PDF lies, relative to the ledger's folder
 */
public record AcceptedLetter(long number, Instant acceptedAt, String id, String postage, int pages,
        List<String> address, String file) implements Accepted {
    public AcceptedLetter {
        address = List.copyOf(address);
    }

    @Override
    public List<String> references() {
        return List.of(id);
    }

    @Override
    public String recipient() {
        return String.join(", ", address);
    }
}
