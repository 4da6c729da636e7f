package io.postroom.staffweb.batch;

import io.postroom.content.sheet.SheetFile;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes uploads in, before anything else looks at the request: never to a disk, of signed-in people only, a few at a time, no
 * more bytes than any file that is read has, and no longer than a slow line needs. What is too big is read and thrown away for
 * a while, since browsers show an answer only after they have sent everything.
 *
 * <p>The form's fields become the request's parameters, so that the check against forged forms finds its token; the file is an
 * attribute.
 */
public final class UploadGate extends OncePerRequestFilter {
    /** For the other fields and what stands between them. */
    private static final int MARGIN = 64 * 1024;
    private static final int MOST = SheetFile.MAX_BYTES + MARGIN;
    private static final long MOST_THROWN_AWAY = 200_000_000L;
    private static final int AT_ONCE = 4;
    private static final int PIECE = 64 * 1024;

    private final BooleanSupplier signedIn;
    private final LongSupplier nanos;
    private final long patience;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /**
     * A gate.
     *
     * @param signedIn whether whoever makes the present request is signed in
     * @param nanos a clock
     * @param patience how long an upload may take
     */
    public UploadGate(BooleanSupplier signedIn, LongSupplier nanos, Duration patience) {
        this.signedIn = signedIn;
        this.nanos = nanos;
        this.patience = patience.toNanos();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        return !"POST".equals(request.getMethod()) || type == null
                || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!signedIn.getAsBoolean()) {
            chain.doFilter(request, response);
            return;
        }
        boolean placed = places.tryAcquire();
        try {
            chain.doFilter(new Form(request, read(request, placed)), response);
        } finally {
            if (placed) {
                places.release();
            }
        }
    }

    private Upload read(HttpServletRequest request, boolean placed) throws IOException {
        long deadline = nanos.getAsLong() + patience;
        int most = placed ? MOST : MARGIN;
        long told = request.getContentLengthLong();
        byte[] body = new byte[told >= 0 && told < most ? (int) told + 1 : Math.min(most, 1 << 20)];
        int length = 0;
        Upload.@Nullable Fault fault = null;
        ServletInputStream in = request.getInputStream();
        try {
            while (fault == null) {
                if (length == body.length && length < most) {
                    body = Arrays.copyOf(body, (int) Math.min(most, length * 2L));
                }
                int read = length == most ? 0 : in.read(body, length, Math.min(PIECE, body.length - length));
                if (read < 0) {
                    return MultipartBody.read(body, length, request.getContentType(), null);
                }
                length += read;
                if (length == most) {
                    fault = placed ? Upload.Fault.TOO_BIG : Upload.Fault.BUSY;
                } else if (nanos.getAsLong() > deadline) {
                    fault = Upload.Fault.TOO_SLOW;
                }
            }
            throwAway(in, deadline);
        } catch (IOException e) {
            // The connection broke, or stood still, to which the container answers 408 whatever is said here.
            fault = fault == null ? Upload.Fault.BROKEN : fault;
        }
        return MultipartBody.read(body, length, request.getContentType(), fault);
    }

    private void throwAway(ServletInputStream in, long deadline) throws IOException {
        byte[] piece = new byte[PIECE];
        long away = 0;
        for (int read = 0; read >= 0 && away < MOST_THROWN_AWAY && nanos.getAsLong() < deadline;) {
            read = in.read(piece);
            away += read;
        }
    }

    /** The request with the form's fields as parameters. */
    private static final class Form extends HttpServletRequestWrapper {
        private final Map<String, String[]> parameters = new HashMap<>();

        Form(HttpServletRequest request, Upload upload) {
            super(request);
            upload.fields().forEach((name, value) -> parameters.put(name, new String[]{value}));
            setAttribute(Upload.ATTRIBUTE, upload);
        }

        @Override
        public String getContentType() {
            // Nobody behind this is to look for parts.
            return "application/x-www-form-urlencoded";
        }

        @Override
        public @Nullable String getParameter(String name) {
            String[] values = parameters.get(name);
            return values == null ? null : values[0];
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Collections.unmodifiableMap(parameters);
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.enumeration(parameters.keySet());
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return parameters.get(name);
        }
    }
}
