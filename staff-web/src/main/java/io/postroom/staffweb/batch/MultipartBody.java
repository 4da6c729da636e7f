package io.postroom.staffweb.batch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads a form with one file from memory, with the parser of the container. Not by its parts of a request: these are read to their
 * end before anybody may say that it takes too long, and a bigger one would go to a disk. A body that ends too early gives the fields
 * that came before its end, among them the token that says that our page sent it.
 */
final class MultipartBody {
    private static final int LONGEST_FIELD = 10_000;
    private static final int LONGEST_NAME = 200;
    private static final int MOST_PARTS = 20;

    private MultipartBody() {}

    /** A request of which the body is in memory. */
    private record InMemory(byte[] body, int length, String contentType) implements UploadContext {
        @Override
        public String getCharacterEncoding() {
            return StandardCharsets.UTF_8.name();
        }

        @Override
        public String getContentType() {
            return contentType;
        }

        @Override
        public long contentLength() {
            return length;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(body, 0, length);
        }

        @Override
        public String toString() {
            return "InMemory[•••]";
        }
    }

    /** What the first bytes of a body say; {@code fault} is passed on, or found when the body has no end. */
    static Upload read(byte[] body, int length, String contentType, Upload.@Nullable Fault fault) {
        Map<String, String> fields = new HashMap<>();
        Upload.File file = null;
        Upload.Fault found = fault;
        try {
            FileItemIterator parts = new FileUpload().getItemIterator(new InMemory(body, length, contentType));
            for (int number = 1; parts.hasNext(); number++) {
                if (number > MOST_PARTS) {
                    throw new IOException("There are too many parts.");
                }
                FileItemStream part = parts.next();
                byte[] content = part.openStream().readAllBytes();
                String name = part.getName();
                if (part.isFormField() || name == null) {
                    if (content.length <= LONGEST_FIELD && part.getFieldName() != null) {
                        fields.put(part.getFieldName(), new String(content, StandardCharsets.UTF_8));
                    }
                } else if (content.length > 0 || !name.isEmpty()) {
                    file = new Upload.File(shortened(name), content);
                }
            }
        } catch (IOException | RuntimeException e) {
            // The parser reports damaged bytes with whatever it stumbles over.
            found = found == null ? Upload.Fault.BROKEN : found;
        }
        return new Upload(fields, found == null ? file : null, found);
    }

    /** Some browsers sent the whole path once, and write quotes as RFC 7578 has them. */
    private static String shortened(String written) {
        String name = written.replace("%22", "\"").replaceAll(".*[/\\\\]", "").replaceAll("\\p{Cntrl}", " ");
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }
}
