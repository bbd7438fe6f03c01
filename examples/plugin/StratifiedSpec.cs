using FastOde.Specs.Keys;
using FastOde.Specs.Methods;

namespace Swirl;

/// <summary>Flow matching with one time of each batch in each of its equal parts of [0, 1].</summary>
[Kind("stratified-flow-matching")]
public sealed record StratifiedSpec : MethodSpec;
