package io.postroom.letterworker;

import io.micrometer.core.instrument.MeterRegistry;
import io.postroom.content.letter.StationeryProfile;
import io.postroom.letterlayout.LetterLayout;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DeliveryTerms;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.worker.ChannelParts;
import io.postroom.worker.ChannelWorker;
import io.postroom.worker.ReceiptSink;
import java.util.List;

/** The letters of a worker: one print house, and what it answers. */
final class LetterChannel implements ChannelWorker<LetterRequest> {

    private final LetterSettings settings;
    private final MeterRegistry meters;

    LetterChannel(LetterSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.meters = meters;
    }

    @Override
    public Channel channel() {
        return Channel.LETTER;
    }

    @Override
    public Class<LetterRequest> requestType() {
        return LetterRequest.class;
    }

    @Override
    public NotificationIdentity identity(LetterRequest request) {
        return request.getIdentity();
    }

    @Override
    public DeliveryTerms terms(LetterRequest request) {
        return request.getTerms();
    }

    @Override
    public ChannelParts<LetterRequest> build(ReceiptSink receipts) {
        StationeryProfile profile = settings.profile();
        SftpConnections connections = new SftpConnections(settings);
        PrintHouse house = new PrintHouse(connections, settings.folders());
        return new ChannelParts<>(
                List.of(new PrintHouseProvider(settings, new ParcelMaker(new LetterLayout(), profile, meters), house)),
                // The order in which they start; they stop in the opposite one.
                List.of(connections, new PrintResponses(settings, house, receipts, meters)));
    }
}
