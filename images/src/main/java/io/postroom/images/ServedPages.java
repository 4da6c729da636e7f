package io.postroom.images;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;

/** Opens pages of what runs, so that what serves them is part of the training. */
final class ServedPages {
    private ServedPages() {}

    /** Metrics of all, and the first pages behind the sign-in of staff. */
    static void look(List<TrainedProcess> running) {
        for (TrainedProcess process : running) {
            try (HttpClient client = Http.client()) {
                Http.get(client, process.address().resolve("/actuator/prometheus"));
                if (process.image() == Image.STAFF_WEB) {
                    signIn(client, process.address());
                }
            } catch (IOException e) {
                throw new ImagesException(process.image().imageName() + " does not answer in its training run.", e);
            }
        }
    }

    /** The issuer of the training run asks who one wants to be. */
    private static void signIn(HttpClient client, URI pages) throws IOException {
        HttpResponse<String> question = Http.get(client, pages);
        HttpResponse<String> answer = Http.get(client, URI.create(question.uri() + "&as=viewer"));
        if (answer.statusCode() != 200) {
            throw new ImagesException("Nobody can sign in in the training run: " + answer.statusCode());
        }
    }
}
