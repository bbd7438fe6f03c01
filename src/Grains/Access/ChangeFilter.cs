using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using FastOde.Contracts.Access;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.OnDemand;
using FastOde.Contracts.Trainers;
using FastOde.Specs;
using Orleans.Serialization.Invocation;

namespace FastOde.Grains.Access;

/// <summary>Leads every call that is marked as a change through the gate, from wherever it comes.</summary>
/// <param name="gate">The gate.</param>
internal sealed class ChangeFilter(AccessGate gate) : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<MethodInfo, ChangeAttribute?> marks = new();

    /// <inheritdoc/>
    public Task Invoke(IIncomingGrainCallContext context)
    {
        // Taken from every call: a grain passes on what it was sent, and in the end to programs that only look on.
        var caller = CallerContext.Take();
        _ = Submitter.Take();
        return context.InterfaceMethod is { } method && marks.GetOrAdd(method, static called => called.GetCustomAttribute<ChangeAttribute>()) is { } mark
            ? Change(context, mark, caller)
            : context.Invoke();
    }

    private Task<object?> Change(IIncomingGrainCallContext context, ChangeAttribute mark, Caller? caller) => gate.Change(
        caller,
        new ChangeRequest(mark.Action, mark.Least, Subject(context), Details(context.Request)),
        async identity =>
        {
            Submitter.Set(identity.User);
            await context.Invoke();
            return context.Result;
        },
        CancellationToken.None,
        Conclude);

    private static (string Outcome, string? Subject) Conclude(object? result) => result switch
    {
        SubmitOutcome { ExperimentId: { } id } => (AccessGate.Done, Named(id)),
        SubmitOutcome { Problems: [var first, ..] } => ($"refused: {first.Message}", null),
        _ => (AccessGate.Done, null),
    };

    private static string? Subject(IIncomingGrainCallContext context) => context.Grain switch
    {
        IExperimentGrain when context.InterfaceMethod.Name == nameof(IExperimentGrain.Retry) => $"trial {context.Request.GetArgument(0)}",
        IExperimentGrain when context.TargetId.TryGetIntegerKey(out var id, out _) => Named(id),
        ITrialSamplingGrain or ITrialEvaluationGrain => $"trial {context.TargetId.Key}",
        ISlotSchedulerGrain when Arguments(context.Request).FirstOrDefault() is string slot => $"slot {slot}",
        IExperimentCatalogGrain when Arguments(context.Request).FirstOrDefault() is long id => Named(id),
        _ => null,
    };

    private static string? Details(IInvokable request) => Arguments(request).Select(argument => argument switch
    {
        LimitsSpec limits => LimitsText.Of(limits),
        Extension extension => extension.ToString(),
        ExperimentEdit edit => edit.Describe(),
        SampleOrder order => order.Describe(),
        EvaluationOrder order => order.Describe(),
        _ => null,
    }).FirstOrDefault(text => text is not null);

    private static IEnumerable<object?> Arguments(IInvokable request) => Enumerable.Range(0, request.GetArgumentCount()).Select(request.GetArgument);

    private static string Named(long id) => string.Create(CultureInfo.InvariantCulture, $"experiment {id}");
}
