package io.postroom.letterworker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** The folders that are shared with the print house, as the README describes them. */
final class PrintHouse {

    static final String LETTER = ".pdf";
    private static final String MANIFEST = ".json";
    private static final String PART = ".part";
    /** A response is a few hundred bytes; what is larger is none. */
    private static final int MAX_RESPONSE_BYTES = 64 * 1024;

    private final SftpConnections connections;
    private final LetterSettings.Folders folders;

    PrintHouse(SftpConnections connections, LetterSettings.Folders folders) {
        this.connections = connections;
        this.folders = folders;
    }

    /**
     * Whether it has the letter of an id: its manifest lies there, or an answer to it. Looks in the order in which files
     * move, so that one that moves meanwhile is not missed.
     */
    boolean has(String id) throws IOException {
        return connections.with(sftp -> exists(sftp, folders.incoming() + "/" + id + MANIFEST)
                || exists(sftp, folders.received() + "/" + id + MANIFEST)
                || exists(sftp, folders.responses() + "/" + id + ".accepted" + MANIFEST)
                || exists(sftp, folders.responses() + "/" + id + ".rejected" + MANIFEST));
    }

    /** Brings everything there but the last rename. Nothing exists for the print house yet. */
    void stage(Parcel parcel) throws IOException {
        connections.with(sftp -> {
            String letter = folders.incoming() + "/" + parcel.id() + LETTER;
            write(sftp, letter + PART, parcel.pdf());
            replace(sftp, letter + PART, letter);
            write(sftp, manifest(parcel) + PART, parcel.manifest());
            return true;
        });
    }

    /** Hands it over: after this rename it exists for the print house. */
    void handOver(Parcel parcel) throws IOException {
        connections.with(sftp -> {
            sftp.rename(manifest(parcel) + PART, manifest(parcel));
            return true;
        });
    }

    private String manifest(Parcel parcel) {
        return folders.incoming() + "/" + parcel.id() + MANIFEST;
    }

    /** The names of all responses. */
    List<ResponseName> responses() throws IOException {
        return connections.with(sftp -> {
            List<ResponseName> names = new ArrayList<>();
            for (DirEntry entry : sftp.readDir(folders.responses())) {
                ResponseName.parse(entry.getFilename()).ifPresent(names::add);
            }
            return names;
        });
    }

    /** What a response says; empty when another instance has dealt with it meanwhile. Cut off where it is too long. */
    Optional<byte[]> read(ResponseName name) throws IOException {
        return connections.with(sftp -> {
            try (InputStream in = sftp.read(folders.responses() + "/" + name.fileName())) {
                return Optional.of(in.readNBytes(MAX_RESPONSE_BYTES));
            } catch (SftpException e) {
                if (e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** Takes a response away, if nobody else has. */
    void remove(ResponseName name) throws IOException {
        connections.with(sftp -> {
            removeIfThere(sftp, folders.responses() + "/" + name.fileName());
            return true;
        });
    }

    private static boolean exists(SftpClient sftp, String path) throws IOException {
        try {
            sftp.stat(path);
            return true;
        } catch (SftpException e) {
            if (e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
                return false;
            }
            throw e;
        }
    }

    private static void write(SftpClient sftp, String path, byte[] content) throws IOException {
        try (OutputStream out = sftp.write(path, OpenMode.Write, OpenMode.Create, OpenMode.Truncate)) {
            out.write(content);
        }
    }

    /** A rename in version 3 of SFTP, which OpenSSH speaks, replaces nothing. */
    private static void replace(SftpClient sftp, String from, String to) throws IOException {
        removeIfThere(sftp, to);
        sftp.rename(from, to);
    }

    private static void removeIfThere(SftpClient sftp, String path) throws IOException {
        try {
            sftp.remove(path);
        } catch (SftpException e) {
            if (e.getStatus() != SftpConstants.SSH_FX_NO_SUCH_FILE) {
                throw e;
            }
        }
    }
}
