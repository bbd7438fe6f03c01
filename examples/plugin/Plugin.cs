using FastOde.Specs.Plugins;

// A constant of the packages that this is built against: a fastode of another edition refuses the plug-in.
[assembly: Plugin(PluginAssemblies.Edition)]
