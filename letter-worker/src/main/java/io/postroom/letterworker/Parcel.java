package io.postroom.letterworker;

/**
 * What is handed over for one letter.
 *
 * @param id       the notification id, which both files are named by
 * @param pdf      the letter
 * @param manifest what the print house needs to know of it
 */
@SuppressWarnings("ArrayRecordComponent") // Files; nobody compares two parcels as values.
record Parcel(String id, byte[] pdf, byte[] manifest) {
    @Override
    public String toString() {
        return "Parcel[" + id + "]";
    }
}
