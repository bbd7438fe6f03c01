using FastOde.Search.Samplers;
using FastOde.Search.Spaces;

namespace FastOde.Search.Tests.TestSupport;

/// <summary>Asks a sampler for everything it has to suggest, without telling it of any result.</summary>
internal static class Suggestions
{
    internal static IEnumerable<Assignment> Of(ISampler sampler)
    {
        for (var suggested = 0; suggested < sampler.Total; suggested++)
            yield return sampler.Next(new() { Suggested = suggested })!;
    }
}
