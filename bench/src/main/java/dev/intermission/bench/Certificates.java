package dev.intermission.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A throw-away CA and a leaf for this machine, both RSA as AWS's are. Made anew for each run.
///
/// @param server the context of a server that shows the leaf
/// @param trustStore the JDK's own trusted certificates and this CA, in the JDK's own form: to be
///   read without a password, so that reading it costs what reading the original costs
/// @param pem the CA alone
record Certificates(SSLContext server, Path trustStore, Path pem) {
  private static final String PASSWORD = "throw-away";

  /// @param folder where to keep them
  static Certificates make(Path folder) throws IOException, InterruptedException {
    Path keys = folder.resolve("keys.p12");
    Files.deleteIfExists(keys);
    Path request = folder.resolve("leaf.csr");
    Path leaf = folder.resolve("leaf.pem");
    Path pem = folder.resolve("ca.pem");
    key(keys, "ca", "CN=A throw-away CA", "-ext", "bc:critical=ca:true");
    key(keys, "leaf", "CN=localhost");
    keytool(keys, "-certreq", "-alias", "leaf", "-file", request.toString());
    keytool(
        keys,
        "-gencert",
        "-rfc",
        "-alias",
        "ca",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1",
        "-validity",
        "7",
        "-infile",
        request.toString(),
        "-outfile",
        leaf.toString());
    keytool(keys, "-importcert", "-noprompt", "-alias", "leaf", "-file", leaf.toString());
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(keys)) {
        store.load(in, PASSWORD.toCharArray());
      }
      String body =
          Base64.getMimeEncoder(64, new byte[] {'\n'})
              .encodeToString(store.getCertificate("ca").getEncoded());
      Files.writeString(
          pem, "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
      return new Certificates(server(store), trustStore(store, folder), pem);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The certificates were not made", e);
    }
  }

  private static SSLContext server(KeyStore store) throws GeneralSecurityException {
    store.deleteEntry("ca");
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext server = SSLContext.getInstance("TLS");
    server.init(keys.getKeyManagers(), null, null);
    return server;
  }

  private static Path trustStore(KeyStore store, Path folder)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    try (InputStream in =
        Files.newInputStream(Path.of(System.getProperty("java.home"), "lib/security/cacerts"))) {
      trusted.load(in, null);
    }
    trusted.setCertificateEntry("bench", store.getCertificateChain("leaf")[1]);
    System.setProperty("keystore.pkcs12.certProtectionAlgorithm", "NONE");
    System.setProperty("keystore.pkcs12.macAlgorithm", "NONE");
    Path file = folder.resolve("trusted.keys");
    try (OutputStream out = Files.newOutputStream(file)) {
      trusted.store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  private static void key(Path keys, String alias, String name, String... more)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                name,
                "-validity",
                "7"));
    arguments.addAll(List.of(more));
    keytool(keys, arguments.toArray(String[]::new));
  }

  private static void keytool(Path keys, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", keys.toString(), "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool " + arguments[0] + ": " + output);
    }
  }
}
