using System.Reflection;
using FastOde.Client.Calls;
using FastOde.Contracts.Experiments;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Client.Tests.Calls;

public sealed class OutageFilterTests
{
    private static readonly MethodInfo Read = typeof(IExperimentGrain).GetMethod(nameof(IExperimentGrain.Summary))!;
    private static readonly MethodInfo Delete = typeof(IExperimentCatalogGrain).GetMethod(nameof(IExperimentCatalogGrain.Delete))!;

    private readonly FakeTimeProvider clock = new() { AutoAdvanceAmount = TimeSpan.Zero };

    [Fact]
    public async Task Invoke_CallThatFailsTwice_IsSentUntilItIsAnswered()
    {
        var call = Call.Of(Read, new SiloUnavailableException(), new TimeoutException());
        await Invoke(call);
        Assert.Equal(3, call.Times);
    }

    [Fact]
    public async Task Invoke_ChangeThatMayHappenTwice_IsSentOnce()
    {
        var call = Call.Of(Delete, new SiloUnavailableException(), new SiloUnavailableException());
        Assert.IsType<SiloUnavailableException>((await Assert.ThrowsAsync<ClusterConnectionException>(() => Invoke(call))).InnerException);
        Assert.Equal(1, call.Times);
    }

    [Fact]
    public async Task Invoke_WhereNobodyAnswers_EndsWithItsPatience()
    {
        var call = Call.Of(Read, [.. Enumerable.Repeat(new SiloUnavailableException(), 1000)]);
        await Assert.ThrowsAsync<ClusterConnectionException>(() => Invoke(call));
        Assert.Equal(20, call.Times);
    }

    [Fact]
    public async Task Invoke_WhatAGrainRefuses_PassesAtOnce()
    {
        var call = Call.Of(Read, new KeyNotFoundException());
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Invoke(call));
        Assert.Equal(1, call.Times);
    }

    [Fact]
    public async Task Invoke_ClientThatEnds_AsksNoMore()
    {
        using var end = new CancellationTokenSource();
        var call = Call.Of(Read, [.. Enumerable.Repeat(new SiloUnavailableException(), 1000)]);
        var asking = Filter(end.Token).Invoke(call.Context);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal(1, call.Times);
    }

    private OutageFilter Filter(CancellationToken end) =>
        new(TimeSpan.FromSeconds(10), clock, failure => new ClusterConnectionException(ClusterProblem.NoControlProcess, "nobody answers", failure), end);

    private async Task Invoke(Call call)
    {
        var asking = Filter(CancellationToken.None).Invoke(call.Context);
        while (!asking.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(0.5));
            await Task.Yield();
        }

        await asking;
    }

    /// <summary>A call that fails as often as it is told to.</summary>
    public class Call : DispatchProxy
    {
        private readonly Queue<Exception> failures = [];
        private MethodInfo? method;

        public int Times { get; private set; }

        public IOutgoingGrainCallContext Context => (IOutgoingGrainCallContext)(object)this;

        public static Call Of(MethodInfo method, params Exception[] failures)
        {
            var call = (Call)(object)Create<IOutgoingGrainCallContext, Call>();
            call.method = method;
            foreach (var failure in failures)
                call.failures.Enqueue(failure);
            return call;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
        {
            "get_InterfaceMethod" => method,
            "Invoke" => Next(),
            var other => throw new NotSupportedException(other),
        };

        private Task Next()
        {
            Times++;
            return failures.TryDequeue(out var failure) ? Task.FromException(failure) : Task.CompletedTask;
        }
    }
}
