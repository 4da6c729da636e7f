package io.postroom.staffweb;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** An OpenID Connect provider that signs in whom a test names, and can say that somebody has signed out elsewhere. */
public final class TestIssuer implements AutoCloseable {
    private final HttpServer server;
    private final RSAKey key = key();
    private final Map<String, JWTClaimsSet> granted = new ConcurrentHashMap<>();

    private TestIssuer(HttpServer server) {
        this.server = server;
        server.createContext("/", this::answer);
        server.start();
    }

    static TestIssuer start() {
        try {
            return new TestIssuer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A code that is good for a person's ID token. */
    String grant(String subject, String session, String nonce, String... roles) {
        String code = UUID.randomUUID().toString();
        granted.put(code, claims(subject, session).claim("nonce", nonce).claim("name", "Sam Staff")
                .claim("postroom", List.of(roles)).build());
        return code;
    }

    /** What says that somebody has signed out elsewhere; without a session, everywhere. */
    String logoutToken(String subject, String session) {
        return sign(logout(subject, session), key);
    }

    /** The same, of somebody who does not have the issuer's key. */
    String forgedLogoutToken(String subject, String session) {
        return sign(logout(subject, session), key());
    }

    private JWTClaimsSet logout(String subject, String session) {
        return claims(subject, session).jwtID(UUID.randomUUID().toString())
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of())).build();
    }

    private JWTClaimsSet.Builder claims(String subject, String session) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder().issuer(address()).subject(subject).audience("staff")
                .issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(300))).claim("sid", session);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = switch (exchange.getRequestURI().getPath()) {
                case "/.well-known/openid-configuration" -> """
                    {"issuer": "ISSUER", "authorization_endpoint": "ISSUER/authorize", "token_endpoint": "ISSUER/token",
                     "jwks_uri": "ISSUER/keys", "response_types_supported": ["code"],
                     "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"]}"""
                        .replace("ISSUER", address());
                case "/keys" -> new JWKSet(key).toString();
                case "/token" -> token(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                default -> "{}";
            };
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String token(String form) {
        String code = form.replaceAll("(^|.*&)code=([^&]*).*", "$2");
        return "{\"access_token\": \"a\", \"token_type\": \"Bearer\", \"expires_in\": 300, \"id_token\": \""
                + sign(granted.remove(code), key) + "\"}";
    }

    private static String sign(JWTClaimsSet claims, RSAKey with) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).keyID("test").build(), claims);
            token.sign(new RSASSASigner(with));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID("test").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
