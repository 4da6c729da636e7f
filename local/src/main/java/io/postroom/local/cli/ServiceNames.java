package io.postroom.local.cli;

import io.postroom.local.LocalPlatform;
import io.postroom.schemas.v1.Acceptance;
import io.postroom.schemas.v1.ReceiptRecord;

/** Tells the inbox page which service a message came from, since the outside world does not know. */
final class ServiceNames {
    private ServiceNames() {}

    static void note(Object record, LocalPlatform platform) {
        if (record instanceof ReceiptRecord receipt && receipt.getContent() instanceof Acceptance acceptance) {
            platform.nameService(receipt.getProviderReference(), acceptance.getIdentity().getService());
        }
    }
}
