package io.postroom.images;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks pages of this machine. */
final class Http {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Http() {}

    /** A client that keeps cookies and goes where it is sent. */
    static HttpClient client() {
        return HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NORMAL)
                .cookieHandler(new CookieManager()).build();
    }

    static boolean isOk(URI address) {
        try (HttpClient client = client()) {
            return get(client, address).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    static HttpResponse<String> get(HttpClient client, URI address) throws IOException {
        try {
            return client.send(HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImagesException("Interrupted.", e);
        }
    }
}
