using FastOde.Storage.Directories;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace FastOde.Silo.Access;

/// <summary>
/// The keys by which the framework seals what it gives to browsers: the state of a page, and a cookie against forged
/// forms. They lie in the data directory. The framework's own place for them, a folder in the user's home, would be shared
/// by processes.
/// </summary>
internal static class DashboardKeys
{
    private const string FolderName = "keys";

    /// <summary>Sets them up.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="data">The data directory; it names the cookie, so that two dashboards on this machine keep apart.</param>
    public static void AddTo(WebApplicationBuilder builder, DataDirectory data)
    {
        builder.Services.AddDataProtection().SetApplicationName(data.Root);
        builder.Services.AddOptions<KeyManagementOptions>().Configure<ILogger<KeyFolder>>((options, log) =>
        {
            options.XmlRepository = new KeyFolder(Path.Combine(data.Root, FolderName), log);
            // The file's mode keeps the key. A password beside it would keep nothing.
            options.XmlEncryptor = new NullXmlEncryptor();
        });

        // A browser may bring a cookie whose key was deleted. It gets a new one, which is nobody's error.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Critical);
    }
}
