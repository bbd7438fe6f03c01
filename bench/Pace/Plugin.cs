using FastOde.Specs.Plugins;

[assembly: Plugin(PluginAssemblies.Edition)]
