using System.CommandLine;
using FastOde.Client;
using FastOde.Client.Clusters;
using FastOde.Silo.Output;

namespace FastOde.Silo.Commands;

/// <summary>The options that name what the processes of a cluster show and prove to each other.</summary>
internal sealed class ClusterKeyOptionSet
{
    private readonly Option<string?> tls = new("--cluster-tls")
    {
        Description = "Folder with ca.pem, member.pem and member.key: the processes of the cluster show each other certificates.",
        HelpName = "DIR",
    };

    private readonly Option<string?> secret = new("--cluster-secret")
    {
        Description = "File of mode 600 with a secret that the processes of the cluster prove to each other that they know.",
        HelpName = "FILE",
    };

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [tls, secret];

    /// <summary>The folder of certificates; null for none.</summary>
    public string? Folder(ParseResult result) => result.GetValue(tls);

    /// <summary>The file of the secret; null for none.</summary>
    public string? File(ParseResult result) => result.GetValue(secret);

    /// <summary>Reads the certificates.</summary>
    /// <returns>Null where none are named.</returns>
    /// <exception cref="CommandFailure">They cannot be used.</exception>
    public ClusterTls? Tls(ParseResult result) => Folder(result) is { } folder ? Read(tls, () => ClusterTls.Read(Path.GetFullPath(folder))) : null;

    /// <summary>Reads the secret.</summary>
    /// <returns>Null where none is named.</returns>
    /// <exception cref="CommandFailure">It cannot be used.</exception>
    public ClusterSecret? Secret(ParseResult result) => File(result) is { } file ? Read(secret, () => ClusterSecret.Read(Path.GetFullPath(file))) : null;

    private static T Read<T>(Option option, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ClusterConnectionException problem)
        {
            throw new CommandFailure(ExitCode.Environment, $"{option.Name} {problem.Message}");
        }
    }
}
