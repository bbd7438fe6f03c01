using FastOde.FlowMatching.Training;
using FastOde.Silo.Commands;

NativeAllocator.Configure();
return await FastOdeCommandLine.Run(args);
