using FastOde.Storage.Directories;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace FastOde.Silo.Hosting;

/// <summary>
/// The keys by which the framework seals what it gives to browsers: the state of a page, and a cookie against forged
/// forms. Neither outlives the process, so neither do the keys. The framework's own place for them, a folder in the
/// user's home, would be shared by processes and readable to whoever reads that home.
/// </summary>
internal static class DashboardKeys
{
    /// <summary>Sets them up.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="data">The data directory; it names the cookie, so that two dashboards on this machine keep apart.</param>
    public static void AddTo(WebApplicationBuilder builder, DataDirectory data)
    {
        builder.Services.AddDataProtection().SetApplicationName(data.Root);
        builder.Services.Configure<KeyManagementOptions>(options =>
        {
            options.XmlRepository = new MemoryKeyRepository();
            options.XmlEncryptor = new NullXmlEncryptor();
        });

        // A browser may bring the cookie of an earlier process. It gets a new one, which is nobody's error.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Critical);
    }
}
