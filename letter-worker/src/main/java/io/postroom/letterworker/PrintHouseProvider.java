package io.postroom.letterworker;

import io.postroom.schemas.v1.LetterRequest;
import io.postroom.worker.Attempt;
import io.postroom.worker.Provider;
import io.postroom.worker.ProviderLimits;
import io.postroom.worker.ProviderResult;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/**
 * Hands letters to a print house over SFTP. Until the manifest has its name nothing was handed over, and once it has, the
 * letter is found there by its id; so the outcome is unknown only when the connection is lost during that one rename and
 * the server cannot be asked afterwards.
 */
final class PrintHouseProvider implements Provider<LetterRequest> {

    private final LetterSettings settings;
    private final ParcelMaker parcels;
    private final PrintHouse house;

    PrintHouseProvider(LetterSettings settings, ParcelMaker parcels, PrintHouse house) {
        this.settings = settings;
        this.parcels = parcels;
        this.house = house;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public ProviderLimits limits() {
        return ProviderLimits.of(settings.ratePerSecond(), settings.concurrency()).withPlaceAtCall();
    }

    @Override
    public void start() {
        // It connects when there is something to send.
    }

    @Override
    public void stop() {
        // The connections end by themselves.
    }

    @Override
    public ProviderResult send(LetterRequest request, Attempt attempt) throws InterruptedException {
        String id = request.getIdentity().getNotificationId().toString();
        return switch (parcels.make(request)) {
            case ParcelMaker.Made.Refused(String codes) -> new ProviderResult.PermanentContent(codes);
            case ParcelMaker.Made.Ready(Parcel parcel) -> send(id, parcel, attempt);
        };
    }

    private ProviderResult send(String id, Parcel parcel, Attempt attempt) throws InterruptedException {
        try {
            if (house.has(id)) {
                return accepted(id, "had-already");
            }
            house.stage(parcel);
        } catch (IOException e) {
            return notHandedOver(e);
        }
        // The contracted rate is one of letters; laying out, connecting and uploading take as long as they take.
        if (!attempt.firstCall()) {
            return new ProviderResult.Unfinished();
        }
        try {
            house.handOver(parcel);
            return accepted(id, "handed-over");
        } catch (CannotConnectException e) {
            return notHandedOver(e);
        } catch (IOException e) {
            return afterFailedHandOver(id, e);
        }
    }

    private ProviderResult afterFailedHandOver(String id, IOException failure) {
        // An attempt that was told to stop has no time to ask.
        if (failure instanceof InterruptedIOException || Thread.currentThread().isInterrupted()) {
            return new ProviderResult.Unknown("interrupted");
        }
        try {
            return house.has(id) ? accepted(id, "found") : notHandedOver(failure);
        } catch (IOException e) {
            return new ProviderResult.Unknown("connection-lost");
        }
    }

    private static ProviderResult accepted(String id, String detail) {
        return new ProviderResult.Accepted(List.of(id), detail);
    }

    private static ProviderResult notHandedOver(IOException failure) {
        return switch (failure) {
            case CannotConnectException e -> new ProviderResult.Configuration("cannot " + e.step());
            case SftpException e -> refused(e.getStatus());
            default -> ProviderResult.Transient.of("connection-lost");
        };
    }

    private static ProviderResult refused(int status) {
        String detail = "sftp " + SftpConstants.getStatusName(status);
        return switch (status) {
            // The folders are not there, or not ours to write to.
            case SftpConstants.SSH_FX_NO_SUCH_FILE, SftpConstants.SSH_FX_NO_SUCH_PATH,
                    SftpConstants.SSH_FX_PERMISSION_DENIED, SftpConstants.SSH_FX_WRITE_PROTECT ->
                new ProviderResult.Configuration(detail);
            default -> ProviderResult.Transient.of(detail);
        };
    }
}
