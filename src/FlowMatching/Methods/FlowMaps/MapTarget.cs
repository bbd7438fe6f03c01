using TorchSharp;

namespace FastOde.FlowMatching.Methods.FlowMaps;

/// <summary>What a sample off the diagonal is compared with.</summary>
/// <param name="Target">The target, shape [m, dimension]; a number, through which no gradient goes but for v_c.</param>
/// <param name="HasVelocity">Whether v_c is a part of it, which moves with the noise and sends its gradient to an encoder.</param>
/// <param name="Weight">What the error is multiplied by, shape [m, 1]; null for 1.</param>
/// <param name="ComparesEnds">Whether ∂X_{t→r}/∂r is compared, rather than u.</param>
public sealed record MapTarget(torch.Tensor Target, bool HasVelocity = false, torch.Tensor? Weight = null, bool ComparesEnds = false);
