package io.postroom.staffweb.batch;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class UploadGateTest {
    private static final String START = "--b\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\nt\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicReference<ServletRequest> passed = new AtomicReference<>();

    /** A body without an end, of which so many bytes come at a time, in so long. */
    private MockHttpServletRequest endless(int atATime, Duration every) {
        return new MockHttpServletRequest("POST", "/") {
            private long at;

            @Override
            public ServletInputStream getInputStream() {
                return new ServletInputStream() {
                    @Override
                    public int read() {
                        throw new UnsupportedOperationException("The gate reads pieces.");
                    }

                    @Override
                    public int read(byte[] bytes, int from, int length) {
                        nanos.addAndGet(every.toNanos());
                        int read = Math.min(length, atATime);
                        for (int i = 0; i < read; i++, at++) {
                            bytes[from + i] = (byte) (at < START.length() ? START.charAt((int) at) : 'x');
                        }
                        taken.addAndGet(read);
                        return read;
                    }

                    @Override
                    public boolean isFinished() {
                        return false;
                    }

                    @Override
                    public boolean isReady() {
                        return true;
                    }

                    @Override
                    public void setReadListener(ReadListener listener) {}
                };
            }
        };
    }

    private Upload through(MockHttpServletRequest request, boolean signedIn) throws Exception {
        request.setContentType("multipart/form-data; boundary=b");
        new UploadGate(() -> signedIn, nanos::get, Duration.ofMinutes(5)).doFilter(request,
                new MockHttpServletResponse(), (one, response) -> passed.set(one));
        return (Upload) passed.get().getAttribute(Upload.ATTRIBUTE);
    }

    @Test
    void an_upload_that_trickles_ends_and_is_told_so() throws Exception {
        // When
        Upload upload = through(endless(1, Duration.ofSeconds(1)), true);

        // Then
        assertThat(upload.fault()).isEqualTo(Upload.Fault.TOO_SLOW);
        assertThat(upload.file()).isNull();
        assertThat(passed.get().getParameter("_csrf")).isEqualTo("t");
        assertThat(nanos.get()).isLessThan(Duration.ofMinutes(6).toNanos());
    }

    @Test
    void nothing_of_a_strangers_upload_is_read() throws Exception {
        // When
        Upload upload = through(endless(1, Duration.ofSeconds(1)), false);

        // Then
        assertThat(upload).isNull();
        assertThat(nanos.get()).isZero();
    }

    @Test
    void of_what_is_too_big_two_hundred_megabytes_are_thrown_away_and_no_more() throws Exception {
        // When: a browser that sends for ever, as fast as it is read
        Upload upload = through(endless(Integer.MAX_VALUE, Duration.ZERO), true);

        // Then
        assertThat(upload.fault()).isEqualTo(Upload.Fault.TOO_BIG);
        assertThat(upload.file()).isNull();
        assertThat(passed.get().getParameter("_csrf")).isEqualTo("t");
        assertThat(taken.get()).isBetween(200_000_000L, 212_000_000L);
    }

    @Test
    void a_fifth_upload_at_once_is_told_to_come_back_and_a_later_one_is_taken() throws Exception {
        // Given
        UploadGate gate = new UploadGate(() -> true, nanos::get, Duration.ofMinutes(5));
        List<Upload> uploads = new ArrayList<>();

        // When: each is still being answered when the next one comes
        nested(gate, 5, uploads);
        nested(gate, 1, uploads);

        // Then
        assertThat(uploads).extracting(Upload::fault).containsExactly(null, null, null, null, Upload.Fault.BUSY, null);
        assertThat(uploads.get(4).file()).isNull();
    }

    private void nested(UploadGate gate, int more, List<Upload> uploads) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/");
        request.setContentType("multipart/form-data; boundary=b");
        request.setContent((START + "x".repeat(100_000) + "\r\n--b--\r\n").getBytes(StandardCharsets.UTF_8));
        gate.doFilter(request, new MockHttpServletResponse(), (one, response) -> {
            uploads.add((Upload) one.getAttribute(Upload.ATTRIBUTE));
            if (more > 1) {
                try {
                    nested(gate, more - 1, uploads);
                } catch (Exception e) {
                    throw new ServletException(e);
                }
            }
        });
    }

    @Test
    void a_whole_file_passes() throws Exception {
        // Given
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/");
        request.setContent((START + "hello\r\n--b--\r\n").getBytes(StandardCharsets.UTF_8));

        // When
        Upload upload = through(request, true);

        // Then
        assertThat(upload.fault()).isNull();
        assertThat(new String(upload.file().bytes(), StandardCharsets.UTF_8)).isEqualTo("hello");
    }
}
