package io.postroom.deliveryengine;

/** What the user of the engine brings along. */
record DeliverySteps<T>(RecordReader<T> reader, DeliveryHandler<T> handler, FinalOutcomes<T> finals,
        Brake<T> brake, PreSendCheck<T> preSendCheck, ExceptionPolicy exceptions) {}
