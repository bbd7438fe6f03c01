using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FastOde.EndToEnd.Tests.Processes;

/// <summary>A certificate that nobody vouches for, as two PEM files.</summary>
internal static class SelfSigned
{
    /// <summary>Whom it names.</summary>
    public const string Subject = "CN=fastode test";

    /// <summary>Writes <c>certificate.pem</c> and <c>key.pem</c> for an address and a name.</summary>
    /// <returns>The options that name them.</returns>
    public static string[] Write(Workspace workspace, IPAddress address, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(address);
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        workspace.Write("certificate.pem", certificate.ExportCertificatePem());
        workspace.Write("key.pem", key.ExportPkcs8PrivateKeyPem());
        return ["--certificate", "certificate.pem", "--certificate-key", "key.pem"];
    }
}
