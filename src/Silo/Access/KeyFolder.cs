using System.Xml;
using System.Xml.Linq;
using FastOde.FlowMatching.Files;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace FastOde.Silo.Access;

/// <summary>Keys as files that nobody but their owner may read, whatever the umask: folder 700, files 600.</summary>
/// <param name="folder">Full path of the folder; created with the first key.</param>
/// <param name="log">Hears of a key that cannot be written.</param>
internal sealed partial class KeyFolder(string folder, ILogger<KeyFolder> log) : IXmlRepository
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Lock gate = new();
    private readonly List<XElement> unwritten = [];

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (gate)
            return [.. Stored(), .. unwritten.Select(key => new XElement(key))];
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        lock (gate)
        {
            try
            {
                Write(element, Path.Combine(folder, friendlyName + ".xml"));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // A full disk must not take away the page that says so. The key then lives as long as the process.
                unwritten.Add(new XElement(element));
                LogUnwritten(folder, fault.Message);
            }
        }
    }

    private IEnumerable<XElement> Stored()
    {
        if (!Directory.Exists(folder))
            yield break;
        foreach (var file in Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal))
        {
            if (Read(file) is { } key)
                yield return key;
        }
    }

    // Without a damaged key its pages and cookies are worth nothing, and the framework makes a new one.
    private XElement? Read(string file)
    {
        try
        {
            return XElement.Load(file);
        }
        catch (Exception fault) when (fault is XmlException or IOException or UnauthorizedAccessException)
        {
            LogUnread(file, fault.Message);
            return null;
        }
    }

    private void Write(XElement element, string file)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        using var content = new MemoryStream();
        element.Save(content);
        WholeFile.Write(file, content.ToArray(), OwnerOnly);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "a key of the dashboard cannot be written to {Folder}, so pages must be loaded again after a restart: {Fault}")]
    private partial void LogUnwritten(string folder, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the key {File} of the dashboard cannot be read, and is passed over: {Fault}")]
    private partial void LogUnread(string file, string fault);
}
