package io.postroom.local.staff;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
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
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OpenID Connect provider for trying out: whoever comes chooses which of four people to be. Loopback only, and it sends
 * people back to loopback only.
 *
 * <p>Each request has a virtual thread.
 */
final class Issuer implements AutoCloseable {
    private static final Duration VALID = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpServer server;
    private final RSAKey key;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private volatile @Nullable URI signOuts;

    /** What a code stands for. */
    private record Grant(ReadyUser user, String client, String nonce) {}

    private record Reply(int status, String type, String body, @Nullable String location) {
        static Reply html(int status, String body) {
            return new Reply(status, "text/html; charset=utf-8", "<!DOCTYPE html><html lang=\"en\"><meta "
                    + "charset=\"utf-8\"><title>Sign in – Postroom's own issuer</title>" + body, null);
        }

        static Reply to(String location) {
            return new Reply(302, "text/plain", "", location);
        }
    }

    private Issuer(HttpServer server, RSAKey key) {
        this.server = server;
        this.key = key;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    static Issuer start(int port) {
        try {
            return new Issuer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0),
                    new RSAKeyGenerator(2048).keyID("local").generate());
        } catch (IOException e) {
            throw new UncheckedIOException("The issuer cannot listen on port " + port + ".", e);
        } catch (JOSEException e) {
            throw new IllegalStateException("The platform cannot make an RSA key.", e);
        }
    }

    /** Where the pages are told that somebody signed out. */
    void tellSignOuts(URI where) {
        signOuts = where;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = answer(exchange);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", reply.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            if (reply.location() != null) {
                exchange.getResponseHeaders().set("Location", reply.location());
            }
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Reply answer(HttpExchange exchange) throws IOException {
        Map<String, String> query = fields(exchange.getRequestURI().getRawQuery());
        return switch (exchange.getRequestURI().getPath()) {
            case "/.well-known/openid-configuration" -> json(metadata());
            case "/keys" -> json(new JWKSet(key).toJSONObject());
            case "/authorize" -> authorize(query);
            case "/token" -> token(fields(new String(exchange.getRequestBody().readAllBytes(),
                    StandardCharsets.UTF_8)));
            case "/end" -> end(query);
            default -> Reply.html(404, "<p>There is nothing here.");
        };
    }

    private Map<String, Object> metadata() {
        String issuer = address().toString();
        return Map.of("issuer", issuer, "authorization_endpoint", issuer + "/authorize", "token_endpoint",
                issuer + "/token", "jwks_uri", issuer + "/keys", "end_session_endpoint", issuer + "/end",
                "response_types_supported", List.of("code"), "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of("RS256"), "scopes_supported",
                List.of("openid", "profile"));
    }

    /** The page that asks who one wants to be, or, once that is chosen, the way back. */
    private Reply authorize(Map<String, String> query) {
        if (!isLoopback(query.get("redirect_uri"))) {
            return Reply.html(400, "<p>This issuer sends people back to this machine only.");
        }
        ReadyUser user = ReadyUser.of(query.get("as"));
        if (user == null) {
            return Reply.html(200, page(query));
        }
        String code = UUID.randomUUID().toString();
        grants.put(code, new Grant(user, query.getOrDefault("client_id", ""), query.getOrDefault("nonce", "")));
        String back = query.getOrDefault("redirect_uri", "");
        return Reply.to(back + (back.contains("?") ? "&" : "?") + "code=" + code + "&state="
                + encode(query.getOrDefault("state", "")));
    }

    private static String page(Map<String, String> query) {
        String people = Stream.of(ReadyUser.values()).map(user -> {
            Map<String, String> chosen = new LinkedHashMap<>(query);
            chosen.put("as", user.subject());
            String link = chosen.entrySet().stream()
                    .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                    .collect(Collectors.joining("&amp;"));
            return "<li><a href=\"/authorize?" + link + "\">" + user.fullName() + "</a>";
        }).collect(Collectors.joining());
        return "<h1>Who do you want to be?</h1><p>This is for trying out: nobody is asked for a password.<ul>" + people
                + "</ul>";
    }

    private Reply token(Map<String, String> form) {
        Grant grant = grants.remove(form.getOrDefault("code", ""));
        if (grant == null) {
            return new Reply(400, "application/json", "{\"error\":\"invalid_grant\"}", null);
        }
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(address().toString())
                .subject(grant.user().subject()).audience(grant.client()).issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(VALID))).claim("nonce", grant.nonce())
                .claim("name", grant.user().fullName()).claim("postroom", grant.user().roles()).build();
        return json(Map.of("access_token", UUID.randomUUID().toString(), "token_type", "Bearer", "expires_in",
                VALID.toSeconds(), "id_token", sign(claims)));
    }

    /** Signs out, also where the same person is signed in in another browser. */
    private Reply end(Map<String, String> query) {
        String hint = query.get("id_token_hint");
        URI told = signOuts;
        if (hint != null && told != null) {
            tellSignOut(told, hint);
        }
        return isLoopback(query.get("post_logout_redirect_uri"))
                ? Reply.to(query.getOrDefault("post_logout_redirect_uri", ""))
                : Reply.html(200, "<p>Signed out.");
    }

    /** OpenID Connect Back-Channel Logout 1.0, for every session of the person. */
    private void tellSignOut(URI where, String hint) {
        try {
            SignedJWT token = SignedJWT.parse(hint);
            if (!token.verify(new RSASSAVerifier(key.toRSAPublicKey()))) {
                return;
            }
            JWTClaimsSet known = token.getJWTClaimsSet();
            Instant now = Instant.now();
            String said = sign(new JWTClaimsSet.Builder().issuer(address().toString()).subject(known.getSubject())
                    .audience(known.getAudience()).issueTime(Date.from(now))
                    .expirationTime(Date.from(now.plus(VALID))).jwtID(UUID.randomUUID().toString())
                    .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of())).build());
            try (HttpClient client = HttpClient.newHttpClient()) {
                client.send(HttpRequest.newBuilder(where).timeout(PATIENCE)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("logout_token=" + encode(said))).build(),
                        HttpResponse.BodyHandlers.discarding());
            }
        } catch (ParseException | JOSEException | IOException e) {
            // What is no token of ours signs nobody out; pages that have gone have no sessions.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String sign(JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("The issuer's own key cannot sign.", e);
        }
        return token.serialize();
    }

    private Reply json(Object value) {
        return new Reply(200, "application/json", json.writeValueAsString(value), null);
    }

    private static boolean isLoopback(@Nullable String address) {
        try {
            String host = address == null ? null : URI.create(address).getHost();
            return "127.0.0.1".equals(host) || "localhost".equals(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Map<String, String> fields(@Nullable String encoded) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : encoded == null || encoded.isEmpty() ? new String[0] : encoded.split("&")) {
            String[] parts = pair.split("=", 2);
            fields.put(decode(parts[0]), parts.length == 1 ? "" : decode(parts[1]));
        }
        return fields;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
