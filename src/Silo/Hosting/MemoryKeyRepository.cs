using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace FastOde.Silo.Hosting;

/// <summary>Keys that live as long as the process: nothing secret lies on a disk.</summary>
internal sealed class MemoryKeyRepository : IXmlRepository
{
    private readonly Lock _gate = new();
    private readonly List<XElement> _keys = [];

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_gate)
            return [.. _keys.Select(key => new XElement(key))];
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_gate)
            _keys.Add(new XElement(element));
    }
}
