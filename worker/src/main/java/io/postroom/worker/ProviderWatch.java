package io.postroom.worker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once when a provider closes, and once when it takes messages again. Safe for use by any thread. */
final class ProviderWatch {
    private static final Logger log = LoggerFactory.getLogger(ProviderWatch.class);

    private final Set<String> closed = ConcurrentHashMap.newKeySet();

    void saw(String provider, ProviderResult result) {
        switch (result) {
            case ProviderResult.Configuration(String detail) -> {
                if (closed.add(provider)) {
                    log.atError().addKeyValue("provider", provider).addKeyValue("reason", detail)
                            .log("The provider cannot be used. What is meant for it waits or goes to the next one.");
                }
            }
            case ProviderResult.Accepted ignored -> {
                // Nearly always empty: no write on the ordinary path.
                if (!closed.isEmpty() && closed.remove(provider)) {
                    log.atInfo().addKeyValue("provider", provider).log("The provider takes messages again.");
                }
            }
            // About one message; it says nothing of the provider.
            case ProviderResult.Transient _,ProviderResult.Throttled _,ProviderResult.PermanentRecipient _,ProviderResult.PermanentContent _,ProviderResult.Unknown _ ->
                {
                }
        }
    }
}
