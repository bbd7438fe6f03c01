using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>Which point of a table each draw of noise takes in transport from the whole prior: cells that dual numbers move.</summary>
internal interface ITransportCells : IDisposable
{
    /// <summary>For each draw the number of the point with the least ½‖draw - point‖² - dual.</summary>
    /// <param name="draws">Noise, shape [n, dimension].</param>
    /// <param name="duals">One number for each point, shape [points].</param>
    /// <returns>Shape [n], int64.</returns>
    torch.Tensor Of(torch.Tensor draws, torch.Tensor duals);
}
