using System.IO.Pipes;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Grains.Isolation;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Specs;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace FastOde.Grains.Tests.Isolation;

/// <summary>Both ends of the pipes in one process: the test is the silo.</summary>
public sealed class TrainerProcessHostTests : IAsyncDisposable
{
    private readonly Rehearsal rehearsal = new();
    private readonly AnonymousPipeServerStream toHost = new(PipeDirection.Out);
    private readonly AnonymousPipeServerStream fromHost = new(PipeDirection.In);
    private readonly ServiceProvider services = new ServiceCollection().AddSerializer().BuildServiceProvider();
    private readonly MessageStream silo;
    private readonly TrainerProcessHost host;
    private readonly Task<bool> running;

    public TrainerProcessHostTests()
    {
        var serializer = services.GetRequiredService<Serializer<TrainerMessage>>();
        silo = new(fromHost, toHost, serializer);
        var ofHost = new MessageStream(
            new AnonymousPipeClientStream(PipeDirection.In, toHost.ClientSafePipeHandle),
            new AnonymousPipeClientStream(PipeDirection.Out, fromHost.ClientSafePipeHandle),
            serializer);
        host = new([rehearsal], ofHost, threads: 1, TimeProvider.System);
        running = Task.Run(host.Run);
    }

    public async ValueTask DisposeAsync()
    {
        await toHost.DisposeAsync();
        await running;
        host.Dispose();
        await fromHost.DisposeAsync();
        await services.DisposeAsync();
    }

    [Fact]
    public void Run_ProgramThatReports_SendsEverythingInItsOrderAndThenTheResult()
    {
        var report = new MetricReport { Points = [new MetricPoint { Name = "loss", Step = 3, Value = 0.5 }] };
        rehearsal.Act("1-1", (_, sink) =>
        {
            sink.Progress(3, 100);
            sink.Report(report);
            sink.Settle();
            return new(AttemptState.Completed, 10) { WeightsSha256 = "feed", DueEvaluations = [10] };
        });

        silo.Send(new RunMessage(Order()));

        Assert.Equal(new ProgressMessage(3, 100), silo.Receive());
        Assert.Equal(report.Points, Assert.IsType<MetricReport>(Assert.IsType<ReportMessage>(silo.Receive()).Report).Points);
        Assert.IsType<SettleMessage>(silo.Receive());
        silo.Send(new SettledMessage(null));
        var ended = Assert.IsType<EndedMessage>(silo.Receive()).Result;
        Assert.Equal((AttemptState.Completed, 10, "feed"), (ended.State, ended.Step, ended.WeightsSha256));
        Assert.Equal([10], ended.DueEvaluations);
    }

    [Fact]
    public void Stop_OfAnotherAttempt_MeansNothingAndOfThisOneStopsIt()
    {
        silo.Send(new RunMessage(Order()));
        silo.Send(new StopMessage(Order().Lease with { Epoch = 7 }));
        silo.Send(new StopMessage(Order("1-2").Lease));
        rehearsal.Finish("1-1");
        Assert.Equal(AttemptState.Completed, Assert.IsType<EndedMessage>(silo.Receive()).Result.State);

        silo.Send(new RunMessage(Order("1-3")));
        silo.Send(new StopMessage(Order("1-3").Lease));
        Assert.Equal(AttemptState.Stopped, Assert.IsType<EndedMessage>(silo.Receive()).Result.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_ProgramThatThrows_SaysWhatAndWhetherTheMachineIsToBlame(bool isOfTheMachine)
    {
        rehearsal.Act("1-1", (_, _) => throw (isOfTheMachine ? new UnauthorizedAccessException("no") : new InvalidDataException("no")));

        silo.Send(new RunMessage(Order()));

        var fault = Assert.IsType<FaultMessage>(silo.Receive());
        Assert.Equal(("no", isOfTheMachine), (fault.Text, fault.IsOfTheMachine));
        Assert.Contains("   at ", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Settle_WhatCannotBeStored_EndsTheProgram()
    {
        rehearsal.Act("1-1", (_, sink) =>
        {
            sink.Settle();
            return new(AttemptState.Completed, 10);
        });

        silo.Send(new RunMessage(Order()));
        Assert.IsType<SettleMessage>(silo.Receive());
        silo.Send(new SettledMessage("the lease is lost"));

        Assert.Equal("the lease is lost", Assert.IsType<FaultMessage>(silo.Receive()).Text);
    }

    [Fact]
    public async Task Run_SiloThatIsGone_EndsAndSaysWhetherAnAttemptWasRunning()
    {
        silo.Send(new RunMessage(Order()));
        while (rehearsal.Started.Count == 0)
            await Task.Delay(1, TestContext.Current.CancellationToken);
        await toHost.DisposeAsync();

        Assert.True(await running);
        rehearsal.Finish("1-1");
    }

    private static AttemptOrder Order(string trialId = "1-1") => new()
    {
        Lease = new() { TrialId = trialId, Epoch = 1, SlotId = "host/cpu-1", ExpiresAt = default },
        ExperimentId = 1,
        Seed = 0,
        Trial = new TrialSpec { Function = "branin" },
    };
}
