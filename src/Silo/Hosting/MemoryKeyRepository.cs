using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace FastOde.Silo.Hosting;

/// <summary>Keys that live as long as the process: nothing secret lies on a disk.</summary>
internal sealed class MemoryKeyRepository : IXmlRepository
{
    private readonly Lock gate = new();
    private readonly List<XElement> keys = [];

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (gate)
            return [.. keys.Select(key => new XElement(key))];
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        lock (gate)
            keys.Add(new XElement(element));
    }
}
