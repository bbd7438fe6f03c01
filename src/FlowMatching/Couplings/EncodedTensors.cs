using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>A minibatch as the encoder sees it, as tensors that autograd follows, on any device.</summary>
/// <param name="Mean">Means, shape [n, dimension].</param>
/// <param name="LogVariance">Log variances, shape [n, dimension].</param>
/// <param name="Noise">The reparameterised noise mean + exp(½ log variance)·ε, shape [n, dimension].</param>
public sealed record EncodedTensors(torch.Tensor Mean, torch.Tensor LogVariance, torch.Tensor Noise);
