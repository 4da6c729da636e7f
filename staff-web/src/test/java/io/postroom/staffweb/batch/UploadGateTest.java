package io.postroom.staffweb.batch;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class UploadGateTest {
    private static final String START = "--b\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\nt\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicReference<ServletRequest> passed = new AtomicReference<>();

    /** A body of which one byte comes a second, and that has no end. */
    private MockHttpServletRequest trickling() {
        return new MockHttpServletRequest("POST", "/") {
            private int at;

            @Override
            public ServletInputStream getInputStream() {
                return new ServletInputStream() {
                    @Override
                    public int read() {
                        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
                        return at < START.length() ? START.charAt(at++) : 'x';
                    }

                    @Override
                    public int read(byte[] bytes, int from, int length) {
                        bytes[from] = (byte) read();
                        return 1;
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
        Upload upload = through(trickling(), true);

        // Then
        assertThat(upload.fault()).isEqualTo(Upload.Fault.TOO_SLOW);
        assertThat(upload.file()).isNull();
        assertThat(passed.get().getParameter("_csrf")).isEqualTo("t");
        assertThat(nanos.get()).isLessThan(Duration.ofMinutes(6).toNanos());
    }

    @Test
    void nothing_of_a_strangers_upload_is_read() throws Exception {
        // When
        Upload upload = through(trickling(), false);

        // Then
        assertThat(upload).isNull();
        assertThat(nanos.get()).isZero();
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
