package io.postroom.local;

import io.postroom.local.ServiceProperties.Surroundings;
import io.postroom.local.outside.OutsideOptions;
import java.util.Map;

/** How each worker reaches its stand-in. */
final class ChannelProperties {
    private static final String LOOPBACK = "127.0.0.1";

    private ChannelProperties() {}

    static Map<String, String> sms(Surroundings around) {
        String provider = "postroom.sms.providers[0].";
        return Map.of(provider + "name", "smsc", provider + "host", LOOPBACK, provider + "port",
                Integer.toString(around.smscPort()), provider + "system-id", OutsideOptions.USER,
                provider + "password", OutsideOptions.PASSWORD);
    }

    static Map<String, String> email(Surroundings around) {
        String provider = "postroom.email.providers[0].";
        return Map.of(provider + "name", "relay", provider + "host", LOOPBACK, provider + "port",
                Integer.toString(around.mailPort()), provider + "tls", "none", provider + "greylist-wait", "2s",
                "postroom.email.bounces.address", "bounces@bounce.example.gov.uk", "postroom.email.bounces.host",
                LOOPBACK, "postroom.email.bounces.port", Integer.toString(around.bouncePort()));
    }

    static Map<String, String> letter(Surroundings around) {
        return Map.of("postroom.letter.name", "print-house", "postroom.letter.host", LOOPBACK, "postroom.letter.port",
                Integer.toString(around.printPort()), "postroom.letter.user", OutsideOptions.USER,
                "postroom.letter.password", OutsideOptions.PASSWORD, "postroom.letter.host-key-fingerprint",
                around.printHostKey(), "postroom.letter.poll-interval", "200ms");
    }
}
