namespace FastOde.FlowMatching.Networks;

/// <summary>What networks compute with; parameters, gradients, moments, averages and losses are in single precision always.</summary>
public enum Precision
{
    /// <summary><c>fp32</c>: single precision.</summary>
    Full,

    /// <summary><c>bf16</c>: bfloat16, which has the range of single precision and 8 bits of it; half the memory for features.</summary>
    BFloat16,
}
