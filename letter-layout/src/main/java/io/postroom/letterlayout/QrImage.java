package io.postroom.letterlayout;

import io.nayuki.qrcodegen.QrCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A QR code as an image that stays sharp on paper: whole pixels for each module, and the quiet zone of ISO/IEC 18004. */
final class QrImage {

    private static final int QUIET_ZONE = 4;
    private static final int PIXELS_A_MODULE = 6;
    private static final int BLACK = 0x000000;
    private static final int WHITE = 0xFFFFFF;

    private QrImage() {}

    static byte[] png(String data) {
        QrCode code = QrCode.encodeText(data, QrCode.Ecc.MEDIUM);
        int side = (code.size + 2 * QUIET_ZONE) * PIXELS_A_MODULE;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                boolean dark = code.getModule(x / PIXELS_A_MODULE - QUIET_ZONE, y / PIXELS_A_MODULE - QUIET_ZONE);
                image.setRGB(x, y, dark ? BLACK : WHITE);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
