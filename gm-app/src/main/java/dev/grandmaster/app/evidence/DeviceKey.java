package dev.grandmaster.app.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Set;

/** The unit's own key, Ed25519 (RFC 8032): made at first use, kept in the state directory, readable by the service alone. */
public final class DeviceKey {

    /** Name of the private key within the state directory. */
    public static final String PRIVATE = "evidence.key";
    /** Name of the public key beside it: what an auditor keeps. */
    public static final String PUBLIC = "evidence.pub";

    private static final String ALGORITHM = "Ed25519";

    private final PrivateKey privateKey;
    private final String publicKey;

    private DeviceKey(PrivateKey privateKey, String publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /**
     * The key that is kept, made where there is none.
     *
     * @throws IOException where it can be neither read nor written, or is none
     */
    public static DeviceKey of(Path stateDirectory) throws IOException {
        Path secret = stateDirectory.resolve(PRIVATE);
        Path open = stateDirectory.resolve(PUBLIC);
        try {
            if (!Files.exists(secret) || !Files.exists(open)) {
                KeyPair made = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
                keep(open, Base64.getEncoder().encodeToString(made.getPublic().getEncoded()), "rw-r--r--");
                keep(secret, Base64.getEncoder().encodeToString(made.getPrivate().getEncoded()), "rw-------");
            }
            PrivateKey key = KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text(secret))));
            return new DeviceKey(key, text(open));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(secret + " is no key: " + e.getMessage(), e);
        }
    }

    /** Never readable by others, not even before it is whole. */
    private static void keep(Path file, String text, String rights) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        try (FileChannel channel = FileChannel.open(beside,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights)))) {
            ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.US_ASCII).strip();
    }

    /** SubjectPublicKeyInfo, base 64. */
    public String publicKey() {
        return publicKey;
    }

    /** The signature of a text, base 64. */
    public String sign(String text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initSign(privateKey);
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    /** True where a signature of a text was made by a key; false as well where key or signature cannot be read. */
    public static boolean isSigned(String text, String signature, String publicKey) {
        try {
            PublicKey key = KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey)));
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(text.getBytes(StandardCharsets.UTF_8));
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
