using FastOde.FlowMatching.Training;
using FastOde.Silo.Commands;
using FastOde.Silo.Output;

NativeAllocator.Configure();
VisibleWriter.GuardConsole();
return await FastOdeCommandLine.Run(args);
