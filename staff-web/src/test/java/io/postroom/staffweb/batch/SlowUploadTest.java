package io.postroom.staffweb.batch;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads that come slowly or not at all, on real sockets, through the container that the pages have. */
class SlowUploadTest {
    private static final String START = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";
    private static final int PATIENCE_MILLIS = 500;
    private static final long EVERY_NANOS = 10_000_000;

    @TempDir
    Path folder;

    private final Tomcat tomcat = new Tomcat();
    private int port;

    @BeforeEach
    void start() throws Exception {
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.setSilent(true);
        tomcat.getConnector().setProperty("connectionTimeout", "" + PATIENCE_MILLIS);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", folder.toString());
        FilterDef gate = new FilterDef();
        gate.setFilterName("gate");
        gate.setFilter(new UploadGate(() -> true, System::nanoTime, Duration.ofMillis(PATIENCE_MILLIS)));
        context.addFilterDef(gate);
        FilterMap everything = new FilterMap();
        everything.setFilterName("gate");
        everything.addURLPattern("/*");
        context.addFilterMap(everything);
        Tomcat.addServlet(context, "answer", new Answer());
        context.addServletMappingDecoded("/", "answer");
        tomcat.start();
        port = tomcat.getConnector().getLocalPort();
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }

    /** Says what has become of an upload. */
    private static final class Answer extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Upload upload = (Upload) request.getAttribute(Upload.ATTRIBUTE);
            response.getWriter().print("fault " + upload.fault() + "!");
        }
    }

    @Test
    void one_that_trickles_is_ended_and_told_so() throws Exception {
        // Given
        AtomicBoolean answered = new AtomicBoolean();
        try (Socket socket = begin()) {
            Thread trickle = Thread.ofVirtual().start(() -> trickle(socket, answered));

            // When
            String answer = answer(socket);
            answered.set(true);
            trickle.join();

            // Then
            assertThat(answer).endsWith("fault TOO_SLOW!");
        }
    }

    @Test
    void one_that_stands_still_is_ended_by_the_container() throws Exception {
        // Given
        try (Socket socket = begin()) {
            // When
            String answer = answer(socket);

            // Then
            assertThat(answer).startsWith("HTTP/1.1 408").contains("Connection: close");
        }
    }

    private Socket begin() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n"
                + "Content-Type: multipart/form-data; boundary=b\r\n\r\n" + START).getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /** A byte at a time, without an end; each comes long before the container loses its patience. */
    private static void trickle(Socket socket, AtomicBoolean answered) {
        try {
            OutputStream out = socket.getOutputStream();
            while (!answered.get()) {
                out.write('x');
                out.flush();
                LockSupport.parkNanos(EVERY_NANOS);
            }
        } catch (SocketException e) {
            // It was ended.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is answered, up to the end of its sentence: the connection goes on. */
    private static String answer(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        for (int read = socket.getInputStream().read(); read >= 0; read = socket.getInputStream().read()) {
            answer.append((char) read);
            if (read == '!') {
                break;
            }
        }
        return answer.toString();
    }
}
