using FastOde.Contracts.Trials;
using FastOde.Grains.Scheduling;

namespace FastOde.Grains.Tests.Scheduling;

public sealed class QueuePolicyTests
{
    private readonly WaitingLine line = new();
    private readonly Holdings holdings = new();

    [Fact]
    public void Next_OfSeveralPriorities_IsTheHighest()
    {
        Wait(1, 2);
        Wait(2, 2, new() { Priority = 3 });
        Wait(3, 1, new() { Priority = -1 });

        Assert.Equal([2, 2, 1, 1, 3], Grants(5));
    }

    [Fact]
    public void Next_OfOnePriority_SharesTheSlotsAlike()
    {
        Wait(1, 100);
        Wait(2, 100);
        Wait(3, 100);

        Assert.Equal([1, 2, 3, 1, 2, 3, 1, 2], Grants(8));
    }

    [Fact]
    public void Next_WhereOneAsksForLess_GivesEachTheSameShareOfWhatItAsksFor()
    {
        Wait(1, 100, new() { ConcurrentTrials = 2 });
        Wait(2, 100);

        Assert.Equal([1, 2, 2, 2, 2, 1, 2, 2, 2], Grants(9, slots: 8));
    }

    [Fact]
    public void Next_OfEqualShares_IsTheOneThatHasWaitedLongest()
    {
        Wait(1, 100);
        Wait(2, 100);
        Wait(3, 100);

        // One slot that comes free again and again.
        List<long> turns = [];
        for (var turn = 0; turn < 6; turn++)
        {
            var next = Assert.Single(Grants(1));
            turns.Add(next);
            holdings.Give(next, line.TermsOf(next));
        }

        Assert.Equal([1, 2, 3, 1, 2, 3], turns);
    }

    [Fact]
    public void Next_BehindAnExperimentAtItsLimit_IsTheNextThatMay()
    {
        Wait(1, 5, new() { Priority = 9, ConcurrentTrials = 1 });
        Wait(2, 2);

        Assert.Equal([1, 2, 2], Grants(9));
        Assert.Equal(4, line.Count);
    }

    [Fact]
    public void Next_OfAUserAtTheLimit_IsAnotherUsers()
    {
        Wait(1, 5, new() { User = "anna" });
        Wait(2, 5, new() { User = "anna" });
        Wait(3, 5, new() { User = "berta" });
        Wait(4, 5);

        var granted = Grants(20, userTrials: 2);

        Assert.Equal(2, granted.Count(id => id is 1 or 2));
        Assert.Equal((2, 5), (granted.Count(id => id == 3), granted.Count(id => id == 4)));
    }

    private void Wait(long experiment, int trials, SlotTerms? terms = null)
    {
        for (var number = 1; number <= trials; number++)
            line.Add($"{experiment}-{number}", terms ?? new());
    }

    private List<long> Grants(int most, int slots = 100, int? userTrials = null)
    {
        var policy = new QueuePolicy(userTrials);
        List<long> granted = [];
        while (granted.Count < most && policy.Next(line.Experiments, holdings, slots) is { } next)
        {
            line.Take(next);
            holdings.Take(next.Id, next.Terms);
            granted.Add(next.Id);
        }

        return granted;
    }
}
