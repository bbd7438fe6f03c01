using FastOde.FlowMatching.Training;
using FastOde.Silo.Commands;

NativeAllocator.Configure();
VisibleWriter.GuardConsole();
return await FastOdeCommandLine.Run(args);
