using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FastOde.EndToEnd.Tests.Processes;

/// <summary>The files by which the processes of a cluster know each other.</summary>
internal static class ClusterCertificates
{
    /// <summary>Makes an authority and a member of it, and writes them into a folder.</summary>
    /// <returns>The folder.</returns>
    public static string Write(Workspace workspace, string name)
    {
        var folder = Directory.CreateDirectory(workspace.Path(name)).FullName;
        var (from, until) = (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        using var authority = request.CreateSelfSigned(from, until);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var member = new CertificateRequest("CN=member", key, HashAlgorithmName.SHA256).Create(authority, from, until, [1, 2, 3, 4]);
        File.WriteAllText(Path.Combine(folder, "ca.pem"), authority.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "member.pem"), member.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "member.key"), key.ExportPkcs8PrivateKeyPem());
        return folder;
    }
}
