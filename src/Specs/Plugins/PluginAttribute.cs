namespace FastOde.Specs.Plugins;

/// <summary>The assembly is a plug-in: kinds of specs and the classes that do what they say, loaded beside those of FastOde.</summary>
/// <param name="edition">The <see cref="PluginAssemblies.Edition"/> that it was written for.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class PluginAttribute(int edition) : Attribute
{
    /// <summary>The edition that it was written for.</summary>
    public int Edition => edition;
}
