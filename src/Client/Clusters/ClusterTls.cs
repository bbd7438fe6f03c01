using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;

namespace FastOde.Client.Clusters;

/// <summary>
/// Mutual TLS between the processes of a cluster, and with programs from other machines: each shows a certificate of the cluster's own authority and answers nobody
/// who shows none. Names are not compared, because the authority signs members and nothing else.
/// </summary>
/// <param name="own">The certificate of this process, with its key, for servers and clients.</param>
/// <param name="authorities">Whoever signs the certificates of members.</param>
internal sealed class ClusterTls(X509Certificate2 own, X509Certificate2Collection authorities)
{
    private const string AuthorityFile = "ca.pem";
    private const string CertificateFile = "member.pem";
    private const string KeyFile = "member.key";

    /// <summary>How both sides of a connection are secured.</summary>
    public TlsOptions Options => new()
    {
        LocalCertificate = own,
        RemoteCertificateMode = RemoteCertificateMode.RequireCertificate,
        ClientCertificateMode = RemoteCertificateMode.RequireCertificate,
        RemoteCertificateValidation = (certificate, _, _) => IsMember(certificate),
        OnAuthenticateAsClient = (_, client) => client.TargetHost = own.GetNameInfo(X509NameType.SimpleName, forIssuer: false),
    };

    /// <summary>What tells the certificate of this process from all others.</summary>
    public byte[] Fingerprint => FingerprintOf(own);

    /// <summary>What tells a certificate from all others: its SHA-256.</summary>
    public static byte[] FingerprintOf(X509Certificate2 certificate) => certificate.GetCertHash(HashAlgorithmName.SHA256);

    /// <summary>Reads the three files of a folder.</summary>
    /// <exception cref="ClusterConnectionException">One of them cannot be used.</exception>
    public static ClusterTls Read(string folder)
    {
        try
        {
            using var pem = X509Certificate2.CreateFromPemFile(Path.Combine(folder, CertificateFile), Path.Combine(folder, KeyFile));
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(Path.Combine(folder, AuthorityFile));

            // A key that lives in memory alone is not taken by every platform.
            var tls = new ClusterTls(X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null), authorities);
            return tls.IsMember(pem) ? tls : throw Refusal(folder, $"{CertificateFile} has expired or is not signed by {AuthorityFile}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw Refusal(folder, failure.Message.TrimEnd('.'));
        }
    }

    private bool IsMember(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    private static ClusterConnectionException Refusal(string folder, string reason) => new(
        ClusterProblem.Certificate,
        $"{folder}: {reason}; expected {AuthorityFile}, {CertificateFile} and {KeyFile} there, PEM files (docs/deploy.md)");
}
