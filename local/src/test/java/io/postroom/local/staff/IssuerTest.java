package io.postroom.local.staff;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class IssuerTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private Issuer issuer;

    @BeforeEach
    void start() {
        issuer = Issuer.start(0);
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void whoever_is_chosen_comes_back_with_a_code_that_is_good_once() throws Exception {
        // Given
        String asked = "/authorize?client_id=staff-web&state=s%201&nonce=n&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fback";
        assertThat(get(asked).body()).contains("Vera Viewer", "Sam Sender", "Anwen Approver", "Ade Administrator");

        // When
        String location = get(asked + "&as=sender").headers().firstValue("Location").orElseThrow();
        String code = location.replaceAll(".*code=([^&]*).*", "$1");
        JsonNode first = JSON.readTree(token(code).body());
        HttpResponse<String> second = token(code);

        // Then
        assertThat(location).startsWith("http://127.0.0.1:1/back?code=").endsWith("&state=s+1");
        assertThat(second.statusCode()).isEqualTo(400);
        SignedJWT token = SignedJWT.parse(first.get("id_token").asString());
        JWKSet keys = JWKSet.parse(get("/keys").body());
        assertThat(token.verify(new RSASSAVerifier(keys.getKeyByKeyId("local").toRSAKey()))).isTrue();
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("sender");
        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("staff-web");
        assertThat(token.getJWTClaimsSet().getStringListClaim("postroom")).isEqualTo(List.of("*:sender"));
        assertThat(keys.toString()).doesNotContain("\"d\"");
        assertThat(get("/keys").body()).doesNotContain("\"d\"");
    }

    @Test
    void nobody_is_sent_to_another_machine() throws Exception {
        // When
        HttpResponse<String> in = get("/authorize?as=sender&redirect_uri=https%3A%2F%2Fevil.example%2F");
        HttpResponse<String> out = get("/end?post_logout_redirect_uri=https%3A%2F%2Fevil.example%2F");

        // Then
        assertThat(in.statusCode()).isEqualTo(400);
        assertThat(in.headers().firstValue("Location")).isEmpty();
        assertThat(out.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void its_metadata_name_itself() throws Exception {
        // When
        JsonNode metadata = JSON.readTree(get("/.well-known/openid-configuration").body());

        // Then
        assertThat(metadata.get("issuer").asString()).isEqualTo(issuer.address().toString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(issuer.address() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> token(String code) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(issuer.address() + "/token"))
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=authorization_code&code=" + code)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
