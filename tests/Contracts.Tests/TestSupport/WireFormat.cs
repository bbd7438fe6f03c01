using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace FastOde.Contracts.Tests.TestSupport;

/// <summary>Sends values through the serializer that grains and clients use.</summary>
internal static class WireFormat
{
    private static readonly Serializer Serializer =
        new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    public static T RoundTrip<T>(T value)
        where T : class =>
        Serializer.Deserialize<T>(Serializer.SerializeToArray(value)) ?? throw new InvalidOperationException("a value arrived as null");
}
