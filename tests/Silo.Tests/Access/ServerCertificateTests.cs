using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FastOde.Silo.Access;
using FastOde.Silo.Output;

namespace FastOde.Silo.Tests.Access;

public sealed class ServerCertificateTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly string directory = Directory.CreateTempSubdirectory("fastode-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void Read_PemWithItsKey_NamesItsHosts()
    {
        using var made = Make("lab.example", "192.0.2.7");
        var (certificate, key) = Write(made);

        var read = ServerCertificate.Read(certificate, key, Now);

        Assert.True(read.Certificate.HasPrivateKey);
        Assert.Equal(["lab.example", "192.0.2.7"], read.Names);
        Assert.Empty(read.Chain);
    }

    [Fact]
    public void Read_OneFileWithBothOrPkcs12_IsTaken()
    {
        using var made = Make("lab.example");
        var both = Path.Combine(directory, "both.pem");
        File.WriteAllText(both, made.ExportCertificatePem() + "\n" + Key(made));
        Assert.True(ServerCertificate.Read(both, null, Now).Certificate.HasPrivateKey);

        var pfx = Path.Combine(directory, "both.pfx");
        File.WriteAllBytes(pfx, made.Export(X509ContentType.Pkcs12));
        Assert.True(ServerCertificate.Read(pfx, null, Now).Certificate.HasPrivateKey);
    }

    [Fact]
    public void Read_WhatCannotBeShown_IsRefusedInOneLine()
    {
        using var made = Make("lab.example");
        using var other = Make("other.example");
        using var nameless = Make();
        var (certificate, key) = Write(made);
        var junk = Path.Combine(directory, "junk.pem");
        File.WriteAllText(junk, "junk");
        var wrongKey = Path.Combine(directory, "wrong.pem");
        File.WriteAllText(wrongKey, Key(other));
        var noHost = Path.Combine(directory, "nameless.pem");
        File.WriteAllText(noHost, nameless.ExportCertificatePem() + "\n" + Key(nameless));

        Refused("Could not find file", Path.Combine(directory, "missing.pem"), key, Now);
        Refused("", junk, key, Now);
        Refused("", certificate, null, Now);
        Refused("", certificate, wrongKey, Now);
        Refused("it has expired on", certificate, key, Now.AddDays(1000));
        Refused("it names no host", noHost, null, Now);
    }

    private static void Refused(string reason, string path, string? key, DateTimeOffset now)
    {
        var refusal = Assert.Throws<CommandFailure>(() => ServerCertificate.Read(path, key, now));
        Assert.Equal(ExitCode.Environment, refusal.ExitCode);
        Assert.StartsWith($"--certificate {path}: {reason}", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    private static string Key(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static X509Certificate2 Make(params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
                builder.AddIpAddress(address);
            else
                builder.AddDnsName(name);
        }

        if (names.Length > 0)
            request.CertificateExtensions.Add(builder.Build());
        return request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(365));
    }

    private (string Certificate, string Key) Write(X509Certificate2 made)
    {
        var (certificate, key) = (Path.Combine(directory, "certificate.pem"), Path.Combine(directory, "key.pem"));
        File.WriteAllText(certificate, made.ExportCertificatePem());
        File.WriteAllText(key, Key(made));
        return (certificate, key);
    }
}
