package io.postroom.worker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once when a provider closes, or refuses a sender, and once when it takes messages again. Safe for use by any thread. */
final class ProviderWatch {
    private static final Logger log = LoggerFactory.getLogger(ProviderWatch.class);

    private record Refused(String provider, @Nullable String sender) {}

    private final Set<Refused> senders = ConcurrentHashMap.newKeySet();
    private final Set<String> closed = ConcurrentHashMap.newKeySet();

    void saw(String provider, @Nullable String sender, ProviderResult result) {
        Refused refused = new Refused(provider, sender);
        switch (result) {
            case ProviderResult.Configuration(String detail) -> {
                if (closed.add(provider)) {
                    log.atError().addKeyValue("provider", provider).addKeyValue("reason", detail)
                            .log("The provider cannot be used. What is meant for it waits or goes to the next one.");
                }
            }
            case ProviderResult.SenderRefused(String detail) -> {
                if (senders.add(refused)) {
                    log.atError().addKeyValue("provider", provider).addKeyValue("sender", sender)
                            .addKeyValue("reason", detail).log(
                                    "The provider refuses this sender. What it sends waits or goes to the next provider;"
                                            + " have the sender registered.");
                }
            }
            case ProviderResult.Accepted ignored -> {
                // Nearly always empty: no write on the ordinary path.
                if (!senders.isEmpty() && senders.remove(refused)) {
                    log.atInfo().addKeyValue("provider", provider).addKeyValue("sender", sender)
                            .log("The provider takes this sender again.");
                }
                if (!closed.isEmpty() && closed.remove(provider)) {
                    log.atInfo().addKeyValue("provider", provider).log("The provider takes messages again.");
                }
            }
            // About one message; it says nothing of the provider.
            case ProviderResult.Transient _,ProviderResult.Throttled _,ProviderResult.Unfinished _,ProviderResult.PermanentRecipient _,ProviderResult.PermanentContent _,ProviderResult.Unknown _ ->
                {
                }
        }
    }
}
