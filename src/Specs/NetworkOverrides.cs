using System.Text.Json.Nodes;
using FastOde.Specs.Networks;
using FastOde.Specs.Schema;

namespace FastOde.Specs;

/// <summary>Some keys of a network: how an encoder, or the network of a prior's flow, differs from the velocity network.</summary>
public sealed record NetworkOverrides
{
    private readonly string keys = "{}";

    /// <summary>No difference.</summary>
    public static NetworkOverrides None { get; } = new();

    /// <summary>Whether nothing differs.</summary>
    public bool IsEmpty => this == None;

    /// <summary>The keys as a JSON object; those of kinds that the network turns out not to have are passed over.</summary>
    internal JsonObject Tree
    {
        get => (JsonObject)JsonNode.Parse(keys)!;
        init => keys = value.ToJsonString();
    }

    /// <summary>The keys and their values.</summary>
    /// <param name="keys">Such as <c>("channels", 8)</c>; values are texts, numbers, flags, or lists of numbers.</param>
    public static NetworkOverrides Of(params (string Key, JsonNode Value)[] keys) =>
        new() { Tree = new JsonObject(keys.Select(key => KeyValuePair.Create<string, JsonNode?>(key.Key, key.Value.DeepClone()))) };

    /// <summary>The whole network.</summary>
    /// <param name="network">The velocity network, from which everything is taken that is not given here.</param>
    public NetworkSpec Over(NetworkSpec network) => SpecSchema.Standard.Over(network, Tree);
}
