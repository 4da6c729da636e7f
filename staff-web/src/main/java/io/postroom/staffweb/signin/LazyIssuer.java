package io.postroom.staffweb.signin;

import io.postroom.staffweb.config.StaffSettings;
import java.util.function.Supplier;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;

/** The issuer, asked for its metadata when somebody first signs in: that it is away for a moment stops no start. */
public final class LazyIssuer {
    /** What these pages call it in their own addresses. */
    public static final String REGISTRATION = "postroom";

    private LazyIssuer() {}

    /** The one registration. */
    public static ClientRegistrationRepository repository(StaffSettings.SignIn settings) {
        Supplier<InMemoryClientRegistrationRepository> registrations = () -> {
            ClientRegistration.Builder builder = ClientRegistrations.fromIssuerLocation(settings.issuer().toString())
                    .registrationId(REGISTRATION).clientId(settings.clientId()).clientSecret(settings.clientSecret())
                    .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}").scope("openid");
            builder.scope(java.util.stream.Stream.concat(java.util.stream.Stream.of("openid"),
                    settings.scopes().stream()).distinct().toArray(String[]::new));
            return new InMemoryClientRegistrationRepository(builder.build());
        };
        return new SupplierClientRegistrationRepository(registrations);
    }
}
