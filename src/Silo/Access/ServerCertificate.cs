using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FastOde.Silo.Output;

namespace FastOde.Silo.Access;

/// <summary>The certificate that the dashboard shows, with its key and the certificates it hangs on.</summary>
/// <param name="Certificate">The certificate, with its key.</param>
/// <param name="Chain">Further certificates of the file.</param>
/// <param name="Names">The names and addresses that it is for.</param>
internal sealed record ServerCertificate(X509Certificate2 Certificate, X509Certificate2Collection Chain, IReadOnlyList<string> Names)
{
    private const string PasswordVariable = "FASTODE_CERTIFICATE_PASSWORD";

    /// <summary>Reads a certificate.</summary>
    /// <param name="path">A PEM file, the certificate first, or a PKCS #12 file (<c>.pfx</c>, <c>.p12</c>), whose password is in the environment.</param>
    /// <param name="keyPath">The PEM file of its key; null where the same file has it.</param>
    /// <param name="now">The time, to refuse one that is over.</param>
    /// <exception cref="CommandFailure">It cannot be used; the message says why.</exception>
    public static ServerCertificate Read(string path, string? keyPath, DateTimeOffset now)
    {
        try
        {
            var read = Path.GetExtension(path).ToLowerInvariant() is ".pfx" or ".p12" ? FromPkcs12(path) : FromPem(path, keyPath);
            if (read.Certificate.NotAfter.ToUniversalTime() < now.UtcDateTime)
                throw Refusal(path, $"it has expired on {read.Certificate.NotAfter.ToUniversalTime():u}");
            return read.Names.Count > 0 ? read : throw Refusal(path, "it names no host (subject alternative name)");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw Refusal(path, failure.Message.TrimEnd('.'));
        }
    }

    private static ServerCertificate FromPem(string path, string? keyPath)
    {
        using var pem = X509Certificate2.CreateFromPemFile(path, keyPath);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(path);
        chain.RemoveAt(0);

        // A key that lives in memory alone is not taken by every platform.
        return Of(X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null), chain);
    }

    private static ServerCertificate FromPkcs12(string path)
    {
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, Environment.GetEnvironmentVariable(PasswordVariable));
        var own = all.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? throw Refusal(path, "it has no private key");
        all.Remove(own);
        return Of(own, all);
    }

    private static ServerCertificate Of(X509Certificate2 certificate, X509Certificate2Collection chain)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())));
        return new ServerCertificate(certificate, chain, [.. names]);
    }

    private static CommandFailure Refusal(string path, string reason) => new(
        ExitCode.Environment,
        $"--certificate {path}: {reason}; expected a certificate with its key, two PEM files (--certificate FILE --certificate-key FILE) or a .pfx whose password is in {PasswordVariable}");
}
