package io.postroom.staffweb.batch;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a form with one file (RFC 7578) from memory: servlet containers would write it to a disk. A body that ends too early
 * gives the fields that came before its end, among them the token that says that our page sent it.
 */
final class MultipartBody {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=(?:\"([^\"]{1,100})\"|([^\";\\s]{1,100}))",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("[;\\s]name=\"([^\"]{1,100})\"");
    private static final Pattern FILE_NAME = Pattern.compile("[;\\s]filename=\"([^\"]{0,500})\"");
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] HEADERS_END = {'\r', '\n', '\r', '\n'};
    private static final int LONGEST_HEADERS = 4_000;
    private static final int LONGEST_FIELD = 10_000;
    private static final int LONGEST_NAME = 200;
    private static final int MOST_PARTS = 20;

    private final byte[] body;
    private final int length;
    private final Map<String, String> fields = new HashMap<>();
    private Upload.@Nullable File file;

    private MultipartBody(byte[] body, int length) {
        this.body = body;
        this.length = length;
    }

    /** The boundary that a content type names, or null. */
    static @Nullable String boundary(String contentType) {
        Matcher matcher = BOUNDARY.matcher(contentType);
        return matcher.find() ? matcher.group(1) == null ? matcher.group(2) : matcher.group(1) : null;
    }

    /** What the first bytes of a body say; {@code fault} is passed on, or found when the body has no end. */
    static Upload read(byte[] body, int length, String boundary, Upload.@Nullable Fault fault) {
        MultipartBody form = new MultipartBody(body, length);
        boolean whole = form.parts(("--" + boundary).getBytes(StandardCharsets.ISO_8859_1));
        Upload.Fault found = fault == null && !whole ? Upload.Fault.BROKEN : fault;
        return new Upload(form.fields, found == null ? form.file : null, found);
    }

    /** Whether the body came to its end. */
    private boolean parts(byte[] delimiter) {
        byte[] next = new byte[delimiter.length + 2];
        System.arraycopy(LINE_END, 0, next, 0, 2);
        System.arraycopy(delimiter, 0, next, 2, delimiter.length);
        if (!startsWith(delimiter, 0)) {
            return false;
        }
        int at = delimiter.length;
        for (int parts = 0; parts < MOST_PARTS; parts++) {
            if (startsWith(new byte[]{'-', '-'}, at)) {
                return true;
            }
            int headersEnd = find(HEADERS_END, at, Math.min(length, at + LONGEST_HEADERS));
            int content = headersEnd + HEADERS_END.length;
            int end = headersEnd < 0 ? -1 : find(next, content, length);
            if (end < 0) {
                return false;
            }
            part(new String(body, at, headersEnd - at, StandardCharsets.UTF_8), content, end);
            at = end + next.length;
        }
        return false;
    }

    private void part(String headers, int from, int to) {
        String disposition = headers.lines().map(String::strip)
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-disposition:")).findFirst()
                .orElse("");
        Matcher name = NAME.matcher(disposition);
        Matcher fileName = FILE_NAME.matcher(disposition);
        if (!name.find()) {
            return;
        }
        if (fileName.find()) {
            if (to > from || !fileName.group(1).isEmpty()) {
                byte[] bytes = new byte[to - from];
                System.arraycopy(body, from, bytes, 0, bytes.length);
                file = new Upload.File(shortened(fileName.group(1)), bytes);
            }
        } else if (to - from <= LONGEST_FIELD) {
            fields.put(name.group(1), new String(body, from, to - from, StandardCharsets.UTF_8));
        }
    }

    /** Some browsers sent the whole path once, and write quotes as RFC 7578 has them. */
    private static String shortened(String written) {
        String name = written.replace("%22", "\"").replaceAll(".*[/\\\\]", "").replaceAll("\\p{Cntrl}", " ");
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }

    private boolean startsWith(byte[] wanted, int at) {
        return at + wanted.length <= length
                && java.util.Arrays.equals(body, at, at + wanted.length, wanted, 0, wanted.length);
    }

    private int find(byte[] wanted, int from, int to) {
        for (int at = from; at <= to - wanted.length; at++) {
            if (body[at] == wanted[0] && startsWith(wanted, at)) {
                return at;
            }
        }
        return -1;
    }
}
