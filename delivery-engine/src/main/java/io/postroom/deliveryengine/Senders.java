package io.postroom.deliveryengine;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The senders that a provider refuses, each with a circuit of its own: what is at fault is closed and no more. Belongs to
 * the dispatcher.
 */
final class Senders {
    private final GateConfig config;
    private final Map<String, Circuit> refused = new HashMap<>();

    Senders(GateConfig config) {
        this.config = config;
    }

    boolean admit(Slot slot, long now) {
        Circuit circuit = circuit(slot);
        return circuit == null || circuit.admits(now);
    }

    /** When one of this sender may pass to see whether it is still refused; the far future while that one is on its way. */
    long admitAt(Slot slot, long now) {
        Circuit circuit = circuit(slot);
        return circuit == null ? now : circuit.admitsAt(now);
    }

    /** Returns whether it is the probe of its sender. */
    boolean enter(Slot slot) {
        Circuit circuit = circuit(slot);
        return circuit != null && circuit.enter();
    }

    void leave(Slot slot, GateSignal signal, long now) {
        String sender = slot.read().facts().sender();
        if (sender == null) {
            return;
        }
        Circuit circuit = refused.get(sender);
        if (signal instanceof GateSignal.SenderRefused) {
            refused.computeIfAbsent(sender,
                    absent -> new Circuit(config.failureThreshold(), config.probeInterval().toNanos()))
                    .leave(new GateSignal.Unavailable("sender"), slot.senderProbe, now);
        } else if (circuit != null) {
            circuit.leave(signal, slot.senderProbe, now);
            if (circuit.closed()) {
                refused.remove(sender);
            }
        }
    }

    int refused() {
        return refused.size();
    }

    private @Nullable Circuit circuit(Slot slot) {
        String sender = slot.read().facts().sender();
        return sender == null ? null : refused.get(sender);
    }
}
