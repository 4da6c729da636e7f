package io.postroom.local;

import io.postroom.local.ServiceProperties.Surroundings;
import io.postroom.local.outside.OutsideOptions;
import java.util.Map;

/** How each worker reaches its stand-in. */
final class ChannelProperties {
    private ChannelProperties() {}

    static Map<String, String> sms(Surroundings around) {
        return Map.of("postroom.sms.providers[0].name", "smsc", "postroom.sms.providers[0].host", "127.0.0.1",
                "postroom.sms.providers[0].port", Integer.toString(around.smscPort()),
                "postroom.sms.providers[0].system-id", OutsideOptions.USER, "postroom.sms.providers[0].password",
                OutsideOptions.PASSWORD);
    }

    static Map<String, String> email(Surroundings around) {
        return Map.of("postroom.email.bounces.host", "127.0.0.1", "postroom.email.bounces.port",
                Integer.toString(around.bouncePort()));
    }

    static Map<String, String> letter(Surroundings around) {
        return Map.of("postroom.letter.host", "127.0.0.1", "postroom.letter.port",
                Integer.toString(around.printPort()));
    }
}
