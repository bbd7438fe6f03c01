using System.Reflection;
using System.Reflection.Emit;
using FastOde.Silo.Output;
using FastOde.Silo.Plugins;
using FastOde.Specs.Plugins;

namespace FastOde.Silo.Tests.Plugins;

/// <summary>What a data directory may have as plug-ins.</summary>
public sealed class InstalledPluginsTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("fastode-plugins-");

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public void Read_FolderThatIsNotThere_AreNone() => Assert.Empty(InstalledPlugins.Read(Path.Combine(root.FullName, "none")));

    [Fact]
    public void Read_PluginsOfThisEdition_AreAllThere()
    {
        Write("ours", PluginAssemblies.Edition);
        Write("another", PluginAssemblies.Edition);
        Assert.Equal(["another", "ours"], InstalledPlugins.Read(root.FullName).Select(plugin => plugin.GetName().Name));
    }

    [Fact]
    public void Read_PluginOfAnotherEdition_SaysBoth()
    {
        Write("newer", PluginAssemblies.Edition + 1);
        Assert.Contains($"written for edition {PluginAssemblies.Edition + 1} of plug-ins, and this fastode has edition {PluginAssemblies.Edition}", Refusal("newer"), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AssemblyThatDoesNotSayThatItIsOne_IsRefused()
    {
        Write("silent", edition: null);
        Assert.Contains("[assembly: Plugin(PluginAssemblies.Edition)]", Refusal("silent"), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileThatIsNoAssembly_IsRefused()
    {
        File.WriteAllText(FileOf("text"), "no assembly");
        Assert.Contains("it cannot be loaded", Refusal("text"), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FolderWithoutItsAssembly_NamesTheFile()
    {
        root.CreateSubdirectory("empty");
        Assert.Contains("it has no empty.dll", Refusal("empty"), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileThatEverybodyMayWrite_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other rights.");
        Write("open", PluginAssemblies.Edition);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(FileOf("open"), File.GetUnixFileMode(FileOf("open")) | UnixFileMode.OtherWrite);
        Assert.Contains("everybody may write", Refusal("open"), StringComparison.Ordinal);
    }

    private string Refusal(string name)
    {
        var refusal = Assert.Throws<CommandFailure>(() => InstalledPlugins.Read(root.FullName));
        Assert.Equal(ExitCode.Environment, refusal.ExitCode);
        Assert.StartsWith($"plug-in {Path.Combine(root.FullName, name)}: ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        return refusal.Message;
    }

    private string FileOf(string name) => Path.Combine(root.CreateSubdirectory(name).FullName, $"{name}.dll");

    private void Write(string name, int? edition)
    {
        PersistedAssemblyBuilder assembly = new(new AssemblyName(name), typeof(object).Assembly);
        if (edition is { } number)
            assembly.SetCustomAttribute(new CustomAttributeBuilder(typeof(PluginAttribute).GetConstructor([typeof(int)])!, [number]));
        assembly.DefineDynamicModule(name).DefineType($"{name}.Nothing", TypeAttributes.Public).CreateType();
        assembly.Save(FileOf(name));
    }
}
