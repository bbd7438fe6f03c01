using TorchSharp;

namespace FastOde.FlowMatching.Paths;

/// <summary>x_t = Data·data + Noise·noise and dx_t/dt = DataDerivative·data + NoiseDerivative·noise at given times.</summary>
/// <param name="Data">Coefficient of the data, shape of the times.</param>
/// <param name="Noise">Coefficient of the noise, shape of the times.</param>
/// <param name="DataDerivative">Time derivative of <paramref name="Data"/>.</param>
/// <param name="NoiseDerivative">Time derivative of <paramref name="Noise"/>.</param>
public sealed record PathCoefficients(
    torch.Tensor Data, torch.Tensor Noise, torch.Tensor DataDerivative, torch.Tensor NoiseDerivative);
