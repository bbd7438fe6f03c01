using FastOde.Specs.Keys;

namespace FastOde.Specs.Networks;

/// <summary>What networks compute with; parameters, gradients, moments, averages and losses are in single precision always.</summary>
[Noun("precision")]
public enum Precision
{
    /// <summary><c>fp32</c>: single precision.</summary>
    [Word("fp32")]
    Full,

    /// <summary><c>bf16</c>: bfloat16, which has the range of single precision and 8 bits of it; half the memory for features.</summary>
    [Word("bf16")]
    BFloat16,
}
