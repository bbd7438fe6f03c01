using FastOde.FlowMatching.Training;
using FastOde.Silo.Commands;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;

if (FileHandles.Problem(FileHandles.Limit(), FileHandles.LeastOfAnyCommand) is { } tooFew)
{
    Console.Error.WriteLine($"{tooFew}; {FileHandles.Cure}");
    return ExitCode.Environment;
}

NativeAllocator.Configure();
VisibleWriter.GuardConsole();
return await FastOdeCommandLine.Run(args);
