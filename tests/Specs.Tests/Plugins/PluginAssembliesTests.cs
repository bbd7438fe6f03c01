using FastOde.Specs.Plugins;
using FastOde.Specs.Schema;

namespace FastOde.Specs.Tests.Plugins;

/// <summary>When the plug-ins of a process can be named.</summary>
public sealed class PluginAssembliesTests
{
    [Fact]
    public void Use_AfterTheSchemaWasMade_IsRefused()
    {
        Assert.NotNull(SpecSchema.Standard);
        Assert.Empty(PluginAssemblies.All);
        Assert.Contains("before anything is read", Assert.Throws<InvalidOperationException>(() => PluginAssemblies.Use([typeof(PluginAssembliesTests).Assembly])).Message, StringComparison.Ordinal);
    }
}
