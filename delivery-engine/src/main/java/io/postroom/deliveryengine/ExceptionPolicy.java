package io.postroom.deliveryengine;

/** Says what an exception of a {@link DeliveryHandler} means. */
@FunctionalInterface
public interface ExceptionPolicy {
    /** The outcome that the exception stands for. */
    Outcome outcomeOf(Delivery<?> delivery, Exception exception);

    /**
     * The default: an interrupted attempt is unknown; any other exception is a passing failure under
     * {@link UnknownPolicy#RESEND}, and unknown under {@link UnknownPolicy#ASK}, since nothing says that the provider
     * was not reached.
     */
    static ExceptionPolicy cautious() {
        return (delivery, exception) -> {
            String reason = exception.getClass().getSimpleName();
            if (exception instanceof InterruptedException
                    || delivery.facts().unknownPolicy() == UnknownPolicy.ASK) {
                return new Outcome.Unknown(reason);
            }
            return Outcome.retry(reason);
        };
    }
}
